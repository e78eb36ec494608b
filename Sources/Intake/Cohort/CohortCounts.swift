import Summaries
import Treatment

/// Counts patients, steps and groups of quasi-identifiers for a validation.
struct CohortCounts: Statistic, PageReading {
  typealias Page = PatientPage

  let quasiIdentifiers: [String]
  /// Covariates to be read beside the quasi-identifiers, so that they are checked.
  var others: [CovariateRequest] = []
  /// The scale on which steps are counted; `nil` for all.
  var scale: String?

  struct Summary: Mergeable {
    var patients = 0
    var withoutExposure = 0
    var withoutScore = 0
    var steps = 0
    /// Places in the catalogue.
    var scales: Set<Int> = []
    /// Patients by their values, in the order of the quasi-identifiers.
    var groups: [[String]: Int] = [:]
    var strategies: Set<String> = []
    /// Patients with a step that starts before an earlier-numbered one.
    var outOfOrder = 0
    /// Patients with a step that starts before the one before it has ended.
    var overlapping = 0
    /// Patients with an exposure whose dose is off by a thousand, was read as micrograms, or overlaps one of its agent.
    var doseInDoubt = 0
    var doseInMicrograms = 0
    var overlappingRows = 0

    mutating func merge(_ other: Summary) {
      patients += other.patients
      withoutExposure += other.withoutExposure
      withoutScore += other.withoutScore
      steps += other.steps
      scales.formUnion(other.scales)
      groups.merge(other.groups, uniquingKeysWith: +)
      strategies.formUnion(other.strategies)
      outOfOrder += other.outOfOrder
      overlapping += other.overlapping
      doseInDoubt += other.doseInDoubt
      doseInMicrograms += other.doseInMicrograms
      overlappingRows += other.overlappingRows
    }
  }

  var empty: Summary { Summary() }

  var request: PageRequest {
    var request = PageRequest(
      scales: scale.map { [$0] }, columns: [.episode, .days],
      covariates: quasiIdentifiers.map { CovariateRequest($0, as: .text) } + others)
    request.readsScores = false
    return request
  }

  func add(_ page: PatientPage, to summary: inout Summary) {
    summary.patients += page.patientCount
    var seen = Array(repeating: false, count: page.catalogue.scales.count)
    for scale in page.rows.scale { seen[Int(scale)] = true }
    for place in seen.indices where seen[place] { summary.scales.insert(place) }
    for marks in page.marks {
      if !marks.contains(.hasExposure) { summary.withoutExposure += 1 }
      if !marks.contains(.hasScore) { summary.withoutScore += 1 }
      if marks.contains(.hasDoseInDoubt) { summary.doseInDoubt += 1 }
      if marks.contains(.hasDoseInMicrograms) { summary.doseInMicrograms += 1 }
      if marks.contains(.hasOverlappingRows) { summary.overlappingRows += 1 }
    }
    var strategies: Set<UInt32> = []
    for strategy in page.rows.strategy { strategies.insert(strategy) }
    for strategy in strategies { summary.strategies.insert(page.vocabulary.text(of: strategy)) }
    for patient in 0..<page.patientCount { countSteps(of: patient, page, &summary) }
    countGroups(page, &summary)
  }

  func finish(_ summary: Summary) throws(StatisticError) -> Summary { summary }

  /// A step has a row a scale, and the rows of a patient stand in any order.
  private func countSteps(of patient: Int, _ page: PatientPage, _ summary: inout Summary) {
    let rows = page.rowStart[patient]..<page.rowStart[patient + 1]
    func precedes(_ first: Int, _ second: Int) -> Bool {
      (page.rows.episode[first], page.rows.step[first], first)
        < (page.rows.episode[second], page.rows.step[second], second)
    }
    // Nearly always they stand in order, and nothing need be copied.
    let isOrdered = rows.dropFirst().allSatisfy { precedes($0 - 1, $0) }
    let ordered = isOrdered ? [] : rows.sorted(by: precedes)
    var before: Int?
    var (isOutOfOrder, overlaps) = (false, false)
    for place in 0..<rows.count {
      let row = isOrdered ? rows.lowerBound + place : ordered[place]
      if let before {
        guard
          (page.rows.episode[row], page.rows.step[row]) != (page.rows.episode[before], page.rows.step[before])
        else { continue }
        let (start, earlier) = (page.rows.startDay[row], page.rows.startDay[before])
        if start != StepColumns.missingDay, earlier != StepColumns.missingDay {
          let end = page.rows.endDay[before]
          if start < earlier {
            isOutOfOrder = true
          } else if end != StepColumns.missingDay, end >= start {
            overlaps = true
          }
        }
      }
      summary.steps += 1
      before = row
    }
    summary.outOfOrder += isOutOfOrder ? 1 : 0
    summary.overlapping += overlaps ? 1 : 0
  }

  private func countGroups(_ page: PatientPage, _ summary: inout Summary) {
    guard !quasiIdentifiers.isEmpty else { return }
    var codes: [[UInt32]: Int] = [:]
    for patient in 0..<page.patientCount {
      let group = page.patientCovariates.prefix(quasiIdentifiers.count).map { column in
        if case .text(let codes) = column { codes[patient] } else { Vocabulary.missing }
      }
      codes[group, default: 0] += 1
    }
    for (group, count) in codes { summary.groups[group.map(page.vocabulary.text(of:)), default: 0] += count }
  }
}
