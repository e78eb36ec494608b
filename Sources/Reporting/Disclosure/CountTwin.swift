/// The search for a second set of counts that a reader cannot tell from the true one.
///
/// A twin moves some counts by one, up or down, so that every relation still holds. The search goes through partial
/// moves, cheapest first (what has to be hidden for them), mends the shortest broken relation next, and stops at
/// the first whole one. Order and ties are fixed, so the same counts are hidden every time.
struct CountTwin {
  private struct Move {
    var cost = 0
    var steps: [Int: Int] = [:]
    var broken: [Int: Int] = [:]
    var hiding: Set<Int> = []
    var serial = 0

    /// What it hides, and what it is likely to hide before it is whole: about one row a broken relation.
    var promise: Int { cost + broken.count * haste }
    var haste: Int

    /// The more promising first; of equals the longer one, then the older one.
    func isBefore(_ other: Move) -> Bool {
      if promise != other.promise { return promise < other.promise }
      if steps.count != other.steps.count { return steps.count > other.steps.count }
      return serial < other.serial
    }
  }

  private static let budget = 1500

  /// What to hide, nothing where the twin exists already, and the counts that the twin changes.
  struct Found {
    var hiding: [Int]
    var changed: [Int]
  }

  /// A twin in which the target is another count; `nil` where none was found.
  ///
  /// A patient search comes first; where it finds nothing in time, hastier ones that dive for any twin at all.
  static func cheapest(for target: Int, in audit: CountAudit) -> Found? {
    for haste in [250, 1000, 20_000] {
      if let found = search(for: target, in: audit, haste: haste) { return found }
    }
    return nil
  }

  private static func search(for target: Int, in audit: CountAudit, haste: Int) -> Found? {
    let search = CountTwin(audit: audit)
    var heap = Heap<Move> { $0.isBefore($1) }
    var serial = 0
    for step in [1, -1] {
      guard var move = search.extended(Move(haste: haste), by: target, step) else { continue }
      serial += 1
      move.serial = serial
      heap.push(move)
    }
    var seen: Set<[Int: Int]> = []
    var visited = 0
    while let move = heap.pop() {
      guard seen.insert(move.steps).inserted else { continue }
      visited += 1
      if visited > budget { return nil }
      guard let relation = search.next(of: move) else {
        if search.keepsMarks(move) {
          return Found(hiding: move.hiding.sorted(), changed: move.steps.keys.sorted())
        }
        continue
      }
      let residual = move.broken[relation, default: 0]
      for term in audit.relations[relation] where move.steps[term.variable] == nil {
        let step = residual > 0 ? -term.sign : term.sign
        guard var longer = search.extended(move, by: term.variable, step) else { continue }
        serial += 1
        longer.serial = serial
        heap.push(longer)
      }
    }
    return nil
  }

  private let audit: CountAudit

  /// The shortest broken relation, the first of equals.
  private func next(of move: Move) -> Int? {
    var best: Int?
    for relation in move.broken.keys {
      guard let current = best else {
        best = relation
        continue
      }
      let (length, shortest) = (audit.relations[relation].count, audit.relations[current].count)
      if length < shortest || (length == shortest && relation < current) { best = relation }
    }
    return best
  }

  private func extended(_ move: Move, by variable: Int, _ step: Int) -> Move? {
    let subject = audit.variables[variable]
    let value = subject.value + step
    guard value >= 0 else { return nil }
    // A unit that prints no "primary" says that none of its counts is small.
    if audit.minCellCount > 2, audit.isSmall(value),
      subject.judges.contains(where: { audit.units[$0].state != .primary })
    {
      return nil
    }
    var longer = move
    longer.steps[variable] = step
    guard subject.judges.allSatisfy({ couldStayPrimary($0, longer) }) else { return nil }
    for unit in subject.units { hide(unit, in: &longer) }
    for relation in subject.relations {
      var residual = longer.broken[relation, default: 0]
      for term in audit.relations[relation] where term.variable == variable { residual += term.sign * step }
      longer.broken[relation] = residual == 0 ? nil : residual
    }
    return longer
  }

  /// Whether a unit that is marked primary still has, or may get, a small count; others need none.
  private func couldStayPrimary(_ unit: Int, _ move: Move) -> Bool {
    guard audit.minCellCount > 2, audit.units[unit].state == .primary else { return true }
    return audit.units[unit].sensitive.contains { variable in
      let value = audit.variables[variable].value
      if let step = move.steps[variable] { return audit.isSmall(value + step) }
      return audit.isSmall(value) || audit.isSmall(value - 1) || audit.isSmall(value + 1)
    }
  }

  private func hide(_ unit: Int, in move: inout Move) {
    guard audit.units[unit].state == .none, move.hiding.insert(unit).inserted else { return }
    move.cost += audit.units[unit].cost
    for other in audit.units[unit].implies { hide(other, in: &move) }
  }

  /// Whether every unit that is marked primary would still be.
  private func keepsMarks(_ move: Move) -> Bool {
    guard audit.minCellCount > 2 else { return true }
    return move.steps.keys.allSatisfy { variable in
      audit.variables[variable].judges.allSatisfy { unit in
        audit.units[unit].state != .primary
          || audit.units[unit].sensitive.contains {
            audit.isSmall(audit.variables[$0].value + (move.steps[$0] ?? 0))
          }
      }
    }
  }
}

/// A binary heap whose first element comes before all others.
private struct Heap<Element> {
  private var elements: [Element] = []
  private let isBefore: (Element, Element) -> Bool

  init(_ isBefore: @escaping (Element, Element) -> Bool) { self.isBefore = isBefore }

  mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
        if isBefore(elements[child], elements[best]) { best = child }
      }
      if best == parent { return first }
      elements.swapAt(parent, best)
      parent = best
    }
  }
}
