import Testing
import Treatment

@testable import Simulation

@Suite("Inhibitors of monoamine oxidase in simulated care")
struct InhibitorTests {
  private static let antidepressants = Set((Prescription.later + Prescription.inhibitors).map(\.name))
  private static let inhibitors = Set(Prescription.inhibitors.map(\.name))

  @Test(
    "No other antidepressant runs beside an inhibitor, nor within two weeks of it, nor fluoxetine within five before it"
  )
  func washout() throws {
    let care = SteppedCare(try .bundled(), seed: 3)
    var met = 0
    for number in 1...8000 {
      let rows = care.patient(number).1.exposures.filter { Self.antidepressants.contains($0.agent) }
      for own in rows where Self.inhibitors.contains(own.agent) {
        for other in rows where other.agent != own.agent {
          let days = other.agent == "fluoxetine" && other.start < own.start ? 35 : 14
          let isBefore = other.end != .max && Int(other.end) + days < Int(own.start)
          let isAfter = own.end != .max && Int(own.end) + 14 < Int(other.start)
          #expect(isBefore || isAfter, "patient \(number)")
          met += 1
        }
      }
    }
    #expect(met > 100)
  }

  @Test("They go to the sicker, and no more so without confounding")
  func confounding() throws {
    func severity(_ care: SteppedCare) -> (inhibitor: Double, other: Double) {
      var sums = (inhibitor: (0.0, 0.0), other: (0.0, 0.0))
      for step in (1...20_000).flatMap({ care.patient($0).1.steps })
      where step.attempt >= 3 && step.option == .switchOut {
        if Self.inhibitors.contains(step.agents) {
          sums.inhibitor = (sums.inhibitor.0 + step.severity, sums.inhibitor.1 + 1)
        } else {
          sums.other = (sums.other.0 + step.severity, sums.other.1 + 1)
        }
      }
      return (sums.inhibitor.0 / sums.inhibitor.1, sums.other.0 / sums.other.1)
    }
    let confounded = severity(SteppedCare(try .bundled(), seed: 1))
    let plain = severity(SteppedCare(try .bundled(), seed: 1, without: [.confounding]))
    // Severity spreads by 4 points at these steps; about 400 and 150 switches to an inhibitor: standard errors of 0.2 and 0.35.
    #expect(confounded.inhibitor > confounded.other + 1)
    #expect(abs(plain.inhibitor - plain.other) < 1.2)
  }
}
