import Foundation
import Testing
import Treatment

@testable import Intake

/// A steps file in which something is wrong, drawn from cells that tests change.
struct FaultySteps: Sendable, CustomTestStringConvertible {
  static let columns = [
    "patient_id", "step", "strategy", "agents", "start_day", "end_day", "scale", "score_start", "score_end",
    "episode", "adequate", "stop_reason", "score_entry", "end_score_day", "score_last", "censored", "rule",
    "tags", "site", "age",
  ]
  static let sound = [
    "P2", "1", "ECT", "sertraline", "0", "42", "MADRS", "30", "12", "1", "yes", "lost", "30", "40", "12", "0",
    "R1", "", "north", "40",
  ]

  let title: String
  var header = columns.joined(separator: ",")
  /// In the order of their patients.
  var rows: [String]
  var request = everything
  /// Whether a validation, to which nobody names a number, judges what is wrong.
  var isValidated = true
  var testDescription: String { title }

  static let everything = PageRequest(
    columns: [.agents, .days, .entry, .last, .episode],
    covariates: [CovariateRequest("site", as: .text), CovariateRequest("age", as: .number)]
      + ["rule", "censored", "stop_reason", "adequate"].map { CovariateRequest($0, as: .text) })

  static func row(_ cells: [String: String] = [:]) -> String {
    zip(columns, sound).map { cells[$0] ?? $1 }.joined(separator: ",")
  }

  /// The faulty rows of a patient between others that are sound.
  init(_ title: String, _ faulty: [String], isValidated: Bool = true) {
    self.title = title
    self.isValidated = isValidated
    rows =
      [Self.row(["patient_id": "P0"]), Self.row(["patient_id": "P1"])] + faulty
      + [Self.row(["patient_id": "P3"]), Self.row(["patient_id": "P4", "scale": "HAMD17", "age": ""])]
  }

  /// A file of another test.
  init(_ title: String, header: String, _ rows: [String], _ request: PageRequest) {
    self.title = title
    self.header = header
    self.rows = rows
    self.request = request
    isValidated = request.covariates.isEmpty
  }

  static let cells: [FaultySteps] = [
    ("patient_id", ["", " "]), ("step", ["", "x", "0", "-1", "1.5", "99999999", "9223372036854775808"]),
    ("strategy", ["", "  "]), ("agents", ["sertralin", "lithium+QQQQQQQQQQQQ"]),
    ("start_day", ["", "x", "0.5", "10000001", "-99999999", "43"]), ("end_day", ["x", "-5", "99999999"]),
    ("scale", ["", "MADRZ", "QQQQQQQQQQQQ"]), ("score_start", ["x", "99", "-1", "7 points", "1e999"]),
    ("score_end", ["61", "60.5"]), ("episode", ["0", "x", "10000001"]),
    ("adequate", ["perhaps", "YES", "1"]),
    ("stop_reason", ["because"]), ("score_entry", ["99", "x"]),
    ("end_score_day", ["later", "1.5", "10000001"]),
    ("score_last", ["-1", "y"]), ("age", ["old", "7 years"]), ("site", ["a.person@clinic.example"]),
  ].flatMap { column, values in
    values.map { FaultySteps("\(column) '\($0)'", [row([column: $0])], isValidated: column != "age") }
  }

  static let ofSteps: [FaultySteps] =
    [
      ("strategy", "KETAMINE"), ("agents", "lithium"), ("agents", ""), ("start_day", "1"), ("end_day", ""),
      ("adequate", "no"), ("stop_reason", ""), ("censored", "1"), ("rule", "R2"), ("site", "south"),
      ("site", ""), ("age", "41"), ("age", ""),
    ].map { column, value in
      FaultySteps(
        "two scales of a step with another \(column) '\(value)'",
        [row(), row(["scale": "HAMD17", column: value])])
    } + [
      FaultySteps("a row twice", [row(), row()]),
      FaultySteps(
        "a row twice after one of another scale", [row(), row(["scale": "HAMD17"]), row(["strategy": "X"])]),
      FaultySteps(
        "a row twice after another step",
        [row(), row(["step": "2", "start_day": "50", "end_day": ""]), row()]),
      FaultySteps(
        "a row twice on either side of an earlier step",
        [row(["step": "2"]), row(["step": "1", "start_day": "-9"]), row(["step": "2"])]),
      FaultySteps(
        "rows of a step on either side of an earlier one, which differ",
        [
          row(["step": "2"]), row(["step": "1", "start_day": "-9"]),
          row(["step": "2", "scale": "HAMD17", "rule": ""]),
        ]),
      FaultySteps(
        "a refused row beside one that says the same",
        [row(["score_end": "99"]), row(), row(["score_end": "9"])]),
      FaultySteps(
        "a row of many that stands twice",
        (1...90).reversed().map { row(["step": "\($0)"]) } + [row(["step": "7", "agents": "lithium"])]),
    ]

