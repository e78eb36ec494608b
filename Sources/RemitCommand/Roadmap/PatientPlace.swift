import Foundation
import Intake
import Reporting
import Treatment

/// Where a patient stands in the policies of a roadmap: which branch, and what became of those in it.
struct PatientPlace {
  let model: RoadmapModel

  /// Throws: ``Failure`` for a file without a column that the conditions read.
  func text(ofFileAt path: String) throws -> String {
    let policies = try model.policies.map { ($0, try TreatmentPolicy(parsing: $0.text)) }
    var wanted: [CovariateRequest] = [CovariateRequest("step", as: .number)]
    for (_, policy) in policies {
      for step in 1...max(1, model.last_step) {
        for column in policy.columns(at: step) where !wanted.contains(where: { $0.name == column.name }) {
          wanted.append(column)
        }
      }
    }
    let file = try FlatFile(path: path, dialect: CSVDialect())
    let header = try file.header()
    let lacking = wanted.map(\.name).filter { !header.contains($0) }
    if !lacking.isEmpty {
      let near = NearestName.nearest(lacking[0], among: header, limit: 1).first.map { " The nearest: \($0)." }
      throw Failure(
        .configuration,
        "The patient's file has no column '\(lacking.joined(separator: "', '"))', which the policies ask for. step is the step that is to be decided; "
          + "the others are what is known when it begins (Documentation/Roadmap/README.md)." + (near ?? ""))
    }
    var request = FlatRequest(wanted.map(\.name))
    request.numbers = Set(wanted.filter { $0.kind == .number }.map(\.name))
    request.texts = Set(wanted.filter { $0.kind == .text }.map(\.name))
    let table = try file.table(request)
    guard table.rowCount > 0 else { throw Failure(.dataRefused, "The patient's file holds no row.") }
    var lines = [
      "PATIENT-LEVEL OUTPUT: not for a report, a log or a mail.", SuppressedRoadmap.about,
      "A chance is that of the cohort's patients in the same branch, by the end of step \(model.last_step), if the policy is followed from here "
        + "on; it is no forecast for one person.",
    ]
    for name in model.unreadable ?? [] {
      lines.append(
        "'\(name)' has no branches: it takes the strategy of the highest expectation, and no text says which."
      )
    }
    for row in 0..<table.rowCount { lines += ["", try place(of: row, in: table, policies)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(
    of row: Int, in table: FlatTable, _ policies: [(RoadmapModel.Policy, TreatmentPolicy)]
  ) throws -> String {
    guard case .numbers(let steps)? = table["step"]?.values, let step = Int(exactly: steps[row]),
      (1...model.last_step).contains(step)
    else {
      throw Failure(.dataRefused, "Row \(row + 1): step expects a whole number from 1 to \(model.last_step).")
    }
    let words = PolicyWords()
    var rows: [[Cell]] = []
    for (known, policy) in policies {
      let rule = policy.rule(at: step)
      let place = rule?.branches.firstIndex { branch in branch.condition?.mask(of: table)[row] ?? true }
      guard let rule, let place else {
        rows.append([.text(known.policy), .text("no rule holds"), .text(""), .absent, .absent])
        continue
      }
      // A step that the policy leaves to clinicians has no branches in the roadmap.
      let found = known.branches.first { $0.step == step && $0.branch == place + 1 }
      let condition = rule.branches[place].condition.map(words.words)
      rows.append([
        .text(known.policy), .text(condition ?? (place == 0 ? "everybody" : "everybody else")),
        .text(words.words(of: rule.branches[place].choice)), chance(found),
        found.map { $0.patients.map { .count($0) } ?? .hidden } ?? .absent,
      ])
    }
    let blank = Set(policies.flatMap { $0.1.columns(at: step).map(\.name) }).sorted().filter {
      table[$0]?.isBlank(row) ?? true
    }
    let percent = "\((model.level * 1000).rounded() / 10)".replacing(".0", with: "")
    return Table(
      caption: "Row \(row + 1), step \(step)",
      columns: [
        Table.Column("policy", heading: "Policy", isRowHeading: true),
        Table.Column("branch", heading: "Branch"), Table.Column("choice", heading: "Gives"),
        Table.Column("estimate", heading: "\(model.outcome) by step \(model.last_step), % (\(percent) % CI)"),
        Table.Column("patients", heading: "Patients like this one in the cohort"),
      ], rows: rows,
      notes: blank.isEmpty
        ? []
        : [
          "Not known of this patient: \(blank.joined(separator: ", ")). Whatever a condition compares with it does not hold, so that the branch may be another once it is known."
        ]
    ).rendered(as: .table)
  }

  private func chance(_ branch: RoadmapModel.Branch?) -> Cell {
    guard let branch else { return .absent }
    guard let estimate = branch.estimate else { return branch.patients == nil ? .hidden : .absent }
    func percent(_ value: Double) -> String { "\((value * 100).rounded())".replacing(".0", with: "") }
    guard let low = branch.conf_low, let high = branch.conf_high else { return .text(percent(estimate)) }
    return .text("\(percent(estimate)) (\(percent(low)) to \(percent(high)))")
  }
}

extension FlatColumn {
  fileprivate func isBlank(_ row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN
    case .texts(let codes, _): codes[row] < 0
    }
  }
}
