internal import Treatment

/// The values of one row of a steps file that a request needs.
struct StepsRow {
  enum CovariateValue {
    case text(UInt32)
    case number(Double)
  }

  var record = StepsRecord(
    episode: 1, step: 1, scale: 0, strategy: 0, agents: 0, startDay: 0, endDay: 0)
  var baseline = Double.nan
  var endpoint = Double.nan
  var entry = Double.nan
  var last = Double.nan
  var leadingAgent: UInt32 = 0
  var allAgents: UInt32 = 0
  var covariates: [CovariateValue] = []

  /// Whether any score of the row is there; the endpoint counts before its day is looked at.
  var hasScore = false
}

extension StepsFiller {
  /// What a row says, or everything that is wrong with it.
  func read(_ row: CSVRow) -> (values: StepsRow, issues: [InputIssue]) {
    var values = StepsRow()
    var issues: [InputIssue] = []
    func bad(_ column: Int, _ expected: String, _ found: String? = nil) {
      issues.append(row.issue(at: column, expected: expected + " in " + layout.name(column), found: found))
    }
    func whole(_ column: Int, from lowest: Int32, _ what: String) -> Int32 {
      if let value = row.integer(column), let small = Int32(exactly: value), small >= lowest { return small }
      bad(column, what, row.integer(column).map { _ in "a number outside that range" })
      return lowest
    }
    if row.isMissing(layout.patient) { bad(layout.patient, "a patient's identifier") }
    if let episode = layout.episode, !row.isMissing(episode) {
      values.record.episode = whole(episode, from: 1, "a whole number from 1")
    }
    values.record.step = whole(layout.step, from: 1, "a whole number from 1")
    if let code = row.withBytes(layout.strategy, { strategy($0) }) {
      values.record.strategy = code
    } else {
      bad(layout.strategy, "a strategy")
    }
    let scale = row.withBytes(layout.scale) { self.scale($0) }
    if let scale {
      values.record.scale = UInt16(truncatingIfNeeded: scale)
    } else {
      let hint = nearestName(to: row.text(layout.scale), among: layout.catalogue.scales.map(\.id))
      bad(
        layout.scale, "a scale of the catalogue",
        row.isMissing(layout.scale)
          ? nil : "a name it does not have" + (hint.map { "; the nearest is '\($0)'" } ?? ""))
    }
    func score(_ column: Int) -> Double {
      if row.isMissing(column) { return .nan }
      guard let value = row.number(column) else {
        bad(column, "a number")
        return .nan
      }
      values.hasScore = true
      guard let scale else { return value }
      let range = layout.catalogue.scales[Int(scale)]
      if value < range.lowest || value > range.highest {
        issues.append(
          row.issue(
            at: column,
            expected: "a number from \(Self.plain(range.lowest)) to \(Self.plain(range.highest)) in "
              + "\(layout.name(column)) (\(range.id))", found: "a number outside that range"))
      }
      return value
    }
    values.baseline = score(layout.scoreStart)
    values.endpoint = score(layout.scoreEnd)
    if let entry = layout.entry { values.entry = score(entry) }
    if let last = layout.last { values.last = score(last) }
    readAgents(row, &values, &issues)
    readDays(row, &values, &issues)
    for (index, covariate) in layout.covariates.enumerated() {
      switch covariate.kind {
      case .text:
        values.covariates.append(.text(row.withBytes(covariate.column) { self.covariate(index, $0) }))
      case .number:
        let missing = row.isMissing(covariate.column)
        let value = missing ? Double.nan : row.number(covariate.column)
        if value == nil { bad(covariate.column, "a number") }
        values.covariates.append(.number(value ?? .nan))
      }
    }
    for (column, check) in layout.checks where !row.withBytes(column, { check.allows($0, layout.rules) }) {
      bad(column, check.expected)
    }
    return (values, issues)
  }

  private func readAgents(_ row: CSVRow, _ values: inout StepsRow, _ issues: inout [InputIssue]) {
    guard let column = layout.agents else { return }
    guard let set = row.withBytes(column, { agentSet($0) }) else {
      let unknown = row.withBytes(column) { Self.agentNames($0) }.first {
        layout.catalogue.agent(named: $0) == nil
      }
      let hint = nearestName(
        to: unknown ?? "", among: layout.catalogue.agents.flatMap { [$0.name, $0.label] })
      issues.append(
        row.issue(
          at: column, expected: "agents of the catalogue joined by + in \(layout.name(column))",
          found: "a name it does not have" + (hint.map { "; the nearest is '\($0)'" } ?? "")))
      return
    }
    (values.leadingAgent, values.allAgents) = agentCodes[Int(set)]
    values.record.agents = values.allAgents
  }

  private func readDays(_ row: CSVRow, _ values: inout StepsRow, _ issues: inout [InputIssue]) {
    func day(_ column: Int) -> Int32? {
      if let value = row.integer(column), let day = Int32(exactly: value) { return day }
      issues.append(row.issue(at: column, expected: "a whole number of days in \(layout.name(column))"))
      return nil
    }
    let start = layout.startDay.map { day($0) } ?? nil
    if let start { values.record.startDay = start }
    if let column = layout.endDay {
      // A blank end is a step that still runs: Int32.max, later than any day.
      let end = row.isMissing(column) ? Int32.max : day(column)
      if let end { values.record.endDay = end }
      if let start, let end, end < start {
        issues.append(
          row.issue(
            at: column,
            expected: "a day not before \(layout.name(layout.startDay ?? column)) in \(layout.name(column))",
            found: "an earlier day"))
      }
    }
    guard case .nearest(let target, let window) = layout.request.endpoint, let column = layout.endScoreDay
    else {
      return
    }
    let scored = row.isMissing(column) ? nil : day(column)
    if let scored, let start {
      if abs(Int(scored) - (Int(start) + target)) > window { values.endpoint = .nan }
    } else {
      values.endpoint = .nan
    }
  }

  static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
