/// What the printed marks tell of hidden counts: whoever reads "primary" knows that one of the unit's counts is small.
///
/// A second set of counts must agree with the marks too. Where a count is small from 1 to 1 only, the mark says it all, and
/// marks are left out.
struct CountMarks {
  private let isSmall: (Int) -> Bool
  private let values: [Int]
  /// By unit that is marked primary, its counts; empty for others.
  private let sensitive: [[Int]]
  /// By mover, the units that are marked primary and judged by a count of it.
  private let judges: [[Int]]

  init(_ audit: CountAudit, _ system: CountSystem) {
    isSmall = audit.isSmall
    values = audit.variables.map(\.value)
    let count = audit.minCellCount > 2
    sensitive = audit.units.map { count && $0.state == .primary ? Set($0.sensitive).sorted() : [] }
    judges = system.counts.map { members in
      Set(members.flatMap { audit.variables[$0.count].judges }).filter {
        count && audit.units[$0].state == .primary
      }.sorted()
    }
  }

  /// Whether all marks stay true with the moves; by mover.
  func stay(after steps: [Int: Int], in system: CountSystem) -> Bool {
    steps.keys.allSatisfy { mover in
      judges[mover].allSatisfy { unit in
        sensitive[unit].contains {
          isSmall(values[$0] + system.signOf[$0] * steps[system.moverOf[$0], default: 0])
        }
      }
    }
  }
}
