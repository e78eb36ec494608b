public import Summaries
public import Treatment

/// How many patients and steps are left after each rule, from the files to the denominator on one scale.
///
/// Each stage is the stage before less what it set aside: nobody vanishes. A patient is left while one of the
/// patient's steps is. A filter that asks about patients alone is applied to everyone in the files, one that asks
/// about steps to those who have them.
///
/// Response needs a start, remission an endpoint alone. Who was never assessed on the scale is told apart from those
/// who merely lack a score where the rule asks for one.
///
/// Units: steps are step rows on the scale.
/// Grade: exact
/// Not: the denominators of the worst case, which keep the steps that the last stages set aside (response: those
/// without an endpoint; remission: those assessed at any time).
public struct Flow: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = PatientFlow

  public let scale: String
  public let outcome: Outcome
  public let baseline: BaselineKind
  public let endpoint: Endpoint
  public let filter: Filter?
  /// Leaves starts in remission out and, for remission, steps without a start.
  public let evaluable: Bool

  public init(
    on scale: String, outcome: Outcome = .response, baseline: BaselineKind = .step,
    endpoint: Endpoint = .last, where filter: Filter? = nil, evaluable: Bool = false
  ) {
    self.evaluable = evaluable
    self.scale = scale
    self.outcome = outcome
    self.baseline = baseline
    self.endpoint = endpoint
    self.filter = filter
  }

  public var request: PageRequest {
    var request = PageRequest(scales: [scale], endpoint: endpoint)
    if baseline == .entry { request.columns.insert(.entry) }
    if let filter { request.read(filter.reads) }
    return request
  }

  /// Patients and steps that got as far as each stage, and why the others did not.
  public struct Summary: Mergeable {
    enum Stage: Int, Codable, CaseIterable {
      case inFiles, matchingPatient, withExposure, withStep, matchingStep, withBaseline, evaluable,
        withEndpoint
    }

    /// Patients set aside at a stage who have no score on the scale in any file.
    var withoutScore = Tally<Int>()
    var patients = Tally<Int>()
    var steps = Tally<Int>()
    /// Steps of patients without a score that a stage set aside.
    var stepsWithoutScore = Tally<Int>()

    public mutating func merge(_ other: Summary) {
      withoutScore.merge(other.withoutScore)
      patients.merge(other.patients)
      steps.merge(other.steps)
      stepsWithoutScore.merge(other.stepsWithoutScore)
    }
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    precondition(page.request.endpoint == endpoint, "The page was made for another endpoint.")
    guard let place = page.catalogue.scale(named: scale) else { return }
    let patientMask = filter.flatMap { $0.patientMask(of: page) }
    // One that asks about patients has already judged them all.
    let rowMask = patientMask == nil ? filter?.mask(of: page) : nil
    let starts = baseline == .step ? page.rows.baseline : page.rows.entry
    let assessed = page.assessed()
    var counts = StageCounts()
    let rule = page.catalogue.scales[place]
    for patient in 0..<page.patientCount {
      let rows = page.rowStart[patient]..<page.rowStart[patient + 1]
      var (all, kept, based, evaluable, ended) = (0, 0, 0, 0, 0)
      var first: Int?
      for row in rows where Int(page.rows.scale[row]) == place {
        first = first ?? row
        all += 1
        guard rowMask?[row] ?? true else { continue }
        kept += 1
        guard !needsStart || !starts[row].isNaN else { continue }
        based += 1
        guard isEvaluable(starts[row], rule) else { continue }
        evaluable += 1
        if !page.rows.endpoint[row].isNaN { ended += 1 }
      }
      let marks = page.marks[patient]
      counts.begin()
      // A file of steps has no exposures; its rows are what they led to.
      let isLeft =
        counts.pass(.matchingPatient, patientMask?[patient] ?? true)
        && counts.pass(.withExposure, marks.contains(.hasExposure) || !rows.isEmpty)
        && counts.pass(.withStep, all > 0, all) && counts.pass(.matchingStep, kept > 0, kept)
        && counts.pass(.withBaseline, based > 0, based) && counts.pass(.evaluable, evaluable > 0, evaluable)
        && counts.pass(.withEndpoint, ended > 0, ended)
      if !isLeft, !marks.contains(.hasScore) || first.map({ !assessed.isEmpty && !assessed[$0] }) ?? false {
        counts.lacksScore()
      }
    }
    counts.add(to: &summary)
  }

  var needsStart: Bool { outcome == .response || evaluable }

  private func isEvaluable(_ start: Double, _ scale: Scale) -> Bool {
    if evaluable, scale.remits(at: start) == true { return false }
    if outcome == .remission { return true }
    if case .atMost = scale.responseRule { return true }
    return start > scale.lowest
  }
}

/// What a page adds to each stage, as plain counts.
private struct StageCounts {
  private static let none = Flow.Summary.Stage.allCases.map { _ in 0 }

  private var patients = none
  private var steps = none
  private var withoutScore = none
  private var stepsWithoutScore = none
  /// The stage that the patient at hand came to last, and the steps left before it.
  private var stage = Flow.Summary.Stage.inFiles
  private var before = 0

  /// Begins the next patient.
  mutating func begin() {
    before = 0
    _ = pass(.inFiles, true)
  }

  /// Counts the patient and so many steps where they pass the stage, and says whether they do.
  mutating func pass(_ stage: Flow.Summary.Stage, _ holds: Bool, _ steps: Int = 0) -> Bool {
    self.stage = stage
    guard holds else { return false }
    patients[stage.rawValue] += 1
    self.steps[stage.rawValue] += steps
    before = steps
    return true
  }

  /// The patient, whom the last stage set aside, has no score on the scale.
  mutating func lacksScore() {
    withoutScore[stage.rawValue] += 1
    stepsWithoutScore[stage.rawValue] += before
  }

  func add(to summary: inout Flow.Summary) {
    for stage in Self.none.indices {
      summary.patients.add(stage, count: patients[stage])
      summary.steps.add(stage, count: steps[stage])
      summary.withoutScore.add(stage, count: withoutScore[stage])
      summary.stepsWithoutScore.add(stage, count: stepsWithoutScore[stage])
    }
  }
}
