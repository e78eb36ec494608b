import Summaries
import Treatment

/// Counts patients, steps and groups of quasi-identifiers for a validation.
struct CohortCounts: Statistic, PageReading {
  typealias Page = PatientPage

  let quasiIdentifiers: [String]
  /// Covariates to be read beside the quasi-identifiers, so that they are checked.
  var others: [CovariateRequest] = []

  struct Summary: Mergeable {
    var patients = 0
    var withoutExposure = 0
    var withoutScore = 0
    var steps = 0
    /// Places in the catalogue.
    var scales: Set<Int> = []
    /// Patients by their values, in the order of the quasi-identifiers.
    var groups: [[String]: Int] = [:]

    mutating func merge(_ other: Summary) {
      patients += other.patients
      withoutExposure += other.withoutExposure
      withoutScore += other.withoutScore
      steps += other.steps
      scales.formUnion(other.scales)
      groups.merge(other.groups, uniquingKeysWith: +)
    }
  }

  var empty: Summary { Summary() }

  var request: PageRequest {
    PageRequest(
      columns: [.episode], covariates: quasiIdentifiers.map { CovariateRequest($0, as: .text) } + others)
  }

  func add(_ page: PatientPage, to summary: inout Summary) {
    summary.patients += page.patientCount
    var seen = Array(repeating: false, count: page.catalogue.scales.count)
    for scale in page.rows.scale { seen[Int(scale)] = true }
    for place in seen.indices where seen[place] { summary.scales.insert(place) }
    for marks in page.marks {
      if !marks.contains(.hasExposure) { summary.withoutExposure += 1 }
      if !marks.contains(.hasScore) { summary.withoutScore += 1 }
    }
    for patient in 0..<page.patientCount { summary.steps += steps(of: patient, page) }
    countGroups(page, &summary)
  }

  func finish(_ summary: Summary) throws(StatisticError) -> Summary { summary }

  /// The rows of a step stand together; one row a scale.
  private func steps(of patient: Int, _ page: PatientPage) -> Int {
    let rows = page.rowStart[patient]..<page.rowStart[patient + 1]
    var count = 0
    for row in rows
    where row == rows.lowerBound || page.rows.step[row] != page.rows.step[row - 1]
      || page.rows.episode[row] != page.rows.episode[row - 1]
    {
      count += 1
    }
    return count
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
