public import Statistics

/// A ``BaselineTable`` after disclosure control.
public struct SuppressedBaseline: Sendable, Equatable {
  public var arms: [String]
  public var patients: [Int?]
  public var rows: [Row]
  /// The covariates and scores in the order of their rows.
  public var variables: [Variable]
  /// What people read for columns, levels and arms.
  var names = ReportNames.codes
  /// What readers of its means must know.
  var notes: [String] = []

  public struct Variable: Sendable, Equatable {
    public var name: String
    public var summary: BaselineTable.Summary
    public var difference: StandardisedDifference?
    /// Whether there is a difference that may not be shown.
    public var isDifferenceHidden = false
  }

  /// A median and quartiles, as far as they may be told.
  public struct Quartiles: Sendable, Equatable {
    public var lower: Double?
    public var median: Double?
    public var upper: Double?
  }

  public struct Row: Sendable, Equatable {
    public var name: String
    public var level: String
    public var cells: [Cell]
    /// Of a number, a value a cell; empty for anything else.
    public var quartiles: [Quartiles?]

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
        },
        quartiles: row.quartiles.map { quartiles in
          quartiles.map { Quartiles(lower: $0.lower, median: $0.median, upper: $0.upper) }
        })
    }
    variables = table.variables.map {
      Variable(name: $0.name, summary: $0.summary, difference: $0.difference)
    }
  }
}
