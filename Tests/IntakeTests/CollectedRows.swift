import Summaries
import Treatment

@testable import Intake

/// A statistic that keeps every row as text, so that a test can say what a cohort holds.
///
/// Rows are sorted, since pages may come in any order.
struct CollectedRows: Statistic, PageReading {
  struct Summary: Mergeable {
    var rows: [String] = []
    var patients: [String] = []
    var assessments = 0
    var patientsWithoutSteps = 0

    mutating func merge(_ other: Summary) {
      rows = (rows + other.rows).sorted()
      patients = (patients + other.patients).sorted()
      assessments += other.assessments
      patientsWithoutSteps += other.patientsWithoutSteps
    }
  }

  var request: PageRequest
  var empty: Summary { Summary() }

  init(_ request: PageRequest = PageRequest(columns: [.agents, .days, .assessments])) {
    self.request = request
  }

  func add(_ page: PatientPage, to summary: inout Summary) {
    var part = Summary()
    for patient in 0..<page.patientCount {
      let rows = page.rowStart[patient]..<page.rowStart[patient + 1]
      if rows.isEmpty { part.patientsWithoutSteps += 1 }
      for row in rows { part.rows.append(text(page, row)) }
      // A reading that checks more than is asked for puts more covariates behind those.
      let covariates = page.patientCovariates.prefix(request.covariates.count).map {
        Self.text($0, patient, page)
      }
      part.patients.append(
        "\(covariates.joined(separator: " ")) marks=\(page.marks[patient].rawValue)")
    }
    part.assessments = page.assessments.count
    part.rows.sort()
    part.patients.sort()
    summary.merge(part)
  }

  func finish(_ summary: Summary) throws(StatisticError) -> Summary { summary }

  private func text(_ page: PatientPage, _ row: Int) -> String {
    let rows = page.rows
    var parts = [
      "step=\(rows.step[row])", page.vocabulary.text(of: rows.strategy[row]),
      page.catalogue.scales[Int(rows.scale[row])].id,
    ]
    if request.columns.contains(.agents) { parts.append(page.vocabulary.text(of: rows.agents[row])) }
    if request.columns.contains(.days) {
      let end = rows.endDay[row] == StepColumns.missingDay ? "" : "\(rows.endDay[row])"
      parts.append("days=\(rows.startDay[row])...\(end)")
    }
    parts.append("\(Self.plain(rows.baseline[row]))->\(Self.plain(rows.endpoint[row]))")
    if request.columns.contains(.entry) { parts.append("entry=\(Self.plain(rows.entry[row]))") }
    if request.columns.contains(.last) { parts.append("last=\(Self.plain(rows.last[row]))") }
    parts += page.rowCovariates.prefix(request.covariates.count).map { Self.text($0, row, page) }
    return parts.joined(separator: " ")
  }

  static func plain(_ value: Double) -> String { value.isNaN ? "." : RowReading.plain(value) }

  private static func text(_ column: CovariateColumn, _ place: Int, _ page: PatientPage) -> String {
    switch column {
    case .text(let codes): page.vocabulary.text(of: codes[place])
    case .number(let values): plain(values[place])
    }
  }
}
