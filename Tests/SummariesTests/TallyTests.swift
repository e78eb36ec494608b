import Foundation
import Summaries
import Testing

@Suite("Tallies and the sums of a rate")
struct TallyTests {
  private func keys(_ count: Int, seed: UInt64) -> [String] {
    var stream = RandomStream(seed: seed, purpose: "keys", patient: 0)
    return (0..<count).map { _ in "strategy \(Int.random(in: 0..<20, using: &stream))" }
  }

  private func tally(_ keys: [String]) -> Tally<String> {
    var result = Tally<String>()
    for key in keys { result.add(key) }
    return result
  }

  @Test("The laws hold for tallies, and the encoding is in the order of the keys")
  func tallies() throws {
    try expectLaws(
      tally(keys(30, seed: 1)), tally(keys(9, seed: 2)), tally(keys(50, seed: 3)), empty: Tally<String>())
    expectSplits(keys(200, seed: 4), empty: Tally<String>()) { $1.add($0) }
    let text = String(decoding: try encoded(tally(["b", "a", "b"])), as: UTF8.self)
    #expect(text == #"[{"count":1,"key":"a"},{"count":2,"key":"b"}]"#)
  }

  @Test("A key counted zero times is a key never counted")
  func zero() {
    var some = Tally<Int>()
    some.add(7, count: 0)
    #expect(some == Tally<Int>())
    some.add(7, count: 2)
    some.add(7, count: -2)
    #expect(some == Tally<Int>())
    some.add(3, count: 5)
    #expect(some[3] == 5)
    #expect(some[7] == 0)
    #expect(some.total == 5)
  }

  @Test("A tally that names a key twice or counts zero is refused")
  func refused() {
    for text in [#"[{"count":1,"key":"a"},{"count":1,"key":"a"}]"#, #"[{"count":0,"key":"a"}]"#] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Tally<String>.self, from: Data(text.utf8))
      }
    }
  }

  private struct Patient { var events: Int, steps: Int }

  private func patients(_ count: Int, seed: UInt64) -> [Patient] {
    (0..<count).map { place in
      var stream = RandomStream(seed: seed, purpose: "rate", patient: UInt64(place))
      let steps = Int.random(in: 0...6, using: &stream)
      return Patient(events: Int.random(in: 0...steps, using: &stream), steps: steps)
    }
  }

  private func sums(_ patients: [Patient]) -> RateSums {
    var result = RateSums()
    for patient in patients { result.addPatient(events: patient.events, of: patient.steps) }
    return result
  }

  @Test("The laws hold for the sums of a rate")
  func rateLaws() throws {
    try expectLaws(
      sums(patients(20, seed: 1)), sums(patients(35, seed: 2)), sums(patients(5, seed: 3)), empty: RateSums())
    expectSplits(patients(150, seed: 4), empty: RateSums()) { $1.addPatient(events: $0.events, of: $0.steps) }
  }

  @Test("The sums are those of a plain loop, and the residuals those of their definition")
  func rateSums() {
    let some = patients(100, seed: 5)
    let fast = sums(some)
    let counted = some.filter { $0.steps > 0 }
    #expect(fast.patients == counted.count)
    #expect(fast.n == some.map(\.steps).reduce(0, +))
    #expect(fast.events == some.map(\.events).reduce(0, +))
    #expect(fast.eventsSquared == some.map { $0.events * $0.events }.reduce(0, +))
    #expect(fast.eventsTimesN == some.map { $0.events * $0.steps }.reduce(0, +))
    #expect(fast.nSquared == some.map { $0.steps * $0.steps }.reduce(0, +))
    #expect(
      fast
        == RateSums(
          patients: fast.patients, n: fast.n, events: fast.events, eventsSquared: fast.eventsSquared,
          eventsTimesN: fast.eventsTimesN, nSquared: fast.nSquared))
    let residuals = some.map { patient in
      let residual = fast.n * patient.events - fast.events * patient.steps
      return residual * residual
    }
    #expect(fast.scaledResidualSquares == Double(residuals.reduce(0, +)))
  }
}
