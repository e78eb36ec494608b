/// Which further units are hidden so that every small count has a twin, and which need not be.
///
/// A *twin* is a second set of counts that agrees with everything printed, with every relation and with every mark, and in
/// which the small count is another one: whatever a reader computes fits both. Where the counts hidden so far allow none,
/// the cheapest further units that make one possible are hidden; in the end each of them is shown again where all small counts
/// keep a twin without it.
///
/// Source: Documentation/Disclosure.md.
struct CountProtection {
  private enum Search {
    case found(Twin)
    /// Nothing that is open to it moves the count.
    case none
    case undecided
  }

  private struct Twin {
    var moves: [CountSystem.Move]
    /// Units shown so far that it needs hidden.
    var hiding: [Int]
    var cost: Int
  }

  private static let mostTries = 6
  /// Prices that differ by less are one price to the program, which is several times quicker where many columns cost the same;
  /// a run of few units can afford to tell them all apart.
  private var priceStep: Int { audit.units.count > 500 ? 64 : 1 }

  private let audit: CountAudit
  private let targets: [Int]
  private let system: CountSystem
  private let marks: CountMarks
  private let mayGoUp: [Bool]
  private let mayGoDown: [Bool]
  /// By unit, how many movers it prints.
  private let printed: [Int]
  private let implies: [[Int]]
  private let impliedBy: [[Int]]

  private(set) var isHidden: [Bool]
  private var proofs: [Twin] = []
  /// By count, the proof that changes it.
  private var proofOf: [Int: Int] = [:]
  /// Hidden because nothing was decided.
  private var inDoubt: Set<Int> = []
  /// Small counts without a proof.
  private(set) var unproven = 0

  init(_ audit: CountAudit, targets: [Int]) {
    self.audit = audit
    self.targets = targets
    let system = CountSystem(audit)
    let marks = CountMarks(audit, system)
    self.system = system
    self.marks = marks
    func mayGo(_ mover: Int, _ step: Int) -> Bool {
      system.low[mover] <= step && step <= system.high[mover] && marks.stay(after: [mover: step], in: system)
    }
    mayGoUp = system.counts.indices.map { mayGo($0, 1) }
    mayGoDown = system.counts.indices.map { mayGo($0, -1) }
    var printed = audit.units.map { _ in 0 }
    for mover in system.units.indices where mayGoUp[mover] || mayGoDown[mover] {
      for unit in system.units[mover] { printed[unit] += 1 }
    }
    self.printed = printed
    implies = audit.units.map { Set($0.implies).sorted() }
    var impliedBy: [[Int]] = audit.units.map { _ in [] }
    for (unit, others) in implies.enumerated() { for other in others { impliedBy[other].append(unit) } }
    self.impliedBy = impliedBy
    isHidden = audit.units.map { $0.state != .none }
  }

  mutating func run() {
    var open: [Int] = []
    for target in targets where proofOf[target] == nil {
      if !prove(target) { open.append(target) }
    }
    for target in open where proofOf[target] == nil {
      switch twin(of: target, hidingMore: true) {
      case .found(let twin):
        for unit in twin.hiding { isHidden[unit] = true }
        keep(twin)
      case .none:
        // Hiding more would not help: that is what the program has proved.
        unproven += 1
      case .undecided:
        let whole = connected(to: target)
        for unit in whole { isHidden[unit] = true }
        if !prove(target) {
          unproven += 1
          inDoubt.formUnion(whole)
        }
      }
    }
    showAgain()
  }

  // MARK: Twins

  /// The cheapest twin that was found; one that needs nothing hidden if no more may be hidden.
  private func twin(of target: Int, hidingMore: Bool) -> Search {
    let mover = system.moverOf[target]
    var best: Twin?
    var isDecided = true
    for step in [1, -1] where step > 0 ? mayGoUp[mover] : mayGoDown[mover] {
      // A unit is hidden once however many of its counts move, which no linear price says: the second time the units of the
      // first twin cost what they did.
      var shares = hidingMore ? printed.map { $0 == 2 ? 2 : 1 } : nil
      for _ in 0..<(hidingMore ? 2 : 1) {
        let answer = twin(moving: mover, by: step, shares)
        if case .undecided = answer { isDecided = false }
        guard case .found(let found) = answer else { break }
        if found.cost == 0 { return answer }
        if best.map({ found.cost < $0.cost }) ?? true { best = found }
        var moved: [Int: Int] = [:]
        for move in found.moves { for unit in system.units[move.mover] { moved[unit, default: 0] += 1 } }
        for unit in found.hiding { shares?[unit] = moved[unit] ?? 1 }
      }
    }
    return best.map { .found($0) } ?? (isDecided ? .none : .undecided)
  }

