internal import Treatment

extension StepsFiller {
  /// Puts a row into the page, as the next row of its patient; gives what is wrong with it instead, and
  /// then leaves the page as it was.
  ///
  /// `startsPatient` is told before a row that stays starts a patient, when the page may be cut.
  func append(
    _ row: CSVRow, to page: inout PatientPage, startsPatient: (inout PatientPage) -> Void = { _ in }
  ) -> [InputIssue] {
    if let issue = DirectIdentifiers.issue(in: row, header: layout.header, birthFields: []) { return [issue] }
    let (values, issues) = read(row)
    guard issues.isEmpty else { return issues }
    let isNew = self.startsPatient(row)
    if isNew {
      settlePatient(&page)
      patient.startPatient()
    }
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
    let column: Int
    switch fault {
    case .repeated:
      return row.issue(
        at: layout.scale, expected: "one row a patient, episode, step and scale",
        found: "another row of the same")
    case .contradicts(.strategy): column = layout.strategy
    case .contradicts(.agents): column = layout.agents ?? layout.strategy
    case .contradicts(.startDay): column = layout.startDay ?? layout.strategy
    case .contradicts(.endDay): column = layout.endDay ?? layout.strategy
    }
    return row.issue(
      at: column, expected: "the same \(layout.name(column)) in all rows of a step", found: "another one")
  }

  private func startPatient(with values: StepsRow, in page: inout PatientPage) {
    page.patientCount += 1
    page.rowStart.append(page.rows.count)
    page.assessmentStart.append(0)
    page.marks.append([])
    for (index, value) in values.covariates.enumerated() { page.patientCovariates[index].append(value) }
  }

  private func append(_ values: StepsRow, to page: inout PatientPage) {
    let columns = layout.request.columns
    page.rows.step.append(values.record.step)
    page.rows.scale.append(values.record.scale)
    page.rows.strategy.append(values.record.strategy)
    page.rows.baseline.append(values.baseline)
    page.rows.endpoint.append(values.endpoint)
    if columns.contains(.entry) { page.rows.entry.append(values.entry) }
    if columns.contains(.last) { page.rows.last.append(values.last) }
    page.rows.marks.append(values.marks)
    if columns.contains(.episode) { page.rows.episode.append(values.record.episode) }
    if columns.contains(.agents) {
      page.rows.agent.append(values.leadingAgent)
      page.rows.agents.append(values.allAgents)
    }
    if columns.contains(.days) {
      page.rows.startDay.append(values.record.startDay)
      page.rows.endDay.append(values.record.endDay)
    }
    for (index, value) in values.covariates.enumerated() { page.rowCovariates[index].append(value) }
    page.rowStart[page.patientCount] = page.rows.count
  }
}

extension CovariateColumn {
  mutating func append(_ value: StepsRow.CovariateValue) {
    switch (self, value) {
    case (.text(var codes), .text(let code)):
      self = .text([])
      codes.append(code)
      self = .text(codes)
    case (.number(var numbers), .number(let number)):
      self = .number([])
      numbers.append(number)
      self = .number(numbers)
    default: preconditionFailure("a covariate is read as it was asked for")
    }
  }
}
