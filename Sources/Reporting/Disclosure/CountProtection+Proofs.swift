/// What a twin proves, and for which counts.
extension CountProtection {
  /// The proof: every relation holds with the moves, as it was entered and not as it was made short, every bound and every mark.
  func agrees(_ moves: [CountSystem.Move]) -> Bool {
    var sums: [Int: Int] = [:]
    for move in moves {
      guard system.low[move.mover] <= move.step, move.step <= system.high[move.mover] else { return false }
      for (count, sign) in system.counts[move.mover] {
        guard audit.variables[count].value + sign * move.step >= 0 else { return false }
        for relation in audit.variables[count].relations {
          sums[relation, default: 0] += audit.sign(of: count, in: relation) * sign * move.step
        }
      }
    }
    return sums.values.allSatisfy { $0 == 0 } && marks.stay(after: steps(of: moves), in: system)
  }

  func needed(for moves: [CountSystem.Move]) -> [Int] {
    var hiding: Set<Int> = []
    func hide(_ unit: Int) {
      guard !isHidden[unit], hiding.insert(unit).inserted else { return }
      for other in implies[unit] { hide(other) }
    }
    for move in moves { for unit in system.units[move.mover] { hide(unit) } }
    return hiding.sorted()
  }

  /// Whether the count has a twin as things are.
  mutating func prove(_ target: Int) -> Bool {
    guard case .found(let twin) = twin(of: target, hidingMore: false) else { return false }
    keep(twin)
    return true
  }

  mutating func keep(_ twin: Twin) {
    let proof = proofs.count
    proofs.append(twin)
    var own: [Int] = []
    for move in twin.moves {
      for unit in system.units[move.mover] where proofsThrough[unit].last != proof {
        proofsThrough[unit].append(proof)
      }
      for (count, _) in system.counts[move.mover] where targetsOf[count] && proofOf[count] == nil {
        proofOf[count] = proof
        own.append(count)
      }
    }
    proven.append(own)
  }
}
