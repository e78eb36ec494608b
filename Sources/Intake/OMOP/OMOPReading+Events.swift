import Treatment

extension OMOPReading {
  /// One session a procedure; several codes of one treatment on one day are one.
  func readProcedures(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let concept = table.field("procedure_concept_id")
    let date = table.field("procedure_date")
    let quantity = table.field("quantity")
    let source = table.field("procedure_source_value")
    var codes = SourceTexts<Int?>()
    while try table.next() {
      let number = table.integer(concept) ?? 0
      guard try table.accept() else { continue }
      let agent =
        vocabulary.procedure(number)
        ?? codes.meaning(of: table.text(source) ?? "", vocabulary.procedure(coded:))
      guard let agent else {
        if number == 0 { countUnmapped(.procedureOccurrence, 0) }
        continue
      }
      let place = person(table, id)
      let day = table.day(date, needed: true)
      let count = table.number(quantity) ?? 1
      guard try table.accept(), let place, let day else { continue }
      if people[place].isAfterObservation(day) {
        leaveOut(.procedureOccurrence, Self.afterObservation)
        continue
      }
      let sessions = Int32(min(max(count.rounded(), 1), 1000))
      update(place) { person in
        person.add(
          OMOPPerson.Session(agent: Int32(agent), day: day, count: sessions), catalogue)
      }
    }
  }

  func readMeasurements(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let concept = table.field("measurement_concept_id")
    let date = table.field("measurement_date")
    let value = table.field("value_as_number")
    let source = table.field("measurement_source_value")
    let time = table.field("measurement_datetime")
    let key = table.field("measurement_id")
    var codes = SourceTexts<Int?>()
    while try table.next() {
      let number = table.integer(concept) ?? 0
      guard try table.accept() else { continue }
      let scale =
        vocabulary.scale(number)
        ?? codes.meaning(of: table.text(source) ?? "", vocabulary.scale(coded:))
      guard let scale else {
        if number == 0 { countUnmapped(.measurement, 0) }
        continue
      }
      let place = person(table, id)
      let day = table.day(date, needed: true)
      let score = table.number(value)
      let range = catalogue.scales[scale]
      if let score, score < range.lowest || score > range.highest {
        table.fail(
          value, RowReading.expectedScore(on: range, in: value.name), found: RowReading.outsideRange)
      }
      guard try table.accept(), let place, let day else { continue }
      guard let score else {
        leaveOut(.measurement, Self.withoutNumber)
        continue
      }
      if people[place].isAfterObservation(day) {
        leaveOut(.measurement, Self.afterObservation)
        continue
      }
      let order = OMOPPerson.Order(time: table.text(time) ?? "", key: table.text(key) ?? "")
      update(place) { person in
        person.scores.append(OMOPPerson.Score(scale: Int32(scale), day: day, value: score, order: order))
      }
    }
  }
}

extension OMOPPerson {
  /// Sessions of one treatment on one day are one; ECT whose placement is known wins over ECT without it.
  fileprivate mutating func add(_ session: Session, _ catalogue: Catalogue) {
    func course(_ agent: Int32) -> Int32 { catalogue.agents[Int(agent)].group == "ECT" ? -1 : agent }
    let place = sessions.firstIndex { $0.day == session.day && course($0.agent) == course(session.agent) }
    guard let place else { return sessions.append(session) }
    sessions[place].count = max(sessions[place].count, session.count)
    let names = [sessions[place].agent, session.agent].map { catalogue.agents[Int($0)].name }
    if names[0] == "ECT_UNSPEC" || names[1] != "ECT_UNSPEC" && names[1] < names[0] {
      sessions[place].agent = session.agent
    }
  }
}
