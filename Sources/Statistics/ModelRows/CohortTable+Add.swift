import Regression
import Summaries
public import Treatment

extension CohortTable {
  public func add(_ page: PatientPage, to summary: inout CohortRows) {
    let selection = RowSelection(page, scales: scale.map { [$0] }, where: filter)
    let rows = (0..<page.rows.count).filter(selection.keeps)
    guard !rows.isEmpty else { return }
    var columns = names.map { column($0, page, rows) }
    for covariate in covariates {
      switch page.covariate(covariate.name, as: covariate.kind) {
      case .text(let codes): columns.append(texts(covariate.name, rows.map { codes[$0] }, page))
      case .number(let numbers):
        columns.append(FlatColumn(covariate.name, .numbers(rows.map { numbers[$0] })))
      }
    }
    if numbersPatients { columns.append(FlatColumn(Self.cluster, .numbers(patients(of: rows, page)))) }
    summary.rows.add(
      FlatTable(columns, rowCount: rows.count), page: page.place, groups: page.patientCount)
    var counts: [UInt16: Int] = [:]
    for row in rows { counts[page.rows.scale[row], default: 0] += 1 }
    for (scale, count) in counts {
      note(page.catalogue.scales[Int(scale)], rows: count, in: &summary)
    }
    addBaselines(of: rows, page, to: &summary)
  }

  /// Counts the rows on a scale, and what it lacks for the outcomes that are asked for.
  private func note(_ scale: Scale, rows: Int, in summary: inout CohortRows) {
    summary.scales.add(scale.id, count: rows)
    for outcome in [Outcome.response, .remission] where names.contains(outcome.rawValue) {
      guard let reason = scale.unavailability(of: outcome) else { continue }
      let lacking = CohortRows.Unavailable(outcome: outcome.rawValue, scale: scale.id, reason: reason)
      summary.unavailable = min(summary.unavailable ?? lacking, lacking)
    }
  }

  /// What a window that picked the baselines lost, by scale.
  private func addBaselines(of rows: [Int], _ page: PatientPage, to summary: inout CohortRows) {
    guard page.baselineWindow != nil else { return }
    let starts = baseline == .step ? page.rows.baseline : page.rows.entry
    for row in rows {
      let scale = page.catalogue.scales[Int(page.rows.scale[row])].id
      summary.baselines.update(scale, default: BaselineLoss()) { loss in
        loss.add(hasBaseline: !starts[row].isNaN) {
          page.rows.marks[row].contains(.hasBaseline(wider: $0, baseline))
        }
      }
    }
  }

  private func patients(of rows: [Int], _ page: PatientPage) -> [Double] {
    var patient = 0
    return rows.map { row in
      while page.rowStart[patient + 1] <= row { patient += 1 }
      return Double(patient)
    }
  }

  private func column(_ name: String, _ page: PatientPage, _ rows: [Int]) -> FlatColumn {
    let steps = page.rows
    func numbers(_ values: [Double]) -> FlatColumn { FlatColumn(name, .numbers(rows.map { values[$0] })) }
    func whole(_ values: [Int32]) -> FlatColumn {
      FlatColumn(
        name, .numbers(rows.map { values[$0] == StepColumns.missingDay ? .nan : Double(values[$0]) }))
    }
    switch name {
    case "strategy": return texts(name, rows.map { steps.strategy[$0] }, page)
    case "agent": return texts(name, rows.map { steps.agent[$0] }, page)
    case "agents": return texts(name, rows.map { steps.agents[$0] }, page)
    case "scale": return FlatColumn(name, texts: rows.map { page.catalogue.scales[Int(steps.scale[$0])].id })
    case "step": return whole(steps.step)
    case "episode": return whole(steps.episode)
    case "start_day": return whole(steps.startDay)
    case "end_day": return whole(steps.endDay)
    case "baseline": return numbers(baseline == .step ? steps.baseline : steps.entry)
    case "score_start": return numbers(steps.baseline)
    case "endpoint", "score_end": return numbers(steps.endpoint)
    case "entry", "score_entry": return numbers(steps.entry)
    default:
      let marks = RowJudge(page, from: baseline, evaluable: false)
        .marks(name == "response" ? .response : .remission, missing)
      return FlatColumn(name, .numbers(rows.map { marks[$0].counted == 0 ? .nan : Double(marks[$0].event) }))
    }
  }

  private func texts(_ name: String, _ codes: [UInt32], _ page: PatientPage) -> FlatColumn {
    var places: [UInt32: Int32] = [:]
    var levels: [String] = []
    let own = codes.map { code -> Int32 in
      guard code != Vocabulary.missing else { return -1 }
      if let place = places[code] { return place }
      let place = Int32(levels.count)
      places[code] = place
      levels.append(page.vocabulary.text(of: code))
      return place
    }
    return FlatColumn(name, .texts(codes: own, levels: levels))
  }
}
