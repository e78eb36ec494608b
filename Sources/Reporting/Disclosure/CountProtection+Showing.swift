/// Showing again what proved not to be needed.
extension CountProtection {
  /// Shows units that were hidden further, the dearest first, where every small count keeps a twin.
  mutating func showAgain() {
    let further = audit.units.indices.filter {
      isHidden[$0] && audit.units[$0].state == .none && !inDoubt.contains($0)
    }
    for unit in further.sorted(by: { (audit.units[$1].cost, $1) < (audit.units[$0].cost, $0) }) {
      guard !impliedBy[unit].contains(where: { isHidden[$0] }) else { continue }
      set(unit, hidden: false)
      // In the order of the targets, or the result would hang on the order of the proofs.
      let open = proofsThrough[unit].flatMap { proof in proven[proof].filter { proofOf[$0] == proof } }
        .sorted()
      let before = open.map { ($0, proofOf[$0]) }
      for target in open { proofOf[target] = nil }
      let isShown = open.allSatisfy { proofOf[$0] != nil || prove($0) }
      guard !isShown else { continue }
      for (target, proof) in before { proofOf[target] = proof }
      set(unit, hidden: true)
    }
  }

  /// Every unit that prints a count which shares relations, near or far, with this one.
  func connected(to target: Int) -> [Int] {
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
