import Foundation
import Statistics
import Testing

@testable import Reporting

@Suite("Table 1 as people read it, and what few patients' values would tell")
struct BaselineSummaryTests {
  private func table(_ n: Int, _ m: Int, female: [Int] = [12, 9], unknown: Int = 0) -> BaselineTable {
    let quartiles = Quartiles(lower: 1, median: 3.5, upper: 12)
    func sex(_ level: String, _ counts: [Int]) -> BaselineTable.Row {
      let of = [n - unknown, m]
      return .init(
        name: "sex", level: level,
        cells: zip(counts + [counts.reduce(0, +)], of + [of.reduce(0, +)]).map { .count($0, of: $1) })
    }
    return BaselineTable(
      arms: ["A", "B", "everyone"], patients: [n, m, n + m],
      rows: [
        .init(
          name: "months", level: "",
          cells: [n, m, n + m].map { .mean(9, standardDeviation: 14, n: $0) },
          quartiles: [quartiles, quartiles, quartiles]),
        .init(
          name: "age", level: "", cells: [n, m, n + m].map { .mean(44.25, standardDeviation: 8, n: $0) },
          quartiles: [quartiles, nil, quartiles]),
        sex("f", female), sex("m", [n - unknown - female[0], m - female[1]]),
      ]
        + (unknown == 0
          ? []
          : [
            .init(name: "sex", level: "missing", cells: [.missing(unknown), .missing(0), .missing(unknown)])
          ]),
      variables: [
        .init(name: "months", summary: .median, skewness: 3.1, difference: .value(0.125)),
        .init(name: "age", summary: .mean, skewness: 0.2, difference: .unbounded),
        .init(name: "sex", summary: .share, difference: .value(0.5)),
      ])
  }

  private func shown(_ table: BaselineTable, _ rule: Disclosure) throws -> SuppressedBaseline {
    try #require(
      rule.applied(to: Results(baseline: table), recomputing: Self.recomputation).baseline)
  }

  private static var recomputation: Recomputation {
    var recomputation = Recomputation.unavailable
    recomputation.levels = { StandardisedDifference.largest(ofCounts: $0) }
    recomputation.means = { StandardisedDifference.largest(ofMeans: $0) }
    return recomputation
  }

  @Test(
    "A skewed number is given by median and quartiles, others by the mean, with how far the arms lie apart and a note for each"
  )
  func people() throws {
    let summary = try shown(table(24, 21), .none(reason: "drawn")).summary
    #expect(summary.columns.map(\.heading).last == "SMD")
    #expect(
      summary.rows == [
        [
          .text("months, median (Q1, Q3)"), .text("3.5 (1.0, 12.0)"), .text("3.5 (1.0, 12.0)"),
          .text("3.5 (1.0, 12.0)"), .text("0.12"),
        ],
        [
          .text("age, mean (SD)"), .text("44.2 (8.0)"), .text("44.2 (8.0)"), .text("44.2 (8.0)"),
          .text("no overlap"),
        ],
        [.text("sex, n (%)"), .text(""), .text(""), .text(""), .text("0.50")],
        [.text("    f"), .text("12 (50)"), .text("9 (43)"), .text("21 (47)"), .text("")],
        [.text("    m"), .text("12 (50)"), .text("12 (57)"), .text("24 (53)"), .text("")],
      ])
    #expect(summary.notes.contains { $0.contains("skewness beyond 1") })
    #expect(summary.notes.contains { $0.hasPrefix("SMD: ") && !$0.contains("largest of any two") })
  }

  @Test("Of forty arms a page shows the eight largest beside everyone and says where the others stand")
  func manyArms() throws {
    // Arm k has 20 + k patients, but the third, which has the most.
    let sizes = (0..<40).map { $0 == 2 ? 90 : 20 + $0 }
    let all = sizes.reduce(0, +)
    let table = BaselineTable(
      arms: (0..<40).map { "arm \($0)" } + ["everyone"], patients: sizes + [all],
      rows: [
        .init(
          name: "age", level: "",
          cells: (sizes + [all]).map { .mean(44, standardDeviation: 8, n: $0) },
          quartiles: Array(repeating: nil, count: 41))
      ],
      variables: [.init(name: "age", summary: .mean, skewness: 0)])
    let shown = try shown(table, .none(reason: "drawn"))
    let headings = shown.summary.columns.map(\.heading)
    #expect(
      headings == ["Characteristic", "arm 2 (N = 90)"] + (33..<40).map { "arm \($0) (N = \(20 + $0))" }
        + ["Everyone (N = 1,648)"])
    #expect(shown.summary.notes.contains { $0.contains("32 more stand in baseline.csv") })
    #expect(shown.dataTable.rows.count == 41 * 2)
  }

  @Test("The file has quartiles in each line and the difference in everyone's, every digit of them")
  func file() throws {
    let lines = try shown(table(24, 21), .none(reason: "drawn")).dataTable.rendered(as: .csv)
      .split(separator: "\n")
    #expect(lines[0] == "covariate,level,arm,count,of,mean,sd,p25,p50,p75,smd")
    #expect(lines[4] == "months,,A,,,9.0,14.0,1.0,3.5,12.0,")
    #expect(lines[6] == "months,,everyone,,,9.0,14.0,1.0,3.5,12.0,0.125")
    #expect(lines[9] == "age,,everyone,,,44.25,8.0,1.0,3.5,12.0,")
    #expect(lines[12] == "sex,f,everyone,21,45,,,,,,0.5")
  }

  @Test("A median needs ten patients under the default rule, quartiles twenty, and the table says so")
  func fewPatients() throws {
    let shown = try shown(table(24, 19, female: [12, 9]), .ohdsi())
    #expect(shown.rows[0].quartiles[0]?.lower == 1)
    #expect(shown.rows[0].quartiles[1] == .init(lower: nil, median: 3.5, upper: nil))
    #expect(shown.summary.rows[0][2] == .text("3.5 (hidden)"))
    #expect(shown.summary.notes.contains { $0.contains("at least 10 patients, quartiles of at least 20") })
    let few = try self.shown(table(24, 9, female: [12, 0]), .ohdsi())
    #expect(few.rows[0].quartiles[1] == .init())
    #expect(few.summary.rows[0][2] == .hidden)
  }

  @Test("A hidden cell takes the difference of its covariate with it, and a hidden denominator does too")
  func difference() throws {
    let shown = try shown(table(24, 21, female: [12, 3]), .ohdsi())
    #expect(shown.variables.map(\.isDifferenceHidden) == [false, false, true])
    #expect(shown.variables[2].difference == nil)
    #expect(!shown.dataTable.rendered(as: .csv).contains("0.5\n"))
    let unknown = try self.shown(table(24, 21, unknown: 2), .ohdsi())
    #expect(unknown.variables[2].isDifferenceHidden)
    #expect(unknown.variables[0].difference == .value(0.125))
  }

  @Test("Rounded tables give differences of what they show, and no medians")
  func rounding() throws {
    let shown = try shown(table(24, 21), .openSafely)
    #expect(shown.variables.map(\.summary) == [.mean, .mean, .share])
    #expect(shown.rows[0].quartiles == [.init(), .init(), .init()])
    // 12 of 24 and 9 of 21 are told as 10 and 10, 10 and 10: no difference is left to tell.
    #expect(shown.variables[2].difference == .value(0))
    #expect(shown.variables[0].difference == .value(0))
    #expect(shown.notes.contains { $0.hasPrefix("Medians are not given") })
  }
}
