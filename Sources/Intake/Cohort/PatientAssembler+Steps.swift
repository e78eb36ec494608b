import Treatment

/// Rows of steps, by the rules that a streamed steps file is read by.
extension PatientAssembler {
  func readStep(_ reading: inout RowReading, _ origin: Origin) {
    guard let texts = stepTexts[origin.table] else { return }
    let cells = StepsTableCells(table: reading.table, row: reading.row)
    var rules = StepRules(cells, texts, needsStart: needsStart)
    rules.judge()
    reading.issues += rules.issues
    var values = rules.values
    values.covariates = covariates(&reading, origin.table, at: .step)
    guard reading.issues.isEmpty else { return }
    if values.covariates.isEmpty {
      values.covariates = Array(repeating: CovariateValue(), count: plan.requests.count)
    }
    values.repeated = values.covariates.map(\.bits)
    for column in StepsColumn.repeated {
      let text =
        cells.isMissing(column) ? "" : cells.withBytes(column) { String(decoding: $0, as: UTF8.self) }
      values.repeated.append(CovariateValue(code: vocabulary.code(of: text)).bits)
    }
    for field in comparedFields {
      values.repeated.append(reading.row.withBytes(field) { TextTable.fingerprint($0, reading.row.rules) })
    }
    steps.append(StepEvent(values: values, origin: origin))
  }

  /// Step rows that contradict an accepted row of their step, or repeat its scale, as they came.
  ///
  /// A row with such a step goes as a whole.
  func stepClashes() -> [(event: StepEvent, fault: StepsPatient.Fault)] {
    stepRecords.startPatient()
    var clashes: [(event: StepEvent, fault: StepsPatient.Fault)] = []
    var (row, accepted, isSound) = (-1, 0, true)
    for event in steps where !kept[event.origin.row].isRefused {
      if event.origin.row != row {
        if !isSound { stepRecords.removeLast(to: accepted) }
        (row, accepted, isSound) = (event.origin.row, stepRecords.count, true)
      }
      stepRecords.hold(event.values.repeated)
      if let fault = stepRecords.add(event.values.record) {
        clashes.append((event, fault))
        isSound = false
      }
    }
    return clashes
  }

  /// The field at which a step's fault is told, and what the file calls its column.
  func place(of fault: StepsPatient.Fault, in number: Int) -> (field: Int, name: String) {
    let table = tables[number]
    switch fault {
    case .repeated: return (table.field(of: .scale), table.name(of: .scale))
    case .contradicts(let column): return (table.field(of: column), table.name(of: column))
    case .contradictsRepeated(let place) where place < plan.requests.count:
      guard let covariate = plan.places[place].first(where: { $0.table == number })?.covariate else { break }
      if case .field(let field) = covariate.source {
        // What cohort.yaml declares a covariate is told by the name that it gives it.
        return (field, covariate.kind == nil ? table.header[field] : covariate.name)
      }
      return (covariate.slot.map(table.place(of:)) ?? table.patientField, covariate.name)
    case .contradictsRepeated(let place):
      let rest = place - plan.requests.count
      if rest < StepsColumn.repeated.count {
        return (table.field(of: StepsColumn.repeated[rest]), table.name(of: StepsColumn.repeated[rest]))
      }
      let field = comparedFields[rest - StepsColumn.repeated.count]
      return (field, table.header[field])
    }
    return (table.patientField, table.header[table.patientField])
  }
}
