import Treatment

/// S15-S18: augmenters.
extension SlowOnset {
  /// F19: what an augmenter may augment.
  var augmented: [SlowEra] { running + ahead }

  func s15() -> SlowVerdict? {
    guard new.kind == .augmenter, augmented.isEmpty else { return nil }
    return SlowVerdict(rule: .s15, strategy: .otherMonotherapy)
  }

  func s16() -> SlowVerdict? {
    guard new.kind == .augmenter else { return nil }
    let goesOn = augmented.contains { $0.isCensored || $0.tail(from: day) >= 14 }
    return goesOn ? nil : SlowVerdict(rule: .s16, strategy: .otherMonotherapy, tags: .augmentAborted)
  }

  /// Another augmenter, begun before, that shared days with an antidepressant which this one augments.
  func s17() -> SlowVerdict? {
    guard new.kind == .augmenter else { return nil }
    let swapped = all.contains { other in
      other.kind == .augmenter && other.agent != new.agent && other.start < day
        && !mates.contains { $0.isSame(as: other) } && !other.isCensored && abs(other.end - day) <= 30
        && augmented.contains { $0.shares(aDayWith: other) }
    }
    return swapped ? SlowVerdict(rule: .s17, strategy: ownStrategy, tags: .augmentSwap) : nil
  }

  func s18() -> SlowVerdict? {
    new.kind == .augmenter ? SlowVerdict(rule: .s18, strategy: ownStrategy) : nil
  }
}
