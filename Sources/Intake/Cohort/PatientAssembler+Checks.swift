import Treatment

extension PatientAssembler {
  /// Checks the patient's rows against each other; rows that cannot stay are refused with their events.
  ///
  /// - Returns: the history that rules read, or `nil` where the patient has no row that stays.
  func settle(names: [String], dialects: [CSVDialect]) -> PatientHistory? {
    /// Refuses a row for a field of one of its tables.
    func refuse(_ origin: Origin, field: Int, _ expected: String, _ found: String) {
      let row = kept[origin.row]
      let place = CSVRow(
        bytes: row.bytes, line: row.line, file: names[row.cursor], dialect: dialects[row.cursor])
      kept[origin.row].isRefused = true
      kept[origin.row].issues.append(place.issue(at: field, expected: expected, found: found))
    }
    func place(_ origin: Origin, _ names: String...) -> Int {
      let table = tables[origin.table]
      for name in names where table.has(name) {
        if let slot = table.slot(name) { return table.place(of: slot) }
      }
      return table.patientField
    }
    func dropRefused() {
      exposures.removeAll { kept[$0.origin.row].isRefused }
      assessments.removeAll { kept[$0.origin.row].isRefused }
      steps.removeAll { kept[$0.origin.row].isRefused }
    }

    if hasPatientsTable, patientOrigin == nil {
      refuseWithoutPatient(refuse)
      return nil
    }

    var history = PatientHistory()
    let origin = dates == .iso ? firstEvent() : 0
    history.facts = facts
    if let entryDay { history.entryDay = entryIsDate ? entryDay - origin : entryDay }
    let last = lastDay.map { $0 - (dates == .iso && lastIsDate ? origin : 0) }
    history.lastDay = last
    for index in exposures.indices {
      exposures[index].exposure.startDay -= Int32(origin)
      if !exposures[index].exposure.isOpen { exposures[index].exposure.endDay -= Int32(origin) }
    }
    for index in assessments.indices { assessments[index].assessment.day -= Int32(origin) }

    if let last {
      for index in exposures.indices where Int(exposures[index].exposure.startDay) > last {
        refuse(
          exposures[index].origin, field: place(exposures[index].origin, "start_date", "start_day"),
          "a start not after the patient's 'last_day'", "a later day")
      }
      for event in assessments where Int(event.assessment.day) > last {
        refuse(
          event.origin, field: place(event.origin, "date", "day"),
          "a day not after the patient's 'last_day'", "a later day")
      }
    }

    sortEvents()
    for clash in assessmentClashes() {
      refuse(
        clash.event.origin, field: clash.event.field,
        "one score of a patient on \(catalogue.scales[Int(clash.event.assessment.scale)].id) on a day",
        clash.isSame ? "the same score again" : "another score beside it")
    }
    for clash in stepClashes() {
      let (field, name) = self.place(of: clash.fault, in: clash.event.origin.table)
      refuse(clash.event.origin, field: field, clash.fault.expected(name), clash.fault.found)
    }
    sortSteps()
    dropRefused()
    history.exposures = exposures.map(\.exposure)
    repeated = history.exposures.indices.filter(history.isRepeated).map { exposures[$0].origin }
    repeated += takeOutRepeatedScores()
    history.assessments = assessments.map(\.assessment)
    return history
  }

  /// Whether the patient is known from any row that stays.
  var isKept: Bool { patientOrigin != nil || kept.contains { !$0.isRefused } }

  /// Every exposure's row is refused, with one issue where a second strategy is declared for a day.
  func refuseConflicting(names: [String], dialects: [CSVDialect]) {
    let declared = exposures.filter { $0.exposure.declared != nil }
    let at = declared.first { event in
      declared.contains {
        $0.exposure.startDay == event.exposure.startDay && $0.exposure.declared != event.exposure.declared
          && $0.origin.row < event.origin.row
      }
    }
    for event in exposures { kept[event.origin.row].isRefused = true }
    if let at {
      let table = tables[at.origin.table]
      let name = table.has("start_date") ? "start_date" : "start_day"
      let row = kept[at.origin.row]
      let place = CSVRow(
        bytes: row.bytes, line: row.line, file: names[row.cursor], dialect: dialects[row.cursor])
      kept[at.origin.row].issues.append(
        place.issue(
          at: table.slot(name).map(table.place(of:)) ?? table.patientField,
          expected: "one declared strategy for treatments that start on one day", found: "several"))
    }
    let refused = Set(exposures.map(\.origin.row))
    exposures.removeAll()
    repeated.removeAll()
    // A row of several tables goes as a whole.
    assessments.removeAll { refused.contains($0.origin.row) }
    if let origin = patientOrigin, refused.contains(origin.row) { patientOrigin = nil }
  }

