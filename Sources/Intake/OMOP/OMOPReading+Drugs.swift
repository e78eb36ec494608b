import Treatment

extension OMOPReading {
  func readDrugEras(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let concept = table.field("drug_concept_id")
    let from = table.field("drug_era_start_date")
    let to = table.field("drug_era_end_date")
    while let row = try table.next() {
      guard let ingredients = try ingredients(table, concept, row), !ingredients.isEmpty else { continue }
      let place = person(table, id, row)
      let start = table.day(from, in: row, needed: true)
      let end = table.day(to, in: row, needed: true)
      checkOrder(table, start, end, to, row)
      guard try table.accept(row), let place, let start, let end else { continue }
      if people[place].isAfterObservation(start) {
        leaveOut(.drugEra, Self.afterObservation)
        continue
      }
      update(place) { person in
        for ingredient in ingredients {
          person.eras.append(
            OMOPPerson.Drug(agent: ingredient.agent, start: start, end: end, dose: .nan))
        }
      }
    }
  }

  /// An exposure ends on its end date, else with its supply, else on its first day.
  ///
  /// Dose = quantity x milligrams of a unit / days of supply. Without any of the three it is unknown.
  func readDrugExposures(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let concept = table.field("drug_concept_id")
    let from = table.field("drug_exposure_start_date")
    let to = table.field("drug_exposure_end_date")
    let quantity = table.field("quantity")
    let supply = table.field("days_supply")
    while let row = try table.next() {
      guard let ingredients = try ingredients(table, concept, row), !ingredients.isEmpty else { continue }
      let place = person(table, id, row)
      let start = table.day(from, in: row, needed: true)
      let stated = table.day(to, in: row)
      let units = table.number(quantity, in: row)
      let days = table.number(supply, in: row)
      checkOrder(table, start, stated, to, row)
      guard try table.accept(row), let place, let start else { continue }
      if people[place].isAfterObservation(start) {
        leaveOut(.drugExposure, Self.afterObservation)
        continue
      }
      let supplied = days.map { Int32(min(max($0.rounded(), 1), 36_500)) }
      let indication = vocabulary.indication(of: table.integer(concept, in: row) ?? 0)
      let end = stated ?? supplied.map { start + $0 - 1 } ?? start
      update(place) { person in
        for ingredient in ingredients {
          let dose = (units ?? 0) * ingredient.milligrams / (days ?? 0)
          person.exposures.append(
            OMOPPerson.Drug(
              agent: ingredient.agent, start: start, end: end, dose: dose.isFinite && dose > 0 ? dose : .nan,
              indication: indication))
        }
      }
    }
  }

  /// The catalogue's agents in the row's drug; `nil` where the row is refused.
  private func ingredients(
    _ table: OMOPReader, _ concept: OMOPReader.Field, _ row: CSVRow
  ) throws(IntakeError) -> [OMOPVocabulary.Ingredient]? {
    let drug = table.integer(concept, in: row) ?? 0
    guard try table.accept(row) else { return nil }
    if vocabulary.isUnmapped(drug: drug) { countUnmapped(table.table, drug) }
    return vocabulary.ingredients(of: drug)
  }
}
