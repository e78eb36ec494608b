import Treatment

/// S15-S18: augmenters.
extension SlowOnset {
  /// What an augmenter may augment: `O`, an antidepressant of its bundle that began before it, and those of F19.
  var augmented: [SlowEra] {
    running + ahead
      + mates.filter { $0.kind == .antidepressant && $0.start <= day - 1 && $0.end >= day - 1 }
  }

  func s15() -> SlowVerdict? {
    guard new.kind == .augmenter, augmented.isEmpty else { return nil }
    return SlowVerdict(rule: .s15, strategy: .otherMonotherapy)
  }

  func s16() -> SlowVerdict? {
    guard new.kind == .augmenter else { return nil }
    let goesOn = augmented.contains { $0.isCensored || $0.tail(from: day) >= 14 }
    return goesOn ? nil : SlowVerdict(rule: .s16, strategy: .otherMonotherapy, tags: .augmentAborted)
  }

  /// Another augmenter of the episode that shared days with an antidepressant which this one augments.
  func s17() -> SlowVerdict? {
    guard new.kind == .augmenter else { return nil }
    let swapped = earlier.contains { other in
      other.kind == .augmenter && other.agent != new.agent && !other.isCensored && abs(other.end - day) <= 30
        && augmented.contains { $0.shares(aDayWith: other) }
    }
    return swapped ? SlowVerdict(rule: .s17, strategy: ownStrategy, tags: .augmentSwap) : nil
  }

  func s18() -> SlowVerdict? {
    new.kind == .augmenter ? SlowVerdict(rule: .s18, strategy: ownStrategy) : nil
  }
}
