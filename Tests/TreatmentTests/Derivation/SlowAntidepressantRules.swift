import Treatment

/// S18a-S25 and the post-rules P1 and P4: antidepressants only.
extension SlowOnset {
  private var longRunning: [SlowEra] { running.filter { $0.tail(from: day) > limit } }

  func s18a() -> SlowVerdict? {
    guard earlierAntidepressants.isEmpty else { return nil }
    let isTalking = earlier.contains { $0.kind == .psychotherapy && $0.runs(on: day) }
    return SlowVerdict(
      rule: .s18a, strategy: .firstLine, tags: isTalking ? [.afterNonAD, .addToPsych] : .afterNonAD)
  }

  /// The antidepressants that ended on the last antidepressant day (F23).
  private var lastStopped: [SlowEra] {
    let last = earlierAntidepressants.map(\.end).max()
    return earlierAntidepressants.filter { $0.end == last }
  }

  private var washoutDays: Int {
    let days = lastStopped.map { old in
      if traits(old).contains(.isMAOI) { return Int(derivation.parameters.maoiWashout) }
      guard traits.contains(.isMAOI) else { return 0 }
      let waitsLong = traits(old).contains(.isFluoxetine)
      return Int(waitsLong ? derivation.parameters.fluoxetineTailDays : derivation.parameters.maoiWashout)
    }
    return days.max() ?? 0
  }

  func s19() -> SlowVerdict? {
    guard running.isEmpty, let last = lastStopped.first else { return nil }
    let gap = day - last.end - 1
    let most = Int(derivation.parameters.seqSwitchGapMax)
    guard gap <= most + washoutDays else { return nil }
    return SlowVerdict(rule: .s19, strategy: switched(from: lastStopped), tags: gap > most ? .washout : [])
  }

  func s20() -> SlowVerdict? {
    running.isEmpty ? SlowVerdict(rule: .s20, strategy: .switchAfterGap) : nil
  }

  /// F42: at the data end, however that is known.
  func s21() -> SlowVerdict? {
    guard dataEnd - day + 1 <= limit, new.end >= dataEnd, running.contains(where: { $0.end >= dataEnd })
    else {
      return nil
    }
    return SlowVerdict(rule: .s21, strategy: .undetermined)
  }

  func s22() -> SlowVerdict? {
    guard new.tail(from: day) <= limit, !new.isCensored, running.contains(where: { $0.end > new.end }) else {
      return nil
    }
    return SlowVerdict(rule: .s22, strategy: .combineAborted)
  }

  func s23() -> SlowVerdict? {
    longRunning.isEmpty ? SlowVerdict(rule: .s23, strategy: switched(from: running)) : nil
  }

  func s24() -> SlowVerdict? {
    let most = Int(derivation.parameters.taperEndMax)
    guard longRunning.allSatisfy({ isTapered($0) && $0.tail(from: day) <= most }) else { return nil }
    if longRunning.contains(where: \.isCensored) { return SlowVerdict(rule: .s24, strategy: .undetermined) }
    return SlowVerdict(rule: .s24, strategy: switched(from: running), tags: .slowTaper)
  }

  /// F22: the maximum of the 28 days before the onset against the minimum of the 28 days from it.
  private func isTapered(_ era: SlowEra) -> Bool {
    let window = Int(derivation.parameters.taperWindow)
    let before = (day - window..<day).compactMap { era.doses[$0] }.filter { !$0.isNaN }.max()
    let after = (day..<day + window).compactMap { era.doses[$0] }.filter { !$0.isNaN }.min()
    guard let before, let after else { return false }
    return after <= (1 - derivation.parameters.taperFraction) * before
  }

  /// P4: one goes on and another stops.
  func s25() -> SlowVerdict {
    let isPartial = longRunning.count < running.count
    return SlowVerdict(rule: .s25, strategy: .combine, tags: isPartial ? .partialReplace : [])
  }

  /// P1.
  private func switched(from stopped: [SlowEra]) -> Strategy {
    let isWithin = !stopped.isEmpty && stopped.allSatisfy { switchClass($0) == switchClass(new) }
    return isWithin ? .switchWithin : .switchOut
  }
}
