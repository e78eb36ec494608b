/// Looking for the twin of a count: as a path, or by the program.
extension CountProtection {
  /// The cheapest twin that was found; one that needs nothing hidden if no more may be hidden.
  func twin(of target: Int, hidingMore: Bool) -> Search {
    let path = path(through: target, hidingMore: hidingMore)
    // The program may find what costs less, and where units are few it is asked.
    if let path, path.cost == 0 || isLarge { return .found(path) }
    let answer = program(for: target, hidingMore: hidingMore)
    guard let path else { return answer }
    if case .found(let twin) = answer, twin.cost < path.cost { return answer }
    return .found(path)
  }

  /// What the program finds, with no path to begin with.
  func program(for target: Int, hidingMore: Bool) -> Search {
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
        mover, by: step, in: system,
        upTo: shares == nil && pathsLeadFar ? Self.mostPivotsOfProof : Self.mostPivots,
        cost: { price(of: $0, shares) },
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

  func steps(of moves: [CountSystem.Move]) -> [Int: Int] {
    Dictionary(moves.map { ($0.mover, $0.step) }) { first, _ in first }
  }
}
