/// The parameters of eras, strategies, trials and failures, each with its default.
///
/// Every report prints them; the sensitivity grid moves five of them.
/// Units: days, unless the name says otherwise; intervals are closed, so days(a, b) = b - a + 1.
/// Source: Documentation/Treatment/Parameters.md.
public struct DerivationParameters: Sendable, Hashable, Codable {
  /// What a dose that nobody recorded is taken for.
  public enum UnknownDose: String, Sendable, Hashable, Codable, CaseIterable {
    /// Adequacy stays unknown where the dose could decide.
    case exclude
    /// The dose is taken to be adequate: a sensitivity analysis, never the default.
    case adequate
  }

  /// Where the duration of an antidepressant trial comes from.
  public enum TrialDays: String, Sendable, Hashable, Codable, CaseIterable {
    case parameter
    /// The agent's own weeks in the catalogue.
    case catalogue
  }

  // Eras and steps
  public var eraGapDays: Int32 = 30
  public var overlapSwitchMax: Int32 = 30
  public var taperFraction = 0.5
  public var taperWindow: Int32 = 28
  public var taperEndMax: Int32 = 60
  public var seqSwitchGapMax: Int32 = 90
  public var episodeGapDays: Int32 = 180
  public var remissionGapDays: Int32 = 60
  /// New dose / previous dose from which a change is an optimisation (claims: 1.5).
  public var optimiseFactor = 1.25
  public var fluoxetineTailDays: Int32 = 35
  public var maoiWashout: Int32 = 14
  /// Latest day of a step, from its start, on which a lifestyle programme begins that counts for it (F45).
  public var programmeDays: Int32 = 28

  // Trials and failures
  public var minTrialDays: Int32 = 42
  public var rampDays: Int32 = 14
  /// Titration of lamotrigine.
  public var slowRampDays: Int32 = 42
  public var trialDays = TrialDays.parameter
  public var minAdherencePDC = 0.8
  public var unknownDose = UnknownDose.exclude
  public var intoleranceMaxDays: Int32 = 28
  /// Whether a trial that ended by intolerance counts as a failure.
  public var intoleranceCounts = false
  /// Whether a response that was lost again on continued treatment counts as a failure.
  public var breakthroughCounts = false
  /// Earliest day of a score that judges a trial, from its start.
  public var earliestEndpoint: Int32 = 28
  /// Days after the end of a step or trial in which a score still is its own; ``noLimit`` = any.
  public var endpointTail = Int32(Endpoint.daysAfterEnd)
  /// Days before and after a start in which its baseline is looked for.
  public var baselineBefore: Int32 = 14
  public var baselineAfter: Int32 = 3
  /// Days without contact before the data end after which a patient is lost.
  public var lostAfterDays: Int32 = 90

  public init() {}

  /// Stands for a number of days without a limit.
  public static let noLimit = Int32.max

  public var baselineWindow: BaselineWindow {
    get { BaselineWindow(before: Int(baselineBefore), after: Int(baselineAfter)) }
    set { (baselineBefore, baselineAfter) = (Int32(newValue.before), Int32(newValue.after)) }
  }

  /// The last score of a step or trial, as every verb takes it that names no other.
  public var lastEndpoint: Endpoint {
    .lastScore(afterEnd: endpointTail == Self.noLimit ? nil : Int(endpointTail))
  }
}
