public import Summaries
public import Treatment

/// The mean score of each arm over days, with its t interval.
///
///     mean ± t(n - 1) · sd / √n
///
/// From every assessment of patients who have a step. Where a scale has at most ``separateDays`` different days they
/// are kept; else days are put together in runs of 14 that end on day 0, 14, 28, …, so that no run joins scores from
/// before the start with later ones. A patient adds one score a point, the last of the day or run, so n is patients.
///
/// Shapes: ordered by scale, arm, day.
/// Units: days as ``Clock`` counts them; scores on their own scale.
/// Grade: exact
/// Not: adjusted for who stays to be scored; means over different patients are joined by no model.
/// Throws: ``StatisticError/noRows(wanted:)``
public struct Trajectories: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = [TrajectoryPoint]

  /// Where days are counted from, and which step's arm an assessment belongs to.
  public enum Clock: Sendable, Hashable {
    /// From the patient's own day 0; the arm is that of the patient's first step.
    case sinceEntry
    /// From the start of the step that the assessment follows (the day of the start included), and that step's
    /// arm. What comes before the first step is the first step's, on negative days.
    case sinceStep
  }

  /// A scale with more different days than this has them put together.
  public static let separateDays = 16
  public static let runLength = 14

  public let arm: GroupKey
  public let scales: [String]?
  public let clock: Clock
  public private(set) var level: Double
  public let filter: Filter?

  public init(
    by arm: GroupKey, scales: [String]? = nil, clock: Clock = .sinceEntry, level: Double = 0.95,
    where filter: Filter? = nil
  ) {
    self.arm = arm
    self.scales = scales
    self.clock = clock
    self.level = level
    self.filter = filter
  }

  public var counted: Self {
    var counted = self
    counted.level = 0.95
    return counted
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scales, columns: [.assessments, .episode])
    if clock == .sinceStep { request.columns.insert(.days) }
    request.read(arm.reads)
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: TrajectorySummary { TrajectorySummary() }

  public func add(_ page: PatientPage, to summary: inout TrajectorySummary) {
    let selection = RowSelection(page, scales: scales, where: filter)
    let arms = arm.codes(in: page, baseline: .step)
    let keepsDays = page.catalogue.scales.map { summary.keepsDays(ofScale: $0.id) }
    var days = PagePoints()
    var runs = PagePoints()
    var scores = PatientScores()
    var isNoted = page.catalogue.scales.map { _ in false }
    var rows: [Int] = []
    // Few scales, and scores of one lie together: the steps of a scale are looked for where it changes.
    var steps = DatedSteps()
    for patient in 0..<page.patientCount {
      selection.rows(of: patient, into: &rows)
      guard !rows.isEmpty else { continue }
      scores.removeAll()
      var before: UInt16?
      for place in page.assessmentStart[patient]..<page.assessmentStart[patient + 1] {
        let scale = page.assessments.scale[place]
        guard selection.keepsScale(Int(scale)) else { continue }
        if scale != before { steps.fill(rows, on: scale, clock, page) }
        before = scale
        guard let (row, start) = steps.step(at: page.assessments.day[place]) else { continue }
        scores.append(
          page.assessments.score[place], scale: scale, arm: arms[row],
          day: page.assessments.day[place] - start)
        if !isNoted[Int(scale)] { summary.scales.note(page, at: Int(scale)) }
        isNoted[Int(scale)] = true
      }
      scores.add(toDays: &days, runs: &runs, keepsDays)
    }
    summary.add(days: days, runs: runs, of: page)
  }
}

/// A patient's steps on one scale, with the days that their own days are counted from.
private struct DatedSteps {
  private var steps: [(row: Int, start: Int32)] = []

  /// From entry the first step's arm counts alone, on the patient's own days.
  mutating func fill(_ rows: [Int], on scale: UInt16, _ clock: Trajectories.Clock, _ page: PatientPage) {
    steps.removeAll(keepingCapacity: true)
    switch clock {
    case .sinceEntry:
      if let first = rows.first(where: { page.rows.scale[$0] == scale }) { steps.append((first, 0)) }
    case .sinceStep:
      for row in rows where page.rows.scale[row] == scale && page.rows.startDay[row] != StepColumns.missingDay
      {
        steps.append((row, page.rows.startDay[row]))
      }
      steps.sort { ($0.start, $0.row) < ($1.start, $1.row) }
    }
  }

  /// The row whose arm an assessment belongs to: the last that has started, else the first.
  func step(at day: Int32) -> (row: Int, start: Int32)? {
    if steps.count <= 1 { return steps.first }
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].start <= day { low = middle + 1 } else { high = middle }
    }
    return steps[max(0, low - 1)]
  }
}
