/// Columns of a fixed run of patients in canonical order.
///
/// Shapes: `rowStart` and `assessmentStart` hold `patientCount + 1` values; the rows of patient `p` are
/// `rowStart[p] ..< rowStart[p + 1]`. `rowCovariates` and `patientCovariates` follow the order of the
/// request's covariates, one value a step row and one a patient.
/// Not: a patient's identifier. Pages hold none, so nothing computed from them can print one.
public struct PatientPage: Sendable {
  public var catalogue: Catalogue
  public var vocabulary: Vocabulary
  public var design: StudyDesign
  public var request: PageRequest

  /// Where the page stands among those of its cohort, ascending: workers take pages as they come, and what keeps
  /// rows puts them back in order by it.
  public var place = 0
  public var patientCount = 0
  public var rowStart: [Int] = [0]
  public var rows = StepColumns()
  public var rowCovariates: [CovariateColumn] = []
  public var patientCovariates: [CovariateColumn] = []
  public var marks: [PatientMarks] = []
  public var assessmentStart: [Int] = [0]
  public var assessments = AssessmentColumns()
  /// The window that picked the baselines; `nil` where they stand in a file of steps.
  public var baselineWindow: BaselineWindow?
  /// One history a patient where the page was asked for them and the cohort has exposures; else empty.
  public var histories = HistoryColumns()

  public init(
    catalogue: Catalogue, vocabulary: Vocabulary, design: StudyDesign, request: PageRequest
  ) {
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    self.design = design
    self.request = request
    rowCovariates = request.covariates.map { $0.kind == .text ? .text([]) : .number([]) }
    patientCovariates = rowCovariates
  }

  /// Empties the page and keeps its memory.
  public mutating func removeAll() {
    patientCount = 0
    rowStart.removeAll(keepingCapacity: true)
    rowStart.append(0)
    rows.removeAll()
    for index in rowCovariates.indices {
      rowCovariates[index].removeAll()
      patientCovariates[index].removeAll()
    }
    marks.removeAll(keepingCapacity: true)
    assessmentStart.removeAll(keepingCapacity: true)
    assessmentStart.append(0)
    assessments.removeAll()
    histories.removeAll()
  }
}

/// What a patient's files hold, whether or not a step came of it.
public struct PatientMarks: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let hasExposure = PatientMarks(rawValue: 1)
  public static let hasScore = PatientMarks(rawValue: 2)
  /// An exposure's dose is off by a thousand, so it is taken as unknown.
  public static let hasDoseInDoubt = PatientMarks(rawValue: 4)
  /// A thyroid hormone's dose was read as micrograms.
  public static let hasDoseInMicrograms = PatientMarks(rawValue: 8)
  /// Rows of one agent overlap, which eras merge.
  public static let hasOverlappingRows = PatientMarks(rawValue: 16)
}

extension PatientMarks {
  /// What the rows of a history show.
  public init(of history: PatientHistory) {
    self = []
    if !history.exposures.isEmpty { insert(.hasExposure) }
    if !history.assessments.isEmpty { insert(.hasScore) }
    // The latest end of each agent's rows so far; few agents, so they are looked for one by one.
    var ends: [(agent: Int32, end: Int32)] = []
    ends.reserveCapacity(min(history.exposures.count, 16))
    for (place, exposure) in history.exposures.enumerated() {
      if exposure.marks.contains(.doseUnitInDoubt) { insert(.hasDoseInDoubt) }
      if exposure.marks.contains(.doseReadAsMicrograms) { insert(.hasDoseInMicrograms) }
      // Exposures ascend by start, so an earlier one overlaps where it has not ended.
      let end = exposure.isOpen ? Int32.max : exposure.endDay
      guard let known = ends.firstIndex(where: { $0.agent == exposure.agent }) else {
        ends.append((exposure.agent, end))
        continue
      }
      if ends[known].end >= exposure.startDay, !contains(.hasOverlappingRows), !history.isRepeated(place) {
        insert(.hasOverlappingRows)
      }
      ends[known].end = max(ends[known].end, end)
    }
  }
}
