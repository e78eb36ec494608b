import Treatment

/// A new element at its onset, and what can be seen from there ("The decision table").
struct SlowOnset {
  let derivation: SlowDerivation
  let new: SlowEra
  /// The other elements of its bundle.
  let mates: [SlowEra]
  /// Elements of the episode before the bundle, with those that an earlier one left running (F4).
  let earlier: [SlowEra]
  /// Every era of the patient.
  let all: [SlowEra]
  let dataEnd: Int

  var day: Int { new.start }
  var limit: Int { Int(derivation.parameters.overlapSwitchMax) }
  var traits: Formulary.Traits { derivation.formulary.entries[new.agent].traits }
  var ownStrategy: Strategy { derivation.formulary.entries[new.agent].strategy }

  /// `O`.
  var running: [SlowEra] { earlierAntidepressants.filter { $0.start <= day - 1 && $0.end >= day - 1 } }

  /// Antidepressants that start in the 14 days from the onset (S15, F19).
  var ahead: [SlowEra] {
    all.filter { $0.kind == .antidepressant && $0.start >= day && $0.start <= day + 14 }
  }

  var earlierAntidepressants: [SlowEra] { earlier.filter { $0.kind == .antidepressant } }

  func traits(_ era: SlowEra) -> Formulary.Traits { derivation.formulary.entries[era.agent].traits }
  func switchClass(_ era: SlowEra) -> UInt16 { derivation.formulary.entries[era.agent].switchClass }

  /// F21: in S09 and S11-S13 a censored antidepressant exceeds every threshold.
  func exceeds(_ era: SlowEra, _ days: Int) -> Bool { era.isCensored || era.tail(from: day) > days }
}

/// A rule that fired.
struct SlowVerdict {
  var rule: DecisionRule
  var strategy: Strategy
  var tags: StepTags = []
}
