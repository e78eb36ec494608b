import Treatment

/// Reads the cells of one row of a table, and notes what is wrong with them.
struct RowReading {
  let table: TableDecoder
  let row: CSVRow
  let catalogue: Catalogue
  let dates: CohortDeclaration.Dates
  var issues: [InputIssue] = []

  mutating func fail(_ slot: Int, _ expected: String, found: String? = nil) {
    issues.append(row.issue(at: table.place(of: slot), expected: expected, found: found))
  }

  func text(_ name: String) -> String? {
    guard let slot = table.slot(name) else { return nil }
    return text(slot)
  }

  func text(_ slot: Int) -> String? {
    switch table.cell(slot, in: row) {
    case .missing: nil
    case .text(let text): text
    case .field(let field): row.text(field)
    }
  }

  /// A whole number; an issue where there is something else, or nothing and one is needed.
  mutating func integer(_ name: String, needed: Bool = false, _ what: String = "a whole number") -> Int? {
    guard let slot = table.slot(name) else { return nil }
    switch table.cell(slot, in: row) {
    case .missing:
      if needed { fail(slot, "\(what) in '\(name)'") }
      return nil
    case .text(let text):
      // Bounded where cohort.yaml is read, which knows the place.
      return Int(text).flatMap { DayRange.all.contains($0) ? $0 : nil }
    case .field(let field):
      guard let value = row.integer(field), DayRange.all.contains(value) else {
        fail(slot, "\(what) in '\(name)'", found: row.integer(field) == nil ? nil : "a number too large")
        return nil
      }
      return value
    }
  }

  /// A day, or days since 1970 where the cohort has ISO dates and the table has this one as a date.
  mutating func day(_ name: String, needed: Bool = false) -> Int? {
    guard dates == .iso, let date = table.table.kind.dateColumns[name], let slot = table.slot(date),
      table.has(date)
    else { return integer(name, needed: needed, "a whole day") }
    guard let text = text(slot) else {
      if needed { fail(slot, "a date as 2024-01-31 in '\(date)'") }
      return nil
    }
    guard let day = CalendarDay.number(of: text) else {
      fail(slot, "a date as 2024-01-31 in '\(date)'")
      return nil
    }
    return day
  }

  mutating func number(_ name: String, needed: Bool = false) -> Double? {
    guard let slot = table.slot(name) else { return nil }
    switch table.cell(slot, in: row) {
    case .missing:
      if needed { fail(slot, "a number in '\(name)'") }
      return nil
    case .text(let text): return Double(text)
    case .field(let field):
      guard let value = row.number(field) else {
        fail(slot, "a number in '\(name)'")
        return nil
      }
      return value
    }
  }

  /// A score inside its scale's range.
  mutating func score(_ name: String, on scale: Int, needed: Bool = false) -> Double? {
    guard let slot = table.slot(name), let value = number(name, needed: needed) else { return nil }
    return isInRange(value, of: scale, at: table.place(of: slot)) ? value : nil
  }

  mutating func isInRange(_ value: Double, of scale: Int, at field: Int) -> Bool {
    let scale = catalogue.scales[scale]
    if value >= scale.lowest, value <= scale.highest { return true }
    issues.append(
      row.issue(
        at: field, expected: Self.expectedScore(on: scale, in: table.header[field]), found: Self.outsideRange)
    )
    return false
  }

  static let outsideRange = "a number outside that range"

  static func expectedScore(on scale: Scale, in name: String) -> String {
    "a number from \(plain(scale.lowest)) to \(plain(scale.highest)) in '\(name)' (\(scale.id))"
  }

  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }

  mutating func scale(needed: Bool = true) -> Int? {
    guard let slot = table.slot("scale") else { return nil }
    guard let text = text(slot) else {
      if needed { fail(slot, "a scale of the catalogue in 'scale'") }
      return nil
    }
    if let scale = catalogue.scale(named: text) { return scale }
    issues.append(
      row.issue(at: table.place(of: slot), expected: Self.expectedScale(text, in: "scale", catalogue)))
    return nil
  }

  /// Names of the catalogue stand in it where they are near to the cell's text, which is `nil` for an empty cell.
  static func expectedScale(_ text: String?, in name: String, _ catalogue: Catalogue) -> String {
    let expected = "a scale of the catalogue in '\(name)'"
    guard let text else { return expected }
    let near = catalogue.nearestScales(to: text)
    let all = catalogue.scales.map(\.id).joined(separator: ", ")
    return expected + (near.isEmpty ? " (there are: \(all))" : InputIssue.hint(near))
  }

  /// What the row's agent is called stands for.
  mutating func agent() -> AgentName? {
    guard let slot = table.slot("agent") else { return nil }
    guard let text = text(slot) else {
      fail(slot, "an agent of the catalogue in 'agent'")
      return nil
    }
    let meanings = catalogue.meanings(ofAgentNamed: text)
    if meanings.count == 1 { return meanings[0] }
    if meanings.count > 1 {
      let names = meanings.map { catalogue.agents[$0.agent].name }.joined(separator: ", ")
      fail(slot, "one agent of the catalogue in 'agent'", found: "a text that may be several: \(names)")
      return nil
    }
    fail(slot, "an agent of the catalogue in 'agent'" + InputIssue.hint(catalogue.nearestAgents(to: text)))
    return nil
  }

  /// Checks the optional columns that no rule reads yet, so that a mistake in them is not found later.
  mutating func checkOthers() {
    for (slot, name, column) in table.unread {
      switch column {
      case .number: _ = number(name)
      case .day: _ = integer(name, "a whole day")
      case .count: _ = integer(name)
      case .word(let words):
        if let text = text(slot), !words.contains(text) {
          fail(slot, "one of \(words.joined(separator: ", ")) in '\(name)'")
        }
      default: break
      }
    }
  }
}
