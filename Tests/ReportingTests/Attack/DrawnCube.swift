import Statistics
import TestSupport
import Treatment

@testable import Reporting

/// Patients drawn into the cells of two or three keys, and all tables of them: every choice of keys, in two readings of
/// missing endpoints.
struct DrawnCube {
  struct Counts: Equatable {
    var events = 0
    var nonEvents = 0
    var missing = 0

    var n: Int { events + nonEvents }
    var patients: Int { n + missing }

    static func + (a: Counts, b: Counts) -> Counts {
      Counts(
        events: a.events + b.events, nonEvents: a.nonEvents + b.nonEvents, missing: a.missing + b.missing)
    }
  }

  /// What one line of a table is a sum of.
  struct Group {
    var keys: [Int]
    var levels: [Int]
    var members: [Int]
  }

  static let readings: [MissingReading] = [.observed, .worstCase]

  var cells: [Counts]
  /// By choice of keys, as the tables of the results.
  var tables: [[Group]]

  /// - Parameters:
  ///   - sizes: levels of each key.
  ///   - sparse: whether some cells hold few patients, so that whole cells must be hidden.
  init(seed: Int, sizes: [Int], sparse: Bool) {
    var random = SplitMix64(seed: UInt64(seed))
    let count = sizes.reduce(1, *)
    cells = (0..<count).map { _ in
      let n =
        sparse && Int.random(in: 0..<5, using: &random) == 0
        ? Int.random(in: 1...5, using: &random) : Int.random(in: 9...24, using: &random)
      let events = Int.random(in: 0...n, using: &random)
      return Counts(
        events: events, nonEvents: n - events, missing: Int.random(in: 0...3, using: &random))
    }
    func levels(of cell: Int) -> [Int] {
      var rest = cell
      return sizes.map { size in
        defer { rest /= size }
        return rest % size
      }
    }
    tables = (0..<(1 << sizes.count)).reversed().map { choice in
      let keys = sizes.indices.filter { choice >> $0 & 1 == 1 }
      var groups: [Group] = []
      for cell in 0..<count {
        let own = keys.map { levels(of: cell)[$0] }
        if let place = groups.firstIndex(where: { $0.levels == own }) {
          groups[place].members.append(cell)
        } else {
          groups.append(Group(keys: keys, levels: own, members: [cell]))
        }
      }
      return groups
    }
  }

  func sum(of group: Group, in cells: [Counts]) -> Counts {
    group.members.reduce(Counts()) { $0 + cells[$1] }
  }

  /// As the results have them: by table, first all groups as observed, then all as worst case.
  var results: Results {
    Results(
      rates: tables.map { groups in
        Drawn.table(
          (groups.first?.keys ?? []).map { "k\($0)" },
          Self.readings.flatMap { reading in
            groups.map { group in
              let sum = sum(of: group, in: cells)
              return Drawn.rate(
                group.levels.map { "v\($0)" }, missing: reading, patients: sum.patients, steps: sum.patients,
                n: reading == .observed ? sum.n : sum.patients, events: sum.events)
            }
          })
      })
  }
}

/// What is printed of a cube, and what a reader makes of it.
struct PublishedCube {
  struct Line {
    var group: DrawnCube.Group
    /// In the order of ``DrawnCube/readings``.
    var rows: [SuppressedRates.Row]
  }

  var lines: [Line]

  init(_ cube: DrawnCube, _ shown: SuppressedResults) {
    lines = zip(cube.tables, shown.rates).flatMap { groups, table in
      groups.enumerated().map { place, group in
        Line(group: group, rows: [table.rows[place], table.rows[groups.count + place]])
      }
    }
  }

  static func isSmall(_ count: Int) -> Bool { (1...4).contains(count) }

  /// Whether the row would be printed as it is if its group held these counts.
  static func agrees(_ row: SuppressedRates.Row, _ counts: DrawnCube.Counts, isObserved: Bool) -> Bool {
    let n = isObserved ? counts.n : counts.patients
    if let shown = row.n, shown != n { return false }
    if let shown = row.patients, shown != counts.patients { return false }
    if let shown = row.events { return shown == counts.events }
    let marked = isSmall(counts.events) || isSmall(n - counts.events) || isSmall(counts.patients)
    return marked == (row.suppressed == .primary)
  }

  static func agrees(_ line: Line, _ counts: DrawnCube.Counts) -> Bool {
    agrees(line.rows[0], counts, isObserved: true) && agrees(line.rows[1], counts, isObserved: false)
  }
}
