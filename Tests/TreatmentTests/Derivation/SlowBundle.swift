import Treatment

/// Elements that begin within 7 days and make one step (S02, F14).
struct SlowBundle {
  var elements: [SlowEra]
  /// Antidepressants that a rapid-acting agent takes along (F18).
  var companions: [SlowOnset] = []
  var onsets: [(onset: SlowOnset, verdict: SlowVerdict)]

  /// S02: anchored at the first onset; antidepressants of one bundle share a day.
  static func takesIn(_ era: SlowEra, _ elements: [SlowEra]) -> Bool {
    guard let first = elements.first, era.start - first.start <= 7 else { return false }
    return era.kind != .antidepressant
      || elements.allSatisfy { $0.kind != .antidepressant || $0.shares(aDayWith: era) }
  }

  var new: [SlowEra] { elements + companions.map(\.new) }

  var antidepressants: [SlowEra] { elements.filter { $0.kind == .antidepressant } }

  /// S08-S11 lead, else an antidepressant; then rule number, onset, name.
  var leading: (onset: SlowOnset, verdict: SlowVerdict)? {
    onsets.min { first, second in
      let (one, other) = (
        Self.precedence(first.verdict.rule, first.onset.new),
        Self.precedence(second.verdict.rule, second.onset.new)
      )
      if one != other { return one < other }
      let (rule, otherRule) = (Self.place(first.verdict.rule), Self.place(second.verdict.rule))
      if rule != otherRule { return rule < otherRule }
      if first.onset.day != second.onset.day { return first.onset.day < second.onset.day }
      let derivation = first.onset.derivation
      return derivation.rank(first.onset.new) < derivation.rank(second.onset.new)
    }
  }

  private static func precedence(_ rule: DecisionRule, _ era: SlowEra) -> Int {
    switch rule {
    case .s08, .s09, .s10, .s11: 0
    default: era.kind == .antidepressant ? 1 : 2
    }
  }

  private static func place(_ rule: DecisionRule) -> Int { DecisionRule.allCases.firstIndex(of: rule) ?? 0 }

  /// The leader's verdict with what the others add.
  var verdict: (leader: SlowOnset, verdict: SlowVerdict)? {
    guard let leading else { return nil }
    var verdict = leading.verdict
    let isLedByProcedure = Self.precedence(verdict.rule, leading.onset.new) == 0
    if !isLedByProcedure, antidepressants.count > 1 {
      let isFirst = leading.onset.earlierAntidepressants.isEmpty
      verdict.rule = .s02
      verdict.strategy = isFirst ? .combineFromStart : .combine
      verdict.tags.formUnion(Self.tag(leading.verdict))
    }
    if elements.count > 1 { verdict.tags.insert(.bundle) }
    for other in onsets where !other.onset.new.isSame(as: leading.onset.new) {
      let isAntidepressant = other.onset.new.kind == .antidepressant
      let isCompanion = isLedByProcedure && isAntidepressant && other.verdict.rule != .s07
      verdict.tags.formUnion(isCompanion ? .newOral : Self.tag(other.verdict))
    }
    if !companions.isEmpty { verdict.tags.insert(.newOral) }
    let all = onsets.map(\.onset) + companions
    if all.contains(where: { $0.meetsMAOI(beside: all.map(\.new)) }) { verdict.tags.insert(.dataWarning) }
    return (leading.onset, verdict)
  }

  /// F14: other labels become tags.
  static func tag(_ verdict: SlowVerdict) -> StepTags {
    switch verdict.rule {
    case .s07: return .rechallenge
    case .s09: return .ect
    case .s10: return .rapidActing
    case .s11: return .neuromodulation
    case .s12, .s13: return .psychotherapy
    default: break
    }
    switch verdict.strategy {
    case .augmentLithium: return .augmentLithium
    case .augmentThyroid: return .augmentThyroid
    case .augmentAntipsychotic: return .augmentAntipsychotic
    case .augmentOther: return .augmentOther
    default: return []
    }
  }
}

extension SlowOnset {
  /// P3 and F39: an antidepressant beside an MAOI or fewer than 14 days after one; an MAOI likewise, 35 days after fluoxetine.
  func meetsMAOI(beside others: [SlowEra]) -> Bool {
    guard new.kind == .antidepressant else { return false }
    return all.contains { other in
      let isBefore = other.start <= day || others.contains { $0.isSame(as: other) }
      guard other.agent != new.agent, isBefore, other.start <= new.end else { return false }
      if traits(other).contains(.isMAOI) { return day - other.end < 14 }
      let isOpposed = traits.contains(.isMAOI) && other.kind == .antidepressant
      return isOpposed && day - other.end < (traits(other).contains(.isFluoxetine) ? 35 : 14)
    }
  }
}
