/// Twins that are paths, which are quick to find (``TwinPath``).
extension CountProtection {
  /// The cheapest twin that is a path.
  func path(through target: Int, hidingMore: Bool) -> Twin? {
    var best: Twin?
    for path in paths {
      let mover = path.system.moverOf[target]
      for step in [1, -1] {
        var barred: Set<TwinProgram.Column> = []
        for _ in 0..<Self.mostTries {
          guard
            let found = path.cheapest(mover, by: step, upTo: hidingMore ? 1 << 40 : 0, except: barred),
            let moves = system.moves(
              found.flatMap { move in path.system.counts[move.mover].map { ($0.count, $0.sign * move.step) } }
            )
          else { break }
          if agrees(moves) {
            let hiding = needed(for: moves)
            let twin = Twin(
              moves: moves, hiding: hiding, cost: hiding.reduce(0) { $0 + audit.units[$1].cost })
            if twin.cost == 0 { return twin }
            if best.map({ twin.cost < $0.cost }) ?? true { best = twin }
            break
          }
          // Two moves that only together break a mark: the last one goes.
          let culprit = found.count > 1 ? found[1] : found[0]
          barred.insert(TwinProgram.Column(mover: culprit.mover, sign: culprit.step > 0 ? 1 : -1))
        }
      }
    }
    return best
  }
}
