/// How far a cohort may be from a published row and still be compared with it.
///
/// Source: Documentation/Benchmarks.md, "Tolerances".
public struct BenchmarkTolerances: Sendable, Hashable {
  /// Most days between the published week and the score that is taken.
  public var windowDays = 14
  /// The same as a share of the published time, whichever is less.
  public var windowShare = 0.25
  /// For what was counted at exit, as a share of its longest time.
  public var exitShare = 0.5
  /// Criteria that need not match.
  public var waived: Set<ComparisonCriterion> = []
  /// Failed treatments of every patient before the first step in the files.
  public var priorFailures = 0
  /// Which patients the cohort holds, in the words of the published rows.
  public var population = "adult"

  public init() {}

  /// The kinds of patients that published rows tell apart.
  public static let populations = [
    "adult", "older", "veterans", "inpatients", "primary-care", "chronic", "unmedicated", "insomnia",
    "accepters",
  ]

  /// In one sentence, as outputs print it.
  public var sentence: String {
    let names = ComparisonCriterion.allCases.filter(waived.contains).map(\.rawValue)
    return
      "Scores are taken at the published week within \(windowDays) days, at most \(Self.percent(windowShare)) % of that time; "
      + "of rates at exit within \(Self.percent(exitShare)) % of the longest time. Patients: \(population), with "
      + "\(priorFailures) failed treatments before step 1. Waived: \(names.isEmpty ? "nothing" : names.joined(separator: ", "))."
  }

  private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

  /// The endpoint of a cohort that stands for a row's; `nil` where the row is of no one time.
  func endpoint(of row: PublishedRate) -> Endpoint? {
    guard let weeks = row.weeks, row.timing == .fixed || row.timing == .exit else { return nil }
    let day = max(1, Int((weeks * 7).rounded()))
    let window =
      row.timing == .exit
      ? Int(Double(day) * exitShare) : min(windowDays, Int(Double(day) * windowShare))
    return .nearest(day: day, window: window)
  }
}
