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
  var marks: StepMarks = []
  var leadingAgent: UInt32 = 0
  var allAgents: UInt32 = 0
  var covariates: [CovariateValue] = []

  /// Whether the step has a score at its start or end, whatever the end's day.
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
    func count(_ column: Int) -> Int32 {
      guard let value = whole(row, column, "a whole number", &issues) else { return 1 }
      if value < 1 { bad(column, "a number from 1", "a lower number") }
      return max(value, 1)
    }
    if row.isMissing(layout.patient) {
      issues.append(row.issue(at: layout.patient, expected: "a patient_id"))
    }
    if let episode = layout.episode, !row.isMissing(episode) { values.record.episode = count(episode) }
    values.record.step = count(layout.step)
    if let code = row.withBytes(layout.strategy, { strategy($0) }) {
      values.record.strategy = code
    } else {
      bad(layout.strategy, "a strategy")
    }
    let scale = row.withBytes(layout.scale) { self.scale($0) }
    if let scale {
      values.record.scale = UInt16(truncatingIfNeeded: scale)
    } else {
      issues.append(row.issue(at: layout.scale, expected: expectedScale(row)))
    }
    func score(_ column: Int, marks: Bool = false) -> Double {
      if row.isMissing(column) { return .nan }
      guard let value = row.number(column) else {
        bad(column, "a number")
        return .nan
      }
      if marks { values.hasScore = true }
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
    values.baseline = score(layout.scoreStart, marks: true)
    values.endpoint = score(layout.scoreEnd, marks: true)
    if let entry = layout.entry { values.entry = score(entry) }
    if let last = layout.last { values.last = score(last) }
    let isElsewhere = layout.tags.map { StepMarks.saysAssessed(row.text($0)) } ?? false
    if values.hasScore || !values.entry.isNaN || !values.last.isNaN || isElsewhere {
      values.marks.insert(.isAssessed)
    }
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
    for (column, check) in layout.checks
    where column != layout.endScoreDay && !row.withBytes(column, { check.allows($0, layout.rules) }) {
      var found: String?
      if case .whole = check, row.integer(column) != nil { found = "a number too large" }
      bad(column, check.expected, found)
    }
    return (values, issues)
  }

  private func readAgents(_ row: CSVRow, _ values: inout StepsRow, _ issues: inout [InputIssue]) {
    guard let column = layout.agents else { return }
    guard let set = row.withBytes(column, { agentSet($0) }) else {
      let unknown = row.withBytes(column) { Self.agentNames($0) }.first {
        layout.catalogue.agent(named: $0) == nil
      }
      issues.append(
        row.issue(
          at: column,
          expected: "agents of the catalogue joined by '+' in \(layout.name(column))"
            + RowReading.hint(layout.catalogue.nearestAgents(to: unknown ?? ""))))
      return
    }
    // A row with an issue is refused, and may lack a strategy.
    if issues.isEmpty { values.leadingAgent = leading(Int(set), in: values.record.strategy) }
    values.allAgents = agentCodes[Int(set)].all
    values.record.agents = values.allAgents
  }

  /// Names of the catalogue stand in it where they are near to the cell.
  private func expectedScale(_ row: CSVRow) -> String {
    let expected = "a scale of the catalogue in \(layout.name(layout.scale))"
    if row.isMissing(layout.scale) { return expected }
    let near = layout.catalogue.nearestScales(to: row.text(layout.scale))
    let all = layout.catalogue.scales.map(\.id).joined(separator: ", ")
    return expected + (near.isEmpty ? " (there are: \(all))" : RowReading.hint(near))
  }

  private func whole(_ row: CSVRow, _ column: Int, _ what: String, _ issues: inout [InputIssue]) -> Int32? {
    let value = row.integer(column)
    if let value, value.magnitude <= StepsLayout.latestDay { return Int32(value) }
    issues.append(
      row.issue(
        at: column, expected: "\(what) in \(layout.name(column))",
        found: value == nil ? nil : "a number too large"))
    return nil
  }

  private func readDays(_ row: CSVRow, _ values: inout StepsRow, _ issues: inout [InputIssue]) {
    let start = layout.startDay.flatMap { column in
      !layout.needsStart && row.isMissing(column) ? nil : whole(row, column, "a whole day", &issues)
    }
    if layout.startDay != nil { values.record.startDay = start ?? StepColumns.missingDay }
    var end: Int32?
    if let column = layout.endDay {
      end = row.isMissing(column) ? nil : whole(row, column, "a whole day", &issues)
      values.record.endDay = end ?? StepColumns.missingDay
      if let start, let end, end < start {
        issues.append(
          row.issue(
            at: column,
            expected: "a day not before \(layout.name(layout.startDay ?? column)) in \(layout.name(column))",
            found: "an earlier day"))
      }
    }
    let endDay = layout.endScoreDay.flatMap {
      row.isMissing($0) ? nil : whole(row, $0, "a whole number", &issues)
    }
    values.record.endScoreDay = endDay ?? StepColumns.missingDay
    let pick = layout.endScore.pick(
      EndScore.Row(
        end: values.endpoint, last: values.last, startDay: start.map(Int.init), endDay: end.map(Int.init),
        endScoreDay: endDay.map(Int.init)))
    (values.endpoint, values.last) = (pick.endpoint, pick.last)
    if pick.isAfterEnd { values.marks.insert(.endsAfterStep) }
  }

  static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