  /// - Parameter shares: by unit, how many of its counts are taken to move; `nil` where nothing more may be hidden.
  private func twin(moving mover: Int, by step: Int, _ shares: [Int]?) -> Search {
    // A count may be printed elsewhere as another one that is the same.
    guard price(of: mover, shares) != nil else { return .none }
    var barred: Set<TwinProgram.Column> = []
    for _ in 0..<Self.mostTries {
      let answer = TwinProgram.cheapest(
        mover, by: step, in: system, cost: { price(of: $0, shares) },
        isOpen: { ($0.sign > 0 ? mayGoUp : mayGoDown)[$0.mover] && !barred.contains($0) })
      switch answer {
      case .none: return barred.isEmpty ? .none : .undecided
      case .undecided: return .undecided
      case .moves(let moves):
        let culprits = misfits(of: moves)
        if culprits.isEmpty {
          let hiding = needed(for: moves)
          guard agrees(moves), shares != nil || hiding.isEmpty else { return .undecided }
          return .found(
            Twin(moves: moves, hiding: hiding, cost: hiding.reduce(0) { $0 + audit.units[$1].cost }))
        }
        barred.formUnion(culprits)
      }
    }
    return .undecided
  }

  /// What a move costs: its share of the units that print it and are shown; `nil` where it may not move.
  private func price(of mover: Int, _ shares: [Int]?) -> Int? {
    var sum = 0
    for unit in system.units[mover] where !isHidden[unit] {
      guard let shares else { return nil }
      sum += max(1, audit.units[unit].cost / priceStep / shares[unit])
    }
    return sum
  }

  /// Moves that go too far, or where only the marks are broken, all that touch one.
  private func misfits(of moves: [CountSystem.Move]) -> [TwinProgram.Column] {
    let far = moves.filter { $0.step < system.low[$0.mover] || $0.step > system.high[$0.mover] }
    var culprits = far
    if far.isEmpty, !marks.stay(after: steps(of: moves), in: system) {
      culprits = moves.filter { !marks.stay(after: [$0.mover: $0.step], in: system) }
      // Two moves that only together break a mark: the last one goes.
      if culprits.isEmpty { culprits = moves.suffix(1) }
    }
    return culprits.map { TwinProgram.Column(mover: $0.mover, sign: $0.step > 0 ? 1 : -1) }
  }

  private func steps(of moves: [CountSystem.Move]) -> [Int: Int] {
    Dictionary(moves.map { ($0.mover, $0.step) }) { first, _ in first }
  }

  /// The proof: every relation holds with the moves, every bound and every mark.
  private func agrees(_ moves: [CountSystem.Move]) -> Bool {
    var sums: [Int: Int] = [:]
    for move in moves {
      guard system.low[move.mover] <= move.step, move.step <= system.high[move.mover] else { return false }
      for (relation, factor) in system.relationsOf[move.mover] {
        sums[relation, default: 0] += factor * move.step
      }
    }
    return sums.values.allSatisfy { $0 == 0 } && marks.stay(after: steps(of: moves), in: system)
  }

  private func needed(for moves: [CountSystem.Move]) -> [Int] {
    var hiding: Set<Int> = []
    func hide(_ unit: Int) {
      guard !isHidden[unit], hiding.insert(unit).inserted else { return }
      for other in implies[unit] { hide(other) }
    }
    for move in moves { for unit in system.units[move.mover] { hide(unit) } }
    return hiding.sorted()
  }

  /// Whether the count has a twin as things are.
  private mutating func prove(_ target: Int) -> Bool {
    guard case .found(let twin) = twin(of: target, hidingMore: false) else { return false }
    keep(twin)
    return true
  }

  private mutating func keep(_ twin: Twin) {
    proofs.append(twin)
    for move in twin.moves {
      for (count, _) in system.counts[move.mover] where proofOf[count] == nil {
        proofOf[count] = proofs.count - 1
      }
    }
  }

  // MARK: Showing again

  /// Shows units that were hidden further, the dearest first, where every small count keeps a twin.
  private mutating func showAgain() {
    let further = audit.units.indices.filter {
      isHidden[$0] && audit.units[$0].state == .none && !inDoubt.contains($0)
    }
    for unit in further.sorted(by: { (audit.units[$1].cost, $1) < (audit.units[$0].cost, $0) }) {
      guard !impliedBy[unit].contains(where: { isHidden[$0] }) else { continue }
      let before = (proofs, proofOf)
      isHidden[unit] = false
      let lost = proofs.map { proof in proof.moves.contains { system.units[$0.mover].contains(unit) } }
      let open = targets.filter { proofOf[$0].map { lost[$0] } ?? false }
      for target in open { proofOf[target] = nil }
      for target in open where proofOf[target] == nil {
        if !prove(target) { break }
      }
      if open.contains(where: { proofOf[$0] == nil }) {
        (proofs, proofOf) = before
        isHidden[unit] = true
      }
    }
  }

  /// Every unit that prints a count which shares relations, near or far, with this one.
  private func connected(to target: Int) -> [Int] {
    var seen: Set<Int> = [system.moverOf[target]]
    var queue = Array(seen)
    var found: Set<Int> = []
    while let mover = queue.popLast() {
      found.formUnion(system.units[mover])
      for (relation, _) in system.relationsOf[mover] {
        for term in system.relations[relation] where seen.insert(term.mover).inserted {
          queue.append(term.mover)
        }
      }
    }
    return found.union(found.flatMap { implies[$0] }).sorted()
  }
}