  private func refuseWithoutPatient(_ refuse: (Origin, Int, String, String) -> Void) {
    let isRefusedPatient = kept.contains { $0.isRefused && isPatientRow($0) }
    for row in kept.indices where !kept[row].isRefused {
      if isRefusedPatient {
        // The patient's own row says what is wrong; the others only go with it.
        kept[row].isRefused = true
      } else if let table = tables.indices.first(where: { cursorTables[kept[row].cursor].contains($0) }) {
        refuse(
          Origin(row: row, table: table), tables[table].patientField,
          "a patient_id that stands in patients.csv", "one that does not")
      }
    }
    exposures.removeAll()
    assessments.removeAll()
    steps.removeAll()
  }

  private func isPatientRow(_ row: Kept) -> Bool {
    cursorTables[row.cursor].contains { tables[$0].table.kind == .patients }
  }

  /// The earliest start of a treatment or day of an assessment.
  private func firstEvent() -> Int {
    let starts = exposures.map { Int($0.exposure.startDay) }
    let days = assessments.map { Int($0.assessment.day) }
    return (starts + days).min() ?? entryDay ?? 0
  }

  private func sortEvents() {
    // Rows of one patient come in the order of their files; only days and names decide here.
    assessments.sort {
      ($0.assessment.day, $0.assessment.scale, $0.origin.row) < (
        $1.assessment.day, $1.assessment.scale, $1.origin.row
      )
    }
    exposures.sort {
      ($0.exposure.startDay, $0.exposure.agent, $0.origin.row) < (
        $1.exposure.startDay, $1.exposure.agent, $1.origin.row
      )
    }
  }

  private func sortSteps() {
    steps.sort {
      let (one, other) = ($0.values.record, $1.values.record)
      return (one.episode, one.step, one.scale, $0.origin.row)
        < (other.episode, other.step, other.scale, $1.origin.row)
    }
  }
}

extension PatientAssembler {
  private struct Occasion: Hashable {
    let day: Int32
    let scale: UInt16

    init(_ event: AssessmentEvent) {
      day = event.assessment.day
      scale = event.assessment.scale
    }
  }

  /// Whether no two scores share a day and a scale: sorted by both, most patients are spared any search.
  private var hasOneScoreAnOccasion: Bool {
    !zip(assessments, assessments.dropFirst()).contains { Occasion($0) == Occasion($1) }
  }

  /// Assessments of a day and scale that an accepted row has another score of, in the order of the rows.
  ///
  /// A row with such an assessment goes as a whole, so none of its scores stands against a later row's. A row that says
  /// what an earlier one says is no clash (F43); one that says a thing twice itself is.
  private func assessmentClashes() -> [(event: AssessmentEvent, isSame: Bool)] {
    if hasOneScoreAnOccasion { return [] }
    var accepted: [Occasion: AssessmentEvent] = [:]
    var clashes: [(event: AssessmentEvent, isSame: Bool)] = []
    for (row, events) in byRow(assessments, \.origin) where !kept[row].isRefused {
      var own: [Occasion: AssessmentEvent] = [:]
      let before = clashes.count
      for event in events {
        let occasion = Occasion(event)
        if let other = own[occasion] ?? accepted[occasion].flatMap({ $0.says(event) ? nil : $0 }) {
          clashes.append((event, other.assessment.score == event.assessment.score))
        } else {
          own[occasion] = event
        }
      }
      if clashes.count == before { accepted.merge(own) { first, _ in first } }
    }
    return clashes
  }

  /// Takes out scores that stand twice and returns the rows that hold nothing else (F43).
  private func takeOutRepeatedScores() -> [Origin] {
    if hasOneScoreAnOccasion { return [] }
    var first: Set<Occasion> = []
    var again: [Origin] = []
    // Of one occasion the earliest row comes first.
    assessments.removeAll { event in
      if first.insert(Occasion(event)).inserted { return false }
      again.append(event.origin)
      return true
    }
    let others = Set(assessments.map(\.origin.row)).union(exposures.map(\.origin.row))
    return again.filter { !others.contains($0.row) }.reduce(into: []) { rows, origin in
      if rows.last?.row != origin.row { rows.append(origin) }
    }
  }

  /// The events of each row, rows as they came.
  private func byRow<Event>(_ events: [Event], _ origin: KeyPath<Event, Origin>) -> [(
    row: Int, events: [Event]
  )] {
    var result: [(row: Int, events: [Event])] = []
    for event in events.sorted(by: { $0[keyPath: origin].row < $1[keyPath: origin].row }) {
      if result.last?.row == event[keyPath: origin].row {
        result[result.count - 1].events.append(event)
      } else {
        result.append((event[keyPath: origin].row, [event]))
      }
    }
    return result
  }
}

extension PatientAssembler.AssessmentEvent {
  /// Whether both say the same of a day and scale, covariates of the visit with it.
  fileprivate func says(_ other: Self) -> Bool {
    assessment.score == other.assessment.score && covariates == other.covariates
  }
}
