import Treatment

extension OMOPReading {
  func readPersons(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let year = table.field("year_of_birth")
    let gender = table.field("gender_concept_id")
    while try table.next() {
      let number = table.integer(id, needed: true)
      let birth = table.integer(year)
      let concept = table.integer(gender)
      if let birth, !(1...9999).contains(birth) {
        table.fail(year, "a year in '\(year.name)'", found: "a number outside 1 to 9999")
      }
      guard try table.accept(), let number else { continue }
      var person = OMOPPerson(id: number)
      person.birthYear = Int32(birth ?? 0)
      // The two standard concepts of the domain Gender; any other is missing.
      person.sex = [8507: "male", 8532: "female"][concept ?? 0] ?? ""
      if !add(person) {
        table.fail(id, "each person once", found: "a person who stands there already")
        _ = try table.accept()
      }
    }
  }

  func readObservationPeriods(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let from = table.field("observation_period_start_date")
    let to = table.field("observation_period_end_date")
    while try table.next() {
      let place = person(table, id)
      let start = table.day(from, needed: true)
      let end = table.day(to, needed: true)
      checkOrder(table, start, end, to)
      guard try table.accept(), let place, let start, let end else { continue }
      update(place) { person in
        if person.observationStart == Day.none || start < person.observationStart {
          person.observationStart = start
        }
        person.observationEnd = max(person.observationEnd, end)
      }
    }
  }

  /// Whether a person ever had a code of depression, at any time: it is no date of onset.
  func readConditions(_ table: OMOPReader) throws(IntakeError) {
    countConditions()
    let id = table.field("person_id")
    let source = table.field("condition_source_value")
    let concept = table.field("condition_source_concept_id")
    var codes = SourceTexts<Bool>()
    while try table.next() {
      let code = table.text(source) ?? ""
      let isDepression = codes.meaning(of: code, vocabulary.isDepression)
      let number = table.wholeNumber(concept)
      guard isDepression || number.map({ vocabulary.isDepression($0) }) ?? false else { continue }
      let place = person(table, id)
      guard try table.accept(), let place else { continue }
      update(place) { $0.hasDepressionCode = true }
    }
  }

  func checkOrder(
    _ table: OMOPReader, _ start: Int32?, _ end: Int32?, _ field: OMOPReader.Field
  ) {
    if let start, let end, end < start {
      table.fail(field, "a date not before the start in '\(field.name)'", found: "an earlier date")
    }
  }
}
