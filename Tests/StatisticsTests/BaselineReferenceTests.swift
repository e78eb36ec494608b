import Foundation
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Statistics

@Suite("Table 1: medians, skewness and standardised differences")
struct BaselineReferenceTests {
  private static let rounding = Tolerance(
    absolute: 1e-12, relative: 1e-9,
    reason: "R sums in another order, and inverts a matrix where we need none")

  /// Who computed the expected numbers: R 4.2.2, `Datasets/reference/baseline-table/make.R`.
  @Test("They are R's, of every arm and of everyone", arguments: 1...8)
  func reference(of drawn: Int) throws {
    let rows = try referenceRows("baseline-table/patients.csv").filter { $0["case"] == String(drawn) }
    let patients = rows.map { row in
      var patient = GeneratedPatient(rows: [.init(step: 1, baseline: 30, endpoint: 10)])
      patient.numbers["number"] = row["number"].flatMap(Double.init)
      patient.texts["level"] = row["level"].flatMap { $0.isEmpty ? nil : $0 }
      patient.texts["arm"] = row["arm"]
      return patient
    }
    let asked = BaselineCharacteristics(
      of: [CovariateRequest("number", as: .number), CovariateRequest("level", as: .text)],
      arm: .covariate("arm"))
    var summary = asked.empty
    asked.add(page(of: patients, request: asked.request), to: &summary)
    let table = try asked.finish(summary)

    func check(_ value: Double?, _ expected: String?, _ what: String) throws {
      let expected = try #require(expected.flatMap(Double.init), "\(what)")
      #expect(Self.rounding.admits(try #require(value, "\(what)"), for: expected), "\(what)")
    }
    let expected = try referenceRows("baseline-table/expected.csv").filter { $0["case"] == String(drawn) }
    #expect(expected.compactMap { $0["arm"] } == table.arms)
    for (place, row) in expected.enumerated() {
      guard case .mean(let mean, let deviation, let n) = table.rows[0].cells[place] else {
        Issue.record("no mean")
        continue
      }
      #expect(row["n"] == String(n))
      try check(mean, row["mean"], "mean")
      try check(deviation, row["sd"], "sd")
      let quartiles = table.rows[0].quartiles[place]
      try check(quartiles?.lower, row["p25"], "p25")
      try check(quartiles?.median, row["p50"], "p50")
      try check(quartiles?.upper, row["p75"], "p75")
    }
    let everyone = try #require(expected.last)
    func value(_ difference: StandardisedDifference?) -> Double? {
      if case .value(let value) = difference { value } else { nil }
    }
    try check(table.variables[0].skewness, everyone["skewness"], "skewness")
    try check(value(table.variables[0].difference), everyone["smd_number"], "difference of means")
    try check(value(table.variables[1].difference), everyone["smd_level"], "difference of levels")
    let skewness = try #require(table.variables[0].skewness)
    #expect(table.variables.map(\.summary) == [skewness.magnitude > 1 ? .median : .mean, .share])
  }

  @Test(
    "A number is told by its median where it is skewed beyond 1 over all patients, and by its mean where it has two values"
  )
  func rule() {
    func summary(_ numbers: [Double]) -> BaselineTable.Summary {
      var counts = NumberCounts()
      for number in numbers { counts.add(number) }
      return .ofNumber(skewness: counts.skewness)
    }
    #expect(summary([20, 30, 40, 50, 60]) == .mean)
    #expect(summary([20, 30, 40, 50, 60, 999]) == .median)
    #expect(summary([-999, 20, 30, 40, 50, 60]) == .median)
    #expect(summary([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) == .mean)
    #expect(summary([7]) == .mean)
  }

  @Test(
    "A difference has a name where arms differ without any spread, is none where they agree, and needs an arm with values"
  )
  func edges() {
    typealias D = StandardisedDifference
    #expect(D.ofCounts([3, 0], [0, 4]) == .unbounded)
    #expect(D.ofCounts([3, 0], [4, 0]) == .value(0))
    #expect(D.ofCounts([0, 0], [4, 0]) == nil)
    // Two levels, a half and a quarter: 1/4 / sqrt((1/4 + 3/16) / 2).
    #expect(D.ofCounts([5, 5, 0], [3, 1, 0]) == .value((0.0625 / 0.21875).squareRoot()))
    #expect(D.ofMeans((4, 0), (5, 0)) == .unbounded)
    #expect(D.ofMeans((4, 0), (4, 0)) == .value(0))
    #expect(D.ofMeans((4, 1), (6, 1)) == .value(2))
    #expect(D.ofMeans((4, nil), (6, 1)) == nil)
    #expect(D.largest(ofMeans: [(4, 1), (nil, nil), (6, 1), (5, 1)]) == .value(2))
    #expect(D.largest(ofCounts: [[3, 0], [1, 2], [0, 4]]) == .unbounded)
    #expect(D.largest(ofCounts: [[3, 0]]) == nil)
  }

  @Test(
    "Of more different numbers than are kept there are no quartiles, whichever part comes first, and the mean stays"
  )
  func tooMany() {
    var (first, second) = (NumberCounts(), NumberCounts())
    for number in 0..<(NumberCounts.limit - 10) { first.add(Double(number)) }
    for number in 0...10 { second.add(-1 - Double(number)) }
    #expect(first.quartiles != nil && second.quartiles != nil)
    var (forth, back) = (first, second)
    forth.merge(second)
    back.merge(first)
    #expect(forth == back)
    #expect(forth.quartiles == nil && forth.skewness == nil && forth.moments.n == NumberCounts.limit + 1)
    back.merge(NumberCounts())
    #expect(back == forth)
  }
}
