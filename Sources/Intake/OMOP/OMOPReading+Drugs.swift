import Treatment

extension OMOPReading {
  func readDrugEras(_ table: OMOPReader) throws(IntakeError) {
    let id = table.field("person_id")
    let concept = table.field("drug_concept_id")
    let from = table.field("drug_era_start_date")
    let to = table.field("drug_era_end_date")
    while try table.next() {
      guard let ingredients = try ingredients(table, concept), !ingredients.isEmpty else { continue }
      let place = person(table, id)
      let start = table.day(from, needed: true)
      let end = table.day(to, needed: true)
      checkOrder(table, start, end, to)
      guard try table.accept(), let place, let start, let end else { continue }
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
    while try table.next() {
      guard let ingredients = try ingredients(table, concept), !ingredients.isEmpty else { continue }
      let place = person(table, id)
      let start = table.day(from, needed: true)
      let stated = table.day(to)
      let units = table.number(quantity)
      let days = table.number(supply)
      checkOrder(table, start, stated, to)
      guard try table.accept(), let place, let start else { continue }
      if people[place].isAfterObservation(start) {
        leaveOut(.drugExposure, Self.afterObservation)
        continue
      }
      let supplied = days.map { Int32(min(max($0.rounded(), 1), 36_500)) }
      let indication = vocabulary.indication(of: table.integer(concept) ?? 0)
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
    _ table: OMOPReader, _ concept: OMOPReader.Field
  ) throws(IntakeError) -> [OMOPVocabulary.Ingredient]? {
    let drug = table.integer(concept) ?? 0
    guard try table.accept() else { return nil }
    if vocabulary.isUnmapped(drug: drug) { countUnmapped(table.table, drug) }
    return vocabulary.ingredients(of: drug)
  }
}
