import Foundation
import Intake
import Testing
import TestSupport
import Treatment

@testable import Simulation

@Suite("Simulated stepped care")
struct SteppedCareTests {
  private func care(_ seed: UInt64 = 1, without: Set<Mechanism> = []) throws -> SteppedCare {
    SteppedCare(try .bundled(), seed: seed, without: without)
  }

  @Test("Parts made apart join to the whole, and another seed makes another cohort")
  func parts() throws {
    let care = try care()
    let whole = care.files(of: 1..<61)
    let parts = [care.files(of: 1..<18), care.files(of: 18..<61)]
    for name in CohortText.headers.keys {
      #expect(!whole.lines(of: name).isEmpty)
      #expect(parts.flatMap { $0.lines(of: name) } == whole.lines(of: name))
      #expect(try self.care(2).files(of: 1..<61).lines(of: name) != whole.lines(of: name))
    }
  }

  /// The published figures are those of STAR*D (Rush 2006, doi:10.1176/ajp.2006.163.11.1905).
  @Test("The defaults give the published remission, intolerance and relapse, step by step")
  func published() throws {
    let counts = try care().outcomes(of: 1..<100_001)
    func check(_ events: [Int], _ of: [Int], _ published: [Double], _ what: String) {
      for (place, share) in published.enumerated() {
        let n = of[place]
        // Clinics' habits differ between seeds, which moves a share by less than half a point.
        let tolerance = Tolerance(
          absolute: 4 * (share * (1 - share) / Double(n)).squareRoot() + 0.006,
          reason: "four standard errors, and what clinics' habits move")
        #expect(
          tolerance.admits(Double(events[place]) / Double(n), for: share), "\(what) at step \(place + 1)")
      }
    }
    check(counts.remitted, counts.begun, [0.368, 0.306, 0.137, 0.130], "remission")
    check(counts.stopped, counts.begun, [0.163, 0.195, 0.256, 0.301], "intolerance")
    check(counts.relapsed, counts.remitted, [0.401, 0.553, 0.646, 0.711], "relapse")
    // Two failed trials of six weeks, taken as prescribed: about 30 % of those treated in the literature.
    let resistant = Double(counts.resistant) / Double(counts.patients)
    let said = Tolerance(absolute: 0.05, reason: "about 30 % is said, of cohorts that drop out in other ways")
    #expect(said.admits(resistant, for: 0.3))
  }

  @Test(
    "A mechanism that is left out leaves nothing of itself, and the other patients' strategies as they were")
  func without() throws {
    let plain = try care(without: [.noise, .missing])
    for number in 1...200 {
      let (_, course) = plain.patient(number)
      for step in course.steps where step.outcome != .lost {
        let exit = course.assessments.first { $0.day == step.end && $0.isRated }
        #expect(exit?.score == Int(min(max(step.finalSeverity.rounded(), 0), 60)))
      }
      #expect(course.steps.map(\.strategy) == (try care().patient(number).1.steps.map(\.strategy)))
    }
    let counts = try care(without: [.intolerance, .dropout, .relapse]).outcomes(of: 1..<2000)
    #expect(counts.stopped.allSatisfy { $0 == 0 } && counts.lost.allSatisfy { $0 == 0 })
    #expect(counts.relapsed.allSatisfy { $0 == 0 })
    let none = try care(without: [.background, .lifestyle, .nonadherence])
    let agents = Set((1...400).flatMap { none.patient($0).1.exposures.map(\.agent) })
    #expect(agents.isDisjoint(with: ["quetiapine", "zopiclone", "zolpidem", "EXERCISE", "CBTI"]))
  }

  @Test(
    "Strategies are chosen by severity: who gets ECT is sicker than who gets therapy, and no more so without confounding"
  )
  func confounding() throws {
    func severity(_ strategies: Set<Strategy>, _ care: SteppedCare) -> Double {
      let steps = (1...6000).flatMap { care.patient($0).1.steps }.filter {
        $0.attempt >= 3 && strategies.contains($0.option)
      }
      return steps.map(\.severity).reduce(0, +) / Double(steps.count)
    }
    let (confounded, plain) = (try care(), try care(without: [.confounding]))
    // Severity at later steps spreads by 4 points; 2 points are half of that, and 1 is what who comes to a choice leaves to chance.
    let therapy: Set<Strategy> = [.psychotherapyAdded, .psychotherapySwitch]
    #expect(severity([.ect], confounded) > severity(therapy, confounded) + 2)
    #expect(abs(severity([.ect], plain) - severity(therapy, plain)) < 1)
  }

  @Test(
    "Each number of the truth is a probability, and ECT, whose effect is the largest, leads at every step")
  func truth() throws {
    let values = try SharedTruth.values()
    for cell in values.cells {
      #expect(cell.remission > 0 && cell.remission < 1 && cell.response > 0 && cell.response < 1)
      // Entry is severe enough that half of it is no remission yet; later steps may begin lower.
      if cell.step == 1 { #expect(cell.response > cell.remission) }
    }
    for step in 3...7 {
      let cells = values.cells.filter { $0.step == step }
      #expect(cells.max { $0.remission < $1.remission }?.strategy == .ect)
      // A log odds ratio over people is smaller than one in a person.
      for cell in cells where cell.conditional > 0.3 {
        guard let reference = cells.first(where: { $0.strategy == .switchOut }) else { continue }
        let marginal = CareModel.logit(cell.remission) - CareModel.logit(reference.remission)
        #expect(marginal > 0 && marginal < cell.conditional + 0.3)
      }
    }
    #expect(values.policies.count == 8)
    let best = values.policies.last?.value ?? 0
    #expect(best > 0.4 && best < 1)
  }
}

extension SteppedCareTests {
  @Test(
    "A trial's rows, as truth-steps.csv numbers them, are of the agents that began, the first on the step's first day"
  )
  func trials() throws {
    let care = try care()
    for number in 1...400 {
      let course = care.patient(number).1
      let text = care.files(of: number..<number + 1).lines(of: "truth-steps.csv")
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
      var told: Set<Int> = []
      for (step, line) in zip(course.steps, lines) {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        let rows = try #require(cells.last).split(separator: "+").compactMap { Int($0) }
        // A trial that left no row is one that the data end came before.
        guard let first = rows.first else { continue }
        #expect(rows.allSatisfy { course.exposures[$0 - 1].agent == step.agents })
        #expect(course.exposures[first - 1].start == step.start)
        #expect(told.isDisjoint(with: rows))
        told.formUnion(rows)
      }
      let rest = course.exposures.indices.filter { !told.contains($0 + 1) }.map { course.exposures[$0].agent }
      #expect(Set(rest).isSubset(of: ["lithium", "quetiapine", "zopiclone", "zolpidem", "EXERCISE", "CBTI"]))
    }
  }

  @Test(
    "Coefficients of resistance have the signs of their causes, and are smaller, since failing twice averages over people"
  )
  func resistance() throws {
    let values = try SharedTruth.values()
    let care = values.care
    let coefficients = try #require(values.resistance)
    let found = Dictionary(uniqueKeysWithValues: zip(ResistanceProjection.terms, coefficients))
    for (term, name) in [
      ("recurrent", "recurrent"), ("anxious", "anxious"), ("psychotic", "psychotic"),
      ("duration_year", "duration_year"),
    ] {
      let (value, cause) = (try #require(found[term]), -care.parameters["remission.\(name)"])
      #expect(value > 0 && value < cause, "\(term)")
    }
    #expect(try #require(found["female"]) < 0)
  }
}
