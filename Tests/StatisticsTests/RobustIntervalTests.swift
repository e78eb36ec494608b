import Foundation
import Regression
import Statistics
import Summaries
import TestSupport
import Testing

@Suite("Cluster-robust intervals")
struct RobustIntervalTests {
  static let rounding = Tolerance(relative: 1e-14, reason: "a few roundings of doubles")

  private func sums(_ patients: [(events: Int, n: Int)]) -> RateSums {
    var sums = RateSums()
    for patient in patients { sums.addPatient(events: patient.events, of: patient.n) }
    return sums
  }

  @Test("Two patients of two steps, one all events and one none: deff is 4, worked by hand")
  func byHand() throws {
    // p = 1/2; residuals 1 and -1; V = 2/1 · 2/16 = 1/4; p(1-p)/n = 1/16; deff = 4; n* = 1.
    let two = sums([(2, 2), (0, 2)])
    #expect(RobustInterval.clusterVariance(of: two) == 0.25)
    #expect(RobustInterval.designEffect(of: two) == 4)
    let limits = try #require(RobustInterval(ProportionInterval(.wilson)).limits(of: two))
    // Wilson at (1/2, 1) with the t(1) quantile, which is tan(π (0.975 - 1/2)): 1/2 ± t/2 / √(1 + t²).
    let t = tan(0.475 * Double.pi)
    let half = t / 2 / (1 + t * t).squareRoot()
    let cancelling = Tolerance(absolute: 1e-15, reason: "1/2 - half leaves three digits less")
    #expect(cancelling.admits(limits.low, for: 0.5 - half))
    #expect(Self.rounding.admits(limits.high, for: 0.5 + half))
  }

  @Test("Four patients of one step: deff is G / (G - 1), and n* is G - 1")
  func oneStepEach() throws {
    let four = sums([(1, 1), (0, 1), (0, 1), (0, 1)])
    // V = 4/3 · (9/16 + 3/16) / 16 = 1/16; p(1-p)/n = 3/64.
    #expect(RobustInterval.clusterVariance(of: four) == 0.0625)
    #expect(Self.rounding.admits(RobustInterval.designEffect(of: four), for: 4.0 / 3))
  }

  @Test("Patients who vary less than chance get no bonus: deff is at least 1")
  func atLeastOne() {
    #expect(RobustInterval.clusterVariance(of: sums([(1, 2), (1, 2), (1, 2)])) == 0)
    #expect(RobustInterval.designEffect(of: sums([(1, 2), (1, 2), (1, 2)])) == 1)
  }

  @Test("No event, or nothing but events, counts patients and not steps: deff is n / G")
  func ends() throws {
    let none = sums([(0, 3), (0, 1), (0, 2)])
    #expect(RobustInterval.designEffect(of: none) == 2)
    let interval = ProportionInterval(.wilson)
    let robust = try #require(RobustInterval(interval).limits(of: none))
    let expected = try #require(
      interval.limits(events: 0, of: 3, quantile: .student(degreesOfFreedom: 2)))
    #expect(robust == expected)
    let all = try #require(RobustInterval(interval).limits(of: sums([(3, 3), (1, 1), (2, 2)])))
    #expect(all.high == 1)
    #expect(Self.rounding.admits(all.low, for: 1 - expected.high))
  }

  @Test("One patient says nothing about how patients differ: 0 to 1", arguments: IntervalMethod.allCases)
  func onePatient(method: IntervalMethod) throws {
    let limits = try #require(RobustInterval(ProportionInterval(method)).limits(of: sums([(1, 3)])))
    #expect(limits == (0, 1))
  }

  @Test(
    "Exact and Jeffreys work at (p n*, n*) with the level that the t quantile stands for",
    arguments: [IntervalMethod.exact, .jeffreys])
  func betaBased(method: IntervalMethod) throws {
    let clusters = sums([(2, 2), (0, 2), (1, 3), (0, 1), (1, 1)])
    let size = 9 / RobustInterval.designEffect(of: clusters)
    let interval = ProportionInterval(method)
    #expect(size < 9)
    let robust = try #require(RobustInterval(interval).limits(of: clusters))
    let expected = interval.limits(
      events: 4.0 / 9 * size, of: size, quantile: .student(degreesOfFreedom: 4))
    #expect(robust == (try #require(expected)))
    // t(4) is wider than z, so the limits lie outside those at the plain level.
    let plain = try #require(interval.limits(events: 4.0 / 9 * size, of: size))
    #expect(robust.low < plain.low && robust.high > plain.high)
  }

  @Test("The variance is that of a slow twin which holds every patient", arguments: [1, 2, 3, 4])
  func slowTwin(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var patients: [(events: Int, n: Int)] = []
    for _ in 0..<200 {
      let n = 1 + random.below(6)
      patients.append((random.below(n + 1), n))
    }
    let n = Double(patients.map(\.n).reduce(0, +))
    let rate = Double(patients.map(\.events).reduce(0, +)) / n
    var squares = 0.0
    for patient in patients {
      let residual = Double(patient.events) - rate * Double(patient.n)
      squares += residual * residual
    }
    let slow = 200.0 / 199 * squares / (n * n)
    let tolerance = Tolerance(relative: 1e-12, reason: "the twin adds 200 squares of doubles")
    #expect(tolerance.admits(RobustInterval.clusterVariance(of: sums(patients)), for: slow))
  }

  @Test("Nobody has no robust interval")
  func nobody() {
    #expect(RobustInterval(ProportionInterval(.wilson)).limits(of: RateSums()) == nil)
  }
}
