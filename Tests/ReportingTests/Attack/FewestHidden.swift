/// The fewest rows that must go besides those that are small themselves, found by trying every move.
///
/// With every n printed only events can be another number: a cube with other events in some cells, one up or one down, is
/// tried for each way to move them. It may replace the true cube where the rows of every group whose events change are
/// hidden and where no mark changes. Of all ways to give each small row such a cube, the one that hides fewest rows wins.
struct FewestHidden {
  private let cube: DrawnCube
  private let groups: [DrawnCube.Group]
  /// By group, rows that are hidden only for others.
  private let further: [Int]
  /// By group, the steps of its events that no mark tells.
  private let unseen: [Set<Int>]

  init(_ cube: DrawnCube) {
    self.cube = cube
    groups = cube.tables.flatMap { $0 }
    let sums = groups.map { group in cube.sum(of: group, in: cube.cells) }
    further = sums.map { sum in Self.marks(sum).filter { !$0 }.count }
    unseen = zip(groups, sums).map { group, sum in
      let reach = group.members.count
      return Set(
        (-reach...reach).filter { step in
          let other = DrawnCube.Counts(
            events: sum.events + step, nonEvents: sum.nonEvents - step, missing: sum.missing)
          return other.events >= 0 && other.nonEvents >= 0 && Self.marks(other) == Self.marks(sum)
        })
    }
  }

  private static func marks(_ counts: DrawnCube.Counts) -> [Bool] {
    [counts.n, counts.patients].map { n in
      PublishedCube.isSmall(counts.events) || PublishedCube.isSmall(n - counts.events)
        || PublishedCube.isSmall(counts.patients)
    }
  }

  /// `nil` where some small row cannot be protected so.
  func count() -> Int? {
    let targets = groups.indices.filter { further[$0] < 2 }
    guard !targets.isEmpty else { return 0 }
    // By target, the sets of groups that have to be hidden besides; bits of one word.
    var ways: [Int: Set<UInt64>] = [:]
    var move = cube.cells.map { _ in -1 }
    while true {
      if let (changed, hiding) = consequence(of: move) {
        for target in targets where changed >> UInt64(target) & 1 == 1 {
          ways[target, default: []].insert(hiding)
        }
      }
      var place = 0
      while place < move.count, move[place] == 1 {
        move[place] = -1
        place += 1
      }
      if place == move.count { break }
      move[place] += 1
    }
    let lists = targets.map { minimal(ways[$0] ?? []) }
    guard lists.allSatisfy({ !$0.isEmpty }) else { return nil }
    var best = Int.max
    choose(lists.sorted { $0.count < $1.count }, 0, 0, &best)
    return best
  }

  private func consequence(of move: [Int]) -> (changed: UInt64, hiding: UInt64)? {
    var changed: UInt64 = 0
    var hiding: UInt64 = 0
    for place in groups.indices {
      var step = 0
      for member in groups[place].members { step += move[member] }
      guard step != 0 else { continue }
      guard unseen[place].contains(step) else { return nil }
      changed |= 1 << UInt64(place)
      if further[place] > 0 { hiding |= 1 << UInt64(place) }
    }
    return (changed, hiding)
  }

  private func rows(_ hiding: UInt64) -> Int {
    groups.indices.reduce(0) { $0 + (hiding >> UInt64($1) & 1 == 1 ? further[$1] : 0) }
  }

  /// Without sets that hold another one.
  private func minimal(_ sets: Set<UInt64>) -> [UInt64] {
    let sorted = sets.map { (rows: rows($0), set: $0) }.sorted { ($0.rows, $0.set) < ($1.rows, $1.set) }
    var kept: [UInt64] = []
    for (_, set) in sorted where !kept.contains(where: { $0 & set == $0 }) { kept.append(set) }
    return kept
  }

  private func choose(_ lists: [[UInt64]], _ place: Int, _ hidden: UInt64, _ best: inout Int) {
    guard rows(hidden) < best else { return }
    guard place < lists.count else {
      best = rows(hidden)
      return
    }
    for way in lists[place] { choose(lists, place + 1, hidden | way, &best) }
  }
}
