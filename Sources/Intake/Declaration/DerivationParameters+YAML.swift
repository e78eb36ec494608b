import Treatment

extension DerivationParameters {
  private static var days: [String: WritableKeyPath<DerivationParameters, Int32>] {
    [
      "eraGapDays": \.eraGapDays, "overlapSwitchMax": \.overlapSwitchMax, "taperWindow": \.taperWindow,
      "taperEndMax": \.taperEndMax, "seqSwitchGapMax": \.seqSwitchGapMax, "episodeGapDays": \.episodeGapDays,
      "remissionGapDays": \.remissionGapDays, "fluoxetineTailDays": \.fluoxetineTailDays,
      "maoiWashout": \.maoiWashout, "minTrialDays": \.minTrialDays, "rampDays": \.rampDays,
      "slowRampDays": \.slowRampDays, "intoleranceMaxDays": \.intoleranceMaxDays,
      "earliestEndpoint": \.earliestEndpoint, "baselineBefore": \.baselineBefore,
      "baselineAfter": \.baselineAfter,
      "lostAfterDays": \.lostAfterDays, "programmeDays": \.programmeDays,
    ]
  }

  /// The `derivation` of a study: parameters by their names in a report, the others at their defaults.
  ///
  /// Throws: `configuration` with line and column for a name that is none, or a value out of its range.
  init(_ value: YAMLValue) throws(IntakeError) {
    self.init()
    let paths = Self.days
    let known = DerivationParameters().entries.map(\.name)
    for (name, item) in try value.entries(known: known, of: "derivation") {
      if let path = paths[name] {
        let days = try item.boundedInteger()
        guard (name == "minTrialDays" ? 1 : 0)...36_525 ~= days else {
          throw item.failure("'\(item.name)' expects a whole number of days from 0 to 36525.")
        }
        self[keyPath: path] = Int32(days)
        continue
      }
      switch name {
      case "taperFraction": taperFraction = try item.part()
      case "minAdherencePDC": minAdherencePDC = try item.part()
      case "optimiseFactor":
        optimiseFactor = try item.number()
        if optimiseFactor <= 1 { throw item.failure("'\(item.name)' expects a number above 1.") }
      case "endpointTail": endpointTail = try item.daysOrAny().map { Int32($0) } ?? Self.noLimit
      case "trialDays": trialDays = try item.word(TrialDays.allCases)
      case "unknownDose": unknownDose = try item.word(UnknownDose.allCases)
      case "breakthroughCounts": breakthroughCounts = try item.boolean()
      default: intoleranceCounts = try item.boolean()
      }
    }
  }
}

extension YAMLValue {
  /// A proportion.
  fileprivate func part() throws(IntakeError) -> Double {
    let value = try number()
    guard (0...1).contains(value) else { throw failure("'\(name)' expects a number between 0 and 1.") }
    return value
  }
}
