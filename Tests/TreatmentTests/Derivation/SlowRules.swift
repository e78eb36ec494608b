import Treatment

/// The decision table in the order printed: the first rule that answers wins.
extension SlowOnset {
  static let table: [@Sendable (SlowOnset) -> SlowVerdict?] = [
    { $0.s04() }, { $0.s07() }, { $0.s08() }, { $0.s09() }, { $0.s10() }, { $0.s11() }, { $0.s12() },
    { $0.s13() }, { $0.f11() }, { $0.s15() }, { $0.s16() }, { $0.s17() }, { $0.s18() }, { $0.s18a() },
    { $0.s19() }, { $0.s20() }, { $0.s21() }, { $0.s22() }, { $0.s23() }, { $0.s24() },
  ]

  var verdict: SlowVerdict {
    for rule in Self.table {
      if let verdict = rule(self) { return verdict }
    }
    return s25()
  }

  func s04() -> SlowVerdict? {
    guard earlier.isEmpty else { return nil }
    switch new.kind {
    case .antidepressant: return SlowVerdict(rule: .s04, strategy: .firstLine)
    case .augmenter, .psychotherapy: return SlowVerdict(rule: .s04, strategy: .firstLineOther)
    default: return nil
    }
  }

  /// F38: ketamine, esketamine, ECT and stimulation come in courses; so do procedures that act within days.
  private var comesInCourses: Bool {
    new.kind == .ect || new.kind == .neuromodulation
      || new.kind == .rapidActing && (traits.contains(.isKetamine) || !traits.contains(.isDrug))
  }

  /// F38: such a course that had one before it in the episode; every placement of acute ECT is one.
  private var again: StepTags {
    func isAcuteECT(_ era: SlowEra) -> Bool {
      era.kind == .ect && !traits(era).contains(.isMaintenanceECT)
    }
    let before = earlier.contains { $0.agent == new.agent || isAcuteECT($0) && isAcuteECT(new) }
    return comesInCourses && before ? .repeated : []
  }

  var isRechallenge: Bool {
    guard traits.contains(.isDrug), !comesInCourses else { return false }
    let used = earlier.filter { $0.agent == new.agent && $0.kind == new.kind }
    guard let last = used.map(\.end).max() else { return false }
    return day - last - 1 > Int(derivation.parameters.eraGapDays)
  }

  func s07() -> SlowVerdict? {
    isRechallenge ? SlowVerdict(rule: .s07, strategy: .rechallenge) : nil
  }

  /// F6, F17: any earlier ECT, `start - end <= 28`.
  func s08() -> SlowVerdict? {
    guard new.kind == .ect else { return nil }
    let isAfterCourse = all.contains { $0.kind == .ect && $0.start < day && day - $0.end <= 28 }
    guard isAfterCourse || traits.contains(.isMaintenanceECT) else { return nil }
    return SlowVerdict(rule: .s08, strategy: .maintenance, tags: again)
  }

  private var addOnOrReplace: StepTags { running.contains { exceeds($0, 14) } ? .addOn : .replace }

  func s09() -> SlowVerdict? {
    new.kind == .ect ? SlowVerdict(rule: .s09, strategy: .ect, tags: addOnOrReplace.union(again)) : nil
  }

  func s10() -> SlowVerdict? {
    new.kind == .rapidActing ? SlowVerdict(rule: .s10, strategy: ownStrategy, tags: again) : nil
  }

  func s11() -> SlowVerdict? {
    guard new.kind == .neuromodulation else { return nil }
    return SlowVerdict(rule: .s11, strategy: .neuromodulation, tags: addOnOrReplace.union(again))
  }

  func s12() -> SlowVerdict? {
    guard new.kind == .psychotherapy, running.contains(where: { exceeds($0, limit) }) else { return nil }
    return SlowVerdict(rule: .s12, strategy: .psychotherapyAdded)
  }

  func s13() -> SlowVerdict? {
    new.kind == .psychotherapy ? SlowVerdict(rule: .s13, strategy: .psychotherapySwitch) : nil
  }

  func f11() -> SlowVerdict? {
    new.kind == .ownStrategy ? SlowVerdict(rule: .f11, strategy: ownStrategy) : nil
  }
}
