import Treatment

/// What a row of exposures says beside its agent and days.
///
/// Source: Documentation/Formats/Cohort.md; Documentation/Treatment/Trials.md, F7, F8, F25; Documentation/Treatment/Derivation.md, F34.
extension RowReading {
  /// Units of `dose_unit`, and how many of each make a milligram a day.
  static let doseUnits: [(name: String, ofMilligram: Double)] = [
    ("mg/day", 1), ("mg/24h", 1), ("mg/week", 7), ("mcg/day", 1000),
  ]

  /// Fills dose, sessions, supply, level, reason, indication and route; issues where a cell cannot be one.
  ///
  /// An indication and a route that the row does not state are those that its agent's name carries.
  mutating func readDetails(of exposure: inout Exposure, as meaning: AgentName) {
    let usual = UsualDose(catalogue.agents[meaning.agent])
    if let dose = amount("dose_mg") {
      usual.write(milligrams: dose, to: &exposure)
    } else if let dose = amount("dose"), let slot = table.slot("dose_unit") {
      let unit = text(slot)
      if let known = Self.doseUnits.first(where: { $0.name == unit }) {
        exposure.dose = dose / known.ofMilligram
      } else {
        let names = Self.doseUnits.map(\.name).joined(separator: ", ")
        fail(slot, "one of \(names) in 'dose_unit' beside a 'dose'")
      }
    }
    if usual.doubts(exposure.dose) { exposure.marks.insert(.doseUnitInDoubt) }
    exposure.level = amount("level") ?? .nan
    exposure.sessions = wholeAmount("sessions") ?? -1
    exposure.daysSupplied = wholeAmount("days_supplied") ?? -1
    exposure.stopReason = text("stop_reason").flatMap(StopReason.init) ?? .unknown
    if let slot = table.slot("indication"), let text = text(slot) {
      if let indication = Indication(rawValue: text) {
        exposure.indication = indication
      } else {
        fail(slot, "one of \(Indication.allCases.map(\.rawValue).joined(separator: ", ")) in 'indication'")
      }
    } else {
      exposure.takeIndication(of: meaning)
    }
    exposure.route = text("route").map { Route($0) } ?? []
    if exposure.route.isEmpty { exposure.route = meaning.route }
  }

  /// A number from 0.
  private mutating func amount(_ name: String) -> Double? {
    guard let slot = table.slot(name), let value = number(name) else { return nil }
    guard value >= 0, value.isFinite else {
      fail(slot, "a number from 0 in '\(name)'", found: "a lower number")
      return nil
    }
    return value
  }

  /// A whole number from 0.
  private mutating func wholeAmount(_ name: String) -> Int32? {
    guard let slot = table.slot(name), let value = amount(name) else { return nil }
    guard value == value.rounded(), value <= Double(DayRange.all.upperBound) else {
      fail(slot, "a whole number in '\(name)'", found: "another number")
      return nil
    }
    return Int32(value)
  }
}

extension RowReading {
  /// Yes, no, or `.some(nil)` for unknown; `nil` for any other word.
  static func answer(_ word: String) -> Bool?? {
    switch word {
    case "yes", "true", "1": true
    case "no", "false", "0": false
    case "unknown": .some(nil)
    default: nil
    }
  }

  /// The reserved columns of a patient beside entry and last day.
  mutating func patientFacts() -> PatientFacts {
    var facts = PatientFacts()
    if let day = integer("episode_start_day", "a whole day") { facts.episodeStartDay = Int32(day) }
    if let day = integer("first_contact_day", "a whole day") { facts.firstContactDay = Int32(day) }
    facts.priorFailures = wholeAmount("prior_failures") ?? -1
    if let slot = table.slot("psychotic"), let text = text(slot) {
      if let answer = Self.answer(text) {
        facts.psychotic = answer
      } else {
        fail(slot, "yes, no or unknown in 'psychotic'")
      }
    }
    return facts
  }
}
