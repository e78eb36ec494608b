/// One figure of a published study: what was counted, in whom, how, and how far the figure can be trusted.
///
/// Not: the study's text. Facts and short words of our own alone.
/// Source: Datasets/published/README.md.
public struct PublishedRate: Sendable, Hashable {
  /// Where the number of events is from.
  public enum Numerator: String, Sendable, Hashable, CaseIterable {
    /// Read in the source as a count.
    case printed
    /// Remembered as a count.
    case recalled
    /// The rate times n, rounded: the source prints a percentage.
    case derived
    case none = ""
  }

  /// When the outcome was looked at.
  public enum Timing: String, Sendable, Hashable, CaseIterable {
    case fixed
    /// When the patient left the treatment, at most so many weeks after its start.
    case exit
    /// At any time within so many weeks: relapse, ever in remission, survival.
    case overTime = "over-time"
    /// Of patients so long after they came in, whatever treatment they had by then.
    case overTreatments = "over-treatments"
    case variable
  }

  public enum DesignKind: String, Sendable, Hashable, CaseIterable {
    case randomised, cohort, meta
    case followUp = "follow-up"
    case register, reanalysis
  }

  public var id = ""
  public var study = ""
  public var year = 0
  public var arm = ""
  /// A code of the decision table, or one of published rows alone: ANY, STEPPED, AUGMENT, CONTROL, FOLLOWUP, …
  public var strategy = ""
  /// Names of the catalogue, any of which will do; none where the arm is not of named agents.
  public var agents: [String] = []
  /// The study's own number of the step, in words.
  public var step = ""
  /// Failures before the treatment, in the source's words.
  public var prior = ""
  public var priorLeast: Int?
  public var priorMost: Int?
  public var population = ""
  /// `adult` where nothing singles the patients out.
  public var populationKind = ""
  public var design = ""
  public var designKind = DesignKind.cohort
  /// response, remission, or what no step of a cohort has: relapse, …
  public var outcome = ""
  public var definition = ""
  /// `fall>=50%`, `score<=10`, `composite`; empty where the source leaves it open.
  public var rule = ""
  public var scale = ""
  public var weeks: Double?
  public var timing = Timing.fixed
  public var analysisSet = ""
  /// How the analysis set reads a missing endpoint; `nil` where it is none of a cohort's readings.
  public var reading: MissingReading?
  public var n: Int?
  public var events: Int?
  public var numerator = Numerator.none
  public var percent: Double?
  public var rateOrigin = FigureOrigin.notStated
  public var nOrigin = FigureOrigin.notStated
  public var citation = ""
  public var doi = ""
  public var confidence = ""
  /// Whether it may stand as a reference at all.
  public var isReference = true
  public var note = ""

  public init() {}

  /// Whether rate, n and events were all read in a source: only then is the row tested against.
  public var isVerified: Bool {
    rateOrigin.mark == .verified && nOrigin.mark == .verified && numerator == .printed
  }
}
