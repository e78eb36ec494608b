extension DerivationParameters {
  /// Every parameter by name, as text, in the order in which reports print them.
  public var entries: [(name: String, value: String)] {
    [
      ("eraGapDays", "\(eraGapDays)"), ("overlapSwitchMax", "\(overlapSwitchMax)"),
      ("taperFraction", "\(taperFraction)"), ("taperWindow", "\(taperWindow)"),
      ("taperEndMax", "\(taperEndMax)"), ("seqSwitchGapMax", "\(seqSwitchGapMax)"),
      ("episodeGapDays", "\(episodeGapDays)"), ("remissionGapDays", "\(remissionGapDays)"),
      ("optimiseFactor", "\(optimiseFactor)"), ("fluoxetineTailDays", "\(fluoxetineTailDays)"),
      ("maoiWashout", "\(maoiWashout)"), ("minTrialDays", "\(minTrialDays)"), ("rampDays", "\(rampDays)"),
      ("slowRampDays", "\(slowRampDays)"), ("trialDays", trialDays.rawValue),
      ("minAdherencePDC", "\(minAdherencePDC)"), ("unknownDose", unknownDose.rawValue),
      ("intoleranceMaxDays", "\(intoleranceMaxDays)"),
      ("intoleranceCounts", intoleranceCounts ? "yes" : "no"),
      ("breakthroughCounts", breakthroughCounts ? "yes" : "no"),
      ("earliestEndpoint", "\(earliestEndpoint)"),
      ("endpointTail", endpointTail == Self.noLimit ? "any" : "\(endpointTail)"),
      ("baselineBefore", "\(baselineBefore)"), ("baselineAfter", "\(baselineAfter)"),
      ("lostAfterDays", "\(lostAfterDays)"), ("programmeDays", "\(programmeDays)"),
    ]
  }

  /// All of them in a sentence; what differs from the default stands first.
  public var sentence: String {
    let defaults = DerivationParameters().entries
    func texts(_ differs: Bool) -> String {
      zip(entries, defaults).filter { ($0.value != $1.value) == differs }
        .map { own, _ in "\(own.name)=\(own.value)" }.joined(separator: ", ")
    }
    let changed = texts(true)
    return (changed.isEmpty ? "" : "Changed: \(changed). ") + "By default: \(texts(false))."
  }
}
