internal import Treatment

extension StepsFiller {
  /// Puts a row into the page, as the next row of its patient; gives what is wrong with it instead, and
  /// then leaves the page as it was.
  ///
  /// `startsPatient` is told before a row that stays starts a patient, when the page may be cut.
  func append(
    _ row: CSVRow, to page: inout PatientPage, startsPatient: (inout PatientPage) -> Void = { _ in }
  ) -> [InputIssue] {
    let (values, issues) = read(row)
    guard issues.isEmpty else { return issues }
    let isNew = self.startsPatient(row)
    if isNew {
      settlePatient(&page)
      patient.startPatient()
    }
    patient.hold(values.repeated)
    if let fault = patient.add(values.record) { return [issue(for: fault, in: row)] }
    if isNew {
      startsPatient(&page)
      let next = row.bytes(layout.patient)
      if hasPatient { order.follow(patientID, by: next) }
      patientID = next
      hasPatient = true
    }
    if isNew || page.patientCount == 0 { startPatient(with: values, in: &page) }
    page.marks[page.patientCount - 1].formUnion(values.hasScore ? [.hasExposure, .hasScore] : .hasExposure)
    if let wanted = layout.wantedScales, !wanted.contains(values.record.scale) { return [] }
    append(values, to: &page)
    return []
  }

  private func issue(for fault: StepsPatient.Fault, in row: CSVRow) -> InputIssue {
    let column =
      switch fault {
      case .repeated: layout.scale
      case .contradicts(let column): layout.places[column.rawValue] ?? layout.scale
      case .contradictsRepeated(let place):
        place < layout.covariates.count
          ? layout.covariates[place].column : layout.compared[place - layout.covariates.count]
      }
    return row.issue(at: column, expected: fault.expected(layout.header[column]), found: fault.found)
  }

  private func startPatient(with values: StepsRow, in page: inout PatientPage) {
    page.patientCount += 1
    page.rowStart.append(page.rows.count)
    page.assessmentStart.append(0)
    page.marks.append([])
    for (index, value) in values.covariates.enumerated() { page.patientCovariates[index].append(value) }
  }

  private func append(_ values: StepsRow, to page: inout PatientPage) {
    page.append(values)
    for (index, value) in values.covariates.enumerated() { page.rowCovariates[index].append(value) }
    page.rowStart[page.patientCount] = page.rows.count
  }
}

extension PatientPage {
  /// A row's values but for its covariates, which the page's request asks for and the row's reader may not.
  mutating func append(_ values: StepsRow) {
    let columns = request.columns
    rows.step.append(values.record.step)
    rows.scale.append(values.record.scale)
    rows.strategy.append(values.record.strategy)
    rows.baseline.append(values.baseline)
    rows.endpoint.append(values.endpoint)
    if columns.contains(.entry) { rows.entry.append(values.entry) }
    if columns.contains(.last) { rows.last.append(values.last) }
    rows.marks.append(values.marks)
    if columns.contains(.episode) { rows.episode.append(values.record.episode) }
    if columns.contains(.agents) {
      rows.agent.append(values.leadingAgent)
      rows.agents.append(values.allAgents)
    }
    if columns.contains(.days) {
      rows.startDay.append(values.record.startDay)
      rows.endDay.append(values.record.endDay)
    }
    if columns.contains(.endpointDays) { rows.endpointDay.append(values.record.endScoreDay) }
  }
}