  static let structural: [FaultySteps] = [
    FaultySteps("too few fields", ["P2,1,ECT", row(["step": "x"])]),
    FaultySteps("too many fields", [row() + ",more", row(["step": "2", "score_end": "99"])]),
    FaultySteps("text after a quote", [row(["strategy": "\"EC\"T"])]),
    FaultySteps("a NUL byte", [row(["strategy": "E\u{0}T"])]),
    FaultySteps(
      "a quoted cell that is wrong", [row(["agents": "\"ser\"\"traline\"", "score_end": "\"99\""])]),
    FaultySteps("an unclosed quote", [row(["score_end": "99"]), row(["step": "2", "site": "\"north"])]),
    FaultySteps("everything at once", cells.flatMap { $0.rows[2..<($0.rows.count - 2)] }, isValidated: false),
  ]

  /// What other suites find wrong with steps files.
  static let elsewhere: [FaultySteps] =
    StepsFaults.faults.enumerated().map { number, cell in
      let header = String(StepsFaults.header.dropLast())
      let good = StepsFaults.good.dropLast().replacing("P1", with: "P2")
      return FaultySteps(
        "fault \(number) of a cell", header: header, [cell.0, String(good)], StepsFaults.all)
    }
    + StepsAgreement.faults.enumerated().map { number, row in
      let good = "P0,1,ECT,sertraline,0,42,MADRS,30,12,40"
      return FaultySteps(
        "fault \(number) of a row", header: StepsAgreement.columns + ",age", [good, row], StepsFaults.all)
    }
    + BadCohorts.cases.compactMap { one in
      guard one.files.count == 1, let lines = one.files["steps.csv"]?.split(separator: "\n").map(String.init)
      else { return nil }
      return FaultySteps(
        one.title, header: lines[0], Array(lines[1...]), PageRequest(columns: [.agents, .days]))
    }

  static let all = cells + ofSteps + structural + elsewhere
}

extension FaultySteps {
  /// The rows with their patients in another order, each patient's as they were, and where each row came from.
  var shuffled: (file: FaultySteps, from: [Int]) {
    func patient(_ place: Int) -> String { String(rows[place].prefix { $0 != "," }) }
    var groups: [[Int]] = []
    for place in rows.indices {
      if let last = groups.last?.last, patient(last) == patient(place) {
        groups[groups.count - 1].append(place)
      } else {
        groups.append([place])
      }
    }
    // A quote that is not closed has to stay at the end, or it hides other rows.
    let open = groups.firstIndex { $0.contains { rows[$0].count { $0 == "\"" } % 2 == 1 } }
    let from = (open.map { $0 + 1..<groups.count } ?? groups.indices).reversed().flatMap { groups[$0] }
    let rest = open.map { groups[...$0].flatMap { $0 } } ?? []
    var file = self
    file.rows = (from + rest).map { rows[$0] }
    return (file, from + rest)
  }

  /// A patients.csv for the file.
  var people: String {
    let ids = Set(rows.map { String($0.prefix { $0 != "," }) }).filter { !$0.allSatisfy { $0 == " " } }
    return (["patient_id"] + ids.sorted()).joined(separator: "\n") + "\n"
  }

  func text(_ ending: String = "\n") -> String { ([header] + rows).joined(separator: ending) + ending }
}
