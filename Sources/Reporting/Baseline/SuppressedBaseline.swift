import Regression
import Statistics

/// A ``BaselineTable`` after disclosure control.
public struct SuppressedBaseline: Sendable, Equatable {
  public var arms: [String]
  public var patients: [Int?]
  public var rows: [Row]
  /// What people read for columns, levels and arms.
  var names = ReportNames.codes
  /// What readers of its means must know.
  var notes: [String] = []

  public struct Row: Sendable, Equatable {
    public var name: String
    public var level: String
    public var cells: [Cell]

    /// Whether the row counts patients without a value; a mean of nobody is a cell of another row.
    var isOfMissing: Bool {
      level == "missing"
        && !cells.contains { if case .count = $0 { true } else if case .mean = $0 { true } else { false } }
    }
  }

  public enum Cell: Sendable, Equatable {
    /// The denominator is `nil` where it would give back how many are missing.
    case count(Int, of: Int?)
    case mean(Double, standardDeviation: Double?)
    case missing(Int)
    case hidden
    /// Nobody has a value.
    case absent
  }

  init(_ table: BaselineTable) {
    arms = table.arms
    patients = table.patients
    rows = table.rows.map { row in
      Row(
        name: row.name, level: row.level,
        cells: row.cells.map { cell in
          switch cell {
          case .count(let count, let n): .count(count, of: n)
          case .mean(let mean, let deviation, let n):
            n == 0 ? .absent : .mean(mean, standardDeviation: deviation)
          case .missing(let count): .missing(count)
          }
        })
    }
  }
}

extension SuppressedBaseline {
  /// Means and their spread are of the true counts, to a decimal.
  mutating func round(_ table: BaselineTable) {
    patients = patients.map { Rounding.shown($0) }
    for row in rows.indices {
      rows[row].cells = zip(rows[row].cells, table.rows[row].cells).map { cell, original in
        switch (cell, original) {
        case (.count(let count, let n), _):
          Rounding.shown(count).map { .count($0, of: Rounding.shown(n)) } ?? .hidden
        case (.missing(let count), _): Rounding.shown(count).map { .missing($0) } ?? .hidden
        case (.mean, .mean(_, _, let n)) where Rounding.shown(n) == nil: .hidden
        case (.mean(let mean, let deviation), _):
          .mean(Rounding.toADecimal(mean), standardDeviation: deviation.map(Rounding.toADecimal))
        default: cell
        }
      }
      // As under small cells: everyone's mean would give back the mean of a small arm.
      let last = rows[row].cells.count - 1
      if last > 0, case .mean = rows[row].cells[last],
        rows[row].cells.dropLast().contains(.hidden)
      {
        rows[row].cells[last] = .hidden
      }
    }
    notes = Rounding.meanNotes
  }
}
