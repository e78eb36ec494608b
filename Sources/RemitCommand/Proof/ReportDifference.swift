import Foundation
import Intake
import Reporting

/// What two reports do not say alike: under which change of what they were made from, which numbers moved, and by how much.
struct ReportDifference {
  /// A number or a word of a table that moved.
  struct Move: Equatable {
    var table: String
    var row: String
    var column: String
    var before: String
    var after: String

    /// After less before; `nil` where one of them is no number.
    var change: Double? {
      guard let before = Double(before), let after = Double(after) else { return nil }
      return after - before
    }
    /// The change as a share of what was; `nil` where that was nothing.
    var share: Double? {
      guard let change, let before = Double(before), before != 0 else { return nil }
      return change / abs(before)
    }
  }

  private(set) var changes: [ProvenanceChange] = []
  private(set) var moves: [Move] = []
  /// Numbers that differ by less than their sums may be rounded.
  private(set) var rounded = 0
  private(set) var compared = 0
  private(set) var notes: [String] = []

  /// Numbers that are nearer to each other than this, relative to the larger, are the same but for rounding.
  static let tolerance = 1e-9

  init(_ one: RecordedReport, _ other: RecordedReport) throws(IntakeError) {
    changes = ProvenanceChange.all(from: one.record, to: other.record)
    let (left, right) = (Self.tables(in: one.folder), Self.tables(in: other.folder))
    for name in Set(left).union(right).sorted() {
      guard left.contains(name), right.contains(name) else {
        let first = left.contains(name)
        moves.append(
          Move(table: name, row: "", column: "", before: first ? "there" : "", after: first ? "" : "there"))
        continue
      }
      compare(
        name, try ReportTable(at: "\(one.folder)/tables/\(name).csv"),
        try ReportTable(at: "\(other.folder)/tables/\(name).csv"))
    }
    if [one, other].contains(where: {
      $0.record.definitions.first { $0.name == "disclosure" }?.value != "none"
    }) {
      notes.append(
        "Two reports of nearly the same patients, side by side, may give back what each of them hides. Do not publish both."
      )
    }
  }

  private static func tables(in folder: String) -> [String] {
    FolderFiles.all(in: folder + "/tables").filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
  }

  mutating func compare(_ name: String, _ one: ReportTable, _ other: ReportTable) {
    let keys = ReportTable.keys(of: one, other)
    let (before, after) = (one.named(by: keys), other.named(by: keys))
    func add(_ row: String, _ column: String, _ first: String, _ second: String) {
      moves.append(Move(table: name, row: row, column: column, before: first, after: second))
    }
    let common = one.columns.filter { other.columns.contains($0) && !keys.contains($0) }
    for column in one.columns where !other.columns.contains(column) { add("", column, "there", "") }
    for column in other.columns where !one.columns.contains(column) { add("", column, "", "there") }
    for row in before.names {
      guard let first = before.rows[row], let second = after.rows[row] else {
        add(row, "", "there", "")
        continue
      }
      for column in common {
        guard let place = one.columns.firstIndex(of: column), let there = other.columns.firstIndex(of: column)
        else { continue }
        compared += 1
        let (old, new) = (first[place], second[there])
        if old == new { continue }
        if let a = Double(old), let b = Double(new), abs(a - b) <= Self.tolerance * max(abs(a), abs(b)) {
          rounded += 1
        } else {
          add(row, column, old, new)
        }
      }
    }
    for row in after.names where before.rows[row] == nil { add(row, "", "", "there") }
  }

  var verdict: String {
    let tables = Set(moves.map(\.table)).count
    let numbers = moves.count { $0.change != nil }
    let end = rounded == 0 ? "" : " \(rounded) more differ by rounding alone."
    if moves.isEmpty { return "No number moved, of \(compared) in all tables.\(end)" }
    return
      "\(numbers) number\(numbers == 1 ? "" : "s") of \(compared) moved, and \(moves.count - numbers) other entries differ, in "
      + "\(tables) table\(tables == 1 ? "" : "s").\(end)"
  }

  /// What the two were made from.
  var causes: Table {
    Table(
      caption: changes.isEmpty ? "Made from the same." : "Made from different things:",
      columns: [.init("kind"), .init("name"), .init("before"), .init("after")],
      rows: changes.map { change in
        [
          .text(change.kind), .text(change.name), Self.cell(ProvenanceChange.short(change.before)),
          Self.cell(ProvenanceChange.short(change.after)),
        ]
      })
  }

  /// The first `most` moves; all where that is `nil`.
  func moved(most: Int?) -> Table {
    let kept = most.map { Array(moves.prefix($0)) } ?? moves
    var notes = notes
    if kept.count < moves.count {
      notes.insert("\(moves.count - kept.count) more are not shown; --format csv has all.", at: 0)
    }
    return Table(
      caption: verdict,
      columns: [
        .init("table"), .init("row"), .init("column"), .init("before"), .init("after"),
        .init("change", style: .significant(4)), .init("change_percent", decimals: 1),
      ],
      rows: kept.map { move in
        [
          .text(move.table), .text(move.row), .text(move.column), Self.cell(move.before),
          Self.cell(move.after),
          move.change.map { .number($0) } ?? .absent, move.share.map { .number(100 * $0) } ?? .absent,
        ]
      }, notes: notes)
  }

  /// Causes and moves in one table, for machines.
  var all: Table {
    Table(
      columns: ["part", "name", "row", "column", "before", "after", "change", "change_percent"].map {
        .init($0)
      },
      rows: changes.map { change in
        [
          .text(change.kind), .text(change.name), .absent, .absent, Self.cell(change.before),
          Self.cell(change.after),
          .absent, .absent,
        ]
      }
        + moves.map { move in
          [
            .text("table"), .text(move.table), Self.cell(move.row), Self.cell(move.column),
            Self.cell(move.before),
            Self.cell(move.after), move.change.map { .number($0) } ?? .absent,
            move.share.map { .number(100 * $0) } ?? .absent,
          ]
        }, notes: notes)
  }

  /// A number with every digit of its table.
  private static func cell(_ text: String) -> Cell { text.isEmpty ? .absent : .text(text) }
}
