public import ArgumentParser
public import Treatment

/// The parameters of eras, episodes and strategies, for verbs that derive steps.
struct StepParameterOptions: ParsableArguments {
  private static let defaults = DerivationParameters()

  @Option(
    help: ArgumentHelp("Days without a drug that its era bridges: 14, 30, 42, 60.", valueName: "days"))
  var eraGapDays: Int32 = Self.defaults.eraGapDays

  @Option(
    help: ArgumentHelp(
      "Days that an old drug may run on and the change still is a switch.", valueName: "days"))
  var overlapSwitchMax: Int32 = Self.defaults.overlapSwitchMax

  @Option(help: ArgumentHelp("Days without treatment up to which a switch is plain.", valueName: "days"))
  var seqSwitchGapMax: Int32 = Self.defaults.seqSwitchGapMax

  @Option(help: ArgumentHelp("Days without treatment that end an episode.", valueName: "days"))
  var episodeGapDays: Int32 = Self.defaults.episodeGapDays

  @Option(help: ArgumentHelp("Days of remission that end an episode.", valueName: "days"))
  var remissionGapDays: Int32 = Self.defaults.remissionGapDays

  @Option(
    help: ArgumentHelp("New dose / old dose from which a change is an optimisation.", valueName: "factor"))
  var optimiseFactor: Double = Self.defaults.optimiseFactor

  @Option(
    help: ArgumentHelp(
      "Latest day of a step, from its start, on which a lifestyle programme begins that counts for it.",
      valueName: "days"))
  var programmeDays: Int32 = Self.defaults.programmeDays

  func validate() throws {
    try DayParameter.check([
      ("--era-gap-days", eraGapDays), ("--overlap-switch-max", overlapSwitchMax),
      ("--seq-switch-gap-max", seqSwitchGapMax), ("--episode-gap-days", episodeGapDays),
      ("--remission-gap-days", remissionGapDays), ("--programme-days", programmeDays),
    ])
    guard optimiseFactor > 1, optimiseFactor.isFinite else {
      throw ValidationError("--optimise-factor takes a number above 1.")
    }
  }

  var parameters: DerivationParameters {
    var result = DerivationParameters()
    result.eraGapDays = eraGapDays
    result.overlapSwitchMax = overlapSwitchMax
    result.seqSwitchGapMax = seqSwitchGapMax
    result.episodeGapDays = episodeGapDays
    result.remissionGapDays = remissionGapDays
    result.optimiseFactor = optimiseFactor
    result.programmeDays = programmeDays
    return result
  }
}

/// The parameters of adequacy and failure besides, for verbs that judge trials.
struct TrialParameterOptions: ParsableArguments {
  private static let defaults = DerivationParameters()

  @Option(help: ArgumentHelp("Days that an antidepressant trial must last.", valueName: "days"))
  var minTrialDays: Int32 = Self.defaults.minTrialDays

  @Option(help: ArgumentHelp("Days of a trial that may be below the minimum dose.", valueName: "days"))
  var rampDays: Int32 = Self.defaults.rampDays

  @Option(
    help: ArgumentHelp(
      "parameter (--min-trial-days) or catalogue (the agent's own weeks).", valueName: "source"))
  var trialDays: DerivationParameters.TrialDays = Self.defaults.trialDays

  @Option(
    name: .customLong("min-adherence-pdc"),
    help: ArgumentHelp("Proportion of days covered below which a trial is inadequate.", valueName: "part"))
  var minAdherencePDC: Double = Self.defaults.minAdherencePDC

  @Option(help: ArgumentHelp("What an unknown dose is taken for: exclude or adequate.", valueName: "reading"))
  var unknownDose: DerivationParameters.UnknownDose = Self.defaults.unknownDose

  @Option(
    help: ArgumentHelp(
      "A trial shorter than this without a score that shows failure ended by intolerance or early.",
      valueName: "days"))
  var intoleranceMaxDays: Int32 = Self.defaults.intoleranceMaxDays

  @Flag(help: "Count a trial that ended by intolerance as a failed one.")
  var intoleranceCounts = false

  @Flag(help: "Count a trial in which a response was lost again as a failed one.")
  var breakthroughCounts = false

  func validate() throws {
    try DayParameter.check([
      ("--min-trial-days", minTrialDays), ("--ramp-days", rampDays),
      ("--intolerance-max-days", intoleranceMaxDays),
    ])
    if minTrialDays < 1 { throw ValidationError("--min-trial-days takes a whole number of days from 1.") }
    guard (0...1).contains(minAdherencePDC) else {
      throw ValidationError("--min-adherence-pdc takes a number between 0 and 1.")
    }
  }

  /// The parameters of steps with those of trials.
  func parameters(with steps: StepParameterOptions) -> DerivationParameters {
    var result = steps.parameters
    result.minTrialDays = minTrialDays
    result.rampDays = rampDays
    result.trialDays = trialDays
    result.minAdherencePDC = minAdherencePDC
    result.unknownDose = unknownDose
    result.intoleranceMaxDays = intoleranceMaxDays
    result.intoleranceCounts = intoleranceCounts
    result.breakthroughCounts = breakthroughCounts
    return result
  }
}

private enum DayParameter {
  static func check(_ values: [(name: String, days: Int32)]) throws {
    for value in values where !(0...36_525).contains(value.days) {
      throw ValidationError("\(value.name) takes a whole number of days from 0 to 36525.")
    }
  }
}

extension DerivationParameters.TrialDays: ExpressibleByArgument {}
extension DerivationParameters.UnknownDose: ExpressibleByArgument {}
