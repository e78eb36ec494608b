internal import Treatment

/// A short run of rows on its way into a page, whose arrays are then filled in one go.
///
/// Shapes: slot 0 of the patient columns is the patient that was open before the run; the others are new.
final class StepsStage {
  static let rows = 2048

  let step = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows)
  let scale = UnsafeMutablePointer<UInt16>.allocate(capacity: StepsStage.rows)
  let strategy = UnsafeMutablePointer<UInt32>.allocate(capacity: StepsStage.rows)
  let baseline = UnsafeMutablePointer<Double>.allocate(capacity: StepsStage.rows)
  let endpoint = UnsafeMutablePointer<Double>.allocate(capacity: StepsStage.rows)
  let entry = UnsafeMutablePointer<Double>.allocate(capacity: StepsStage.rows)
  let last = UnsafeMutablePointer<Double>.allocate(capacity: StepsStage.rows)
  let stepMarks = UnsafeMutablePointer<StepMarks>.allocate(capacity: StepsStage.rows)
  let episode = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows)
  let agent = UnsafeMutablePointer<UInt32>.allocate(capacity: StepsStage.rows)
  let agents = UnsafeMutablePointer<UInt32>.allocate(capacity: StepsStage.rows)
  let startDay = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows)
  let endpointDay = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows)
  let endDay = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows)
  /// One more than the rows, for the patient that was open before.
  let ends = UnsafeMutablePointer<Int32>.allocate(capacity: StepsStage.rows + 1)
  let marks = UnsafeMutablePointer<UInt8>.allocate(capacity: StepsStage.rows + 1)
  /// By covariate; a row's and a patient's values, numbers as their bits.
  let covariates: [UnsafeMutablePointer<UInt64>]
  let patientCovariates: [UnsafeMutablePointer<UInt64>]

  var rowCount = 0
  var patientCount = 0

  init(covariates count: Int) {
    covariates = (0..<count).map { _ in .allocate(capacity: Self.rows) }
    patientCovariates = (0..<count).map { _ in .allocate(capacity: Self.rows + 1) }
    ends[0] = 0
    marks[0] = 0
  }

  deinit {
    step.deallocate()
    scale.deallocate()
    strategy.deallocate()
    baseline.deallocate()
    endpoint.deallocate()
    entry.deallocate()
    last.deallocate()
    stepMarks.deallocate()
    episode.deallocate()
    agent.deallocate()
    agents.deallocate()
    startDay.deallocate()
    endDay.deallocate()
    endpointDay.deallocate()
    ends.deallocate()
    marks.deallocate()
    for column in covariates + patientCovariates { column.deallocate() }
  }

  /// Moves the run into the page.
  func flush(into page: inout PatientPage) {
    let columns = page.request.columns
    func append<T>(_ column: UnsafeMutablePointer<T>, to array: inout [T]) {
      array.append(contentsOf: UnsafeBufferPointer(start: column, count: rowCount))
    }
    let before = page.rows.count
    append(step, to: &page.rows.step)
    append(scale, to: &page.rows.scale)
    append(strategy, to: &page.rows.strategy)
    append(baseline, to: &page.rows.baseline)
    append(endpoint, to: &page.rows.endpoint)
    if columns.contains(.entry) { append(entry, to: &page.rows.entry) }
    if columns.contains(.last) { append(last, to: &page.rows.last) }
    append(stepMarks, to: &page.rows.marks)
    if columns.contains(.episode) { append(episode, to: &page.rows.episode) }
    if columns.contains(.agents) {
      append(agent, to: &page.rows.agent)
      append(agents, to: &page.rows.agents)
    }
    if columns.contains(.days) {
      append(startDay, to: &page.rows.startDay)
      append(endDay, to: &page.rows.endDay)
    }
    if columns.contains(.endpointDays) { append(endpointDay, to: &page.rows.endpointDay) }
    for index in covariates.indices {
      page.rowCovariates[index].append(bits: covariates[index], count: rowCount)
      page.patientCovariates[index].append(bits: patientCovariates[index] + 1, count: patientCount)
    }
    if page.patientCount > 0 {
      page.rowStart[page.patientCount] = before + Int(ends[0])
      page.marks[page.patientCount - 1].formUnion(PatientMarks(rawValue: marks[0]))
    }
    for patient in 0..<patientCount {
      page.rowStart.append(before + Int(ends[patient + 1]))
      page.marks.append(PatientMarks(rawValue: marks[patient + 1]))
    }
    page.assessmentStart.append(contentsOf: repeatElement(0, count: patientCount))
    page.patientCount += patientCount
    rowCount = 0
    patientCount = 0
    ends[0] = 0
    marks[0] = 0
  }
}

extension CovariateColumn {
  mutating func append(bits: UnsafeMutablePointer<UInt64>, count: Int) {
    let values = UnsafeBufferPointer(start: bits, count: count)
    switch self {
    case .text(var codes):
      self = .text([])
      codes.append(contentsOf: values.lazy.map { UInt32(truncatingIfNeeded: $0) })
      self = .text(codes)
    case .number(var numbers):
      self = .number([])
      numbers.append(contentsOf: values.lazy.map { Double(bitPattern: $0) })
      self = .number(numbers)
    }
  }
}
