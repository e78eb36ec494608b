/// Twins that are paths: where a count stands in two relations at most, what one move breaks the next one mends.
///
/// In a table with both margins a cell is an edge between its row and its column, and the moves of a twin go round a circle: one
/// up, the next down. The cheapest circle through a count is a shortest path, found in no more steps than the table has cells,
/// where the linear program (``TwinProgram``) takes many times as many. Counts are held so that what is left is of this kind, so that
/// a path is a twin, but that there is none says nothing: then the program decides.
///
/// Source: Dijkstra, A note on two problems in connexion with graphs (1959), from memory; on circles as what protects a cell of a
/// two-way table, Kelly, Golden and Assad (1992), from memory.
struct TwinPath {
  /// A relation that is out by one, above or below.
  private struct Place: Hashable {
    var relation: Int
    var isAbove: Bool

    var index: Int { 2 * relation + (isAbove ? 1 : 0) }
  }

  private struct Reached {
    var cost: Int
    var mover: Int
    var step: Int
    var from: Int
  }

  let system: CountSystem
  /// By mover, the relations that it has to leave in balance, two at most; `nil` where it is no edge.
  private let ends: [[(relation: Int, factor: Int)]?]
  private let mayRise: [Bool]
  private let mayFall: [Bool]
  /// By relation that is kept by a count that gives way, that count.
  private let givingWay: [Int: CountSystem.Term]
  /// By unit, the movers that it prints.
  let movers: [[Int]]
  /// By mover, what it costs to hide all units that print it; 0 where none is shown.
  private(set) var prices: [Int]

  /// - Parameter mayGo: whether a mover of the system may go up, or down, by one by itself.
  init(_ system: CountSystem, units: Int, mayGo: (_ mover: Int, _ step: Int) -> Bool) {
    self.system = system
    // A count that nobody prints and that stands in one relation gives way: the relation is none, as long as it may.
    var givesWay: [Int: CountSystem.Term] = [:]
    for (place, terms) in system.relations.enumerated() {
      givesWay[place] = terms.first {
        abs($0.factor) == 1 && system.units[$0.mover].isEmpty && system.relationsOf[$0.mover].count == 1
      }
    }
    func absorbs(_ mover: Int, _ step: Int) -> Bool {
      system.relationsOf[mover].allSatisfy { relation, factor in
        guard let end = givesWay[relation], end.mover != mover else { return true }
        let away = -factor * end.factor * step
        return system.low[end.mover] <= away && away <= system.high[end.mover]
      }
    }
    let all = system.counts.indices
    mayRise = all.map { mayGo($0, 1) && absorbs($0, 1) }
    mayFall = all.map { mayGo($0, -1) && absorbs($0, -1) }
    ends = all.map { mover in
      let held = system.relationsOf[mover].filter { givesWay[$0.relation] == nil }
      return held.count <= 2 && held.allSatisfy { abs($0.factor) == 1 } ? held : nil
    }
    givingWay = givesWay
    var movers: [[Int]] = Array(repeating: [], count: units)
    for mover in all { for unit in system.units[mover] { movers[unit].append(mover) } }
    self.movers = movers
    prices = all.map { _ in 0 }
  }

  mutating func price(_ mover: Int, at cost: Int) { prices[mover] = cost }

  /// Whether the mover stands in two relations at most, and may move.
  func isEdge(_ mover: Int) -> Bool { ends[mover] != nil && (mayRise[mover] || mayFall[mover]) }

  /// The cheapest circle through the mover, as moves; `nil` where there is none.
  ///
  /// - Parameter most: what it may cost; 0 for what is hidden already.
  func cheapest(
    _ target: Int, by step: Int, upTo most: Int, except barred: Set<TwinProgram.Column> = []
  ) -> [CountSystem.Move]? {
    guard let own = ends[target], step > 0 ? mayRise[target] : mayFall[target], prices[target] <= most else {
      return nil
    }
    var moves = [CountSystem.Move(mover: target, step: step)]
    guard let first = own.first else { return completed(moves) }
    // The second end is broken the other way round where the path arrives.
    let goal = own.count == 2 ? Place(relation: own[1].relation, isAbove: -own[1].factor * step > 0) : nil
    let start = Place(relation: first.relation, isAbove: first.factor * step > 0)
    guard let path = path(from: start, to: goal, without: target, upTo: most - prices[target], barred) else {
      return nil
    }
    moves += path
    return completed(moves)
  }

  private func path(
    from start: Place, to goal: Place?, without target: Int, upTo most: Int, _ barred: Set<TwinProgram.Column>
  ) -> [CountSystem.Move]? {
    var reached: [Int: Reached] = [start.index: Reached(cost: 0, mover: -1, step: 0, from: -1)]
    var isDone: Set<Int> = []
    var queue = PlaceQueue()
    queue.push(cost: 0, place: start.index)
    while let (cost, index) = queue.pop() {
      if let goal, index == goal.index { return moves(to: index, reached) }
      if index == Self.outside { return moves(to: index, reached) }
      guard isDone.insert(index).inserted else { continue }
      let wanted = index % 2 == 1 ? -1 : 1
      for term in system.relations[index / 2] where term.mover != target {
        guard let held = ends[term.mover], prices[term.mover] <= most else { continue }
        let step = term.factor * wanted
        guard step > 0 ? mayRise[term.mover] : mayFall[term.mover] else { continue }
        // Of equals the one with fewest moves.
        let sum = cost + (prices[term.mover] << Self.hops) + 1
        guard sum >> Self.hops <= most else { continue }
        var next = Self.outside
        if held.count == 2 {
          let other = held[0].relation == index / 2 ? held[1] : held[0]
          next = Place(relation: other.relation, isAbove: other.factor * step > 0).index
        } else if goal != nil {
          continue
        }
        if let known = reached[next], known.cost <= sum { continue }
        if !barred.isEmpty, barred.contains(TwinProgram.Column(mover: term.mover, sign: step)) { continue }
        reached[next] = Reached(cost: sum, mover: term.mover, step: step, from: index)
        queue.push(cost: sum, place: next)
      }
    }
    return nil
  }

  /// Where a path may end because a count stands in one relation alone.
  private static let outside = Int.max
  private static let hops = 12

  private func moves(to place: Int, _ reached: [Int: Reached]) -> [CountSystem.Move] {
    var moves: [CountSystem.Move] = []
    var at = place
    while let here = reached[at], here.from >= 0 {
      moves.append(CountSystem.Move(mover: here.mover, step: here.step))
      at = here.from
    }
    return moves
  }

  /// With what gives way to them; `nil` where a mover goes twice.
  private func completed(_ moves: [CountSystem.Move]) -> [CountSystem.Move]? {
    guard Set(moves.map(\.mover)).count == moves.count else { return nil }
    var away: [Int: Int] = [:]
    for move in moves {
      for (relation, factor) in system.relationsOf[move.mover] {
        guard let end = givingWay[relation] else { continue }
        away[end.mover, default: 0] -= factor * end.factor * move.step
      }
    }
    return moves
      + away.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map {
        CountSystem.Move(mover: $0.key, step: $0.value)
      }
  }
}
