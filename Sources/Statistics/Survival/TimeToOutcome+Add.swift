import Summaries
public import Treatment

extension TimeToOutcome {
  public func add(_ page: PatientPage, to summary: inout TimeSummary) {
    guard page.rows.count > 0 else { return }
    let selection = RowSelection(page, scales: scale.map { [$0] }, where: filter)
    guard page.histories.count == page.patientCount else {
      summary.withoutDays += (0..<page.rows.count).count(where: selection.keeps)
      return
    }
    let reader = PageTimes(self, page)
    // Few groups a page: texts are asked for once each.
    var sums: [[UInt32]: TimeGroupSums] = [:]
    var seen: [[UInt32]: Bool] = [:]
    var isNoted = page.catalogue.scales.map { _ in false }
    var history = PatientHistory()
    var rows: [Int] = []
    for patient in 0..<page.patientCount {
      selection.rows(of: patient, into: &rows)
      if rows.isEmpty { continue }
      page.histories.copy(patient, to: &history)
      seen.removeAll(keepingCapacity: true)
      for row in rows {
        let scale = Int(page.rows.scale[row])
        if !isNoted[scale] { summary.note(page, scale) }
        isNoted[scale] = true
        let group = reader.group(of: row)
        if seen[group] != nil {
          sums[group, default: TimeGroupSums()].furtherSteps += 1
          continue
        }
        let answer = reader.answer(row, of: patient, history)
        sums[group, default: TimeGroupSums()].add(answer, until: until)
        switch answer {
        case .time: seen[group] = true
        // What is found out later makes no other step the first.
        case .excluded(.beforeEntry), .excluded(.noFollowUp): seen[group] = false
        case .excluded: break
        }
      }
      if seen.values.count(where: { $0 }) > 1 { summary.patientsInSeveral += 1 }
    }
    for (codes, own) in sums {
      let group = TimeSummary.Group(values: codes.map(page.vocabulary.text(of:)))
      for (place, key) in keys.enumerated() where key.isOpen {
        summary.levels[place].insert(group.values[place])
      }
      summary.groups.merge(own, into: group)
    }
  }
}

extension TimeSummary {
  /// Notes what finishing needs to know of a scale.
  fileprivate mutating func note(_ page: PatientPage, _ place: Int) {
    scales.note(page, at: place)
    let scale = page.catalogue.scales[place]
    if let least = scale.relapseCutoff { relapseCutoffs.merge(LeastNumber(least: least), into: scale.id) }
  }
}

/// The times of the steps of one page.
private struct PageTimes {
  let question: TimeToOutcome
  let page: PatientPage
  let columns: [[UInt32]]
  let starts: [Double]
  let rules: [TimeRule?]
  let deaths: [Double]
  let dropouts: [Double]
  let window: BaselineWindow

  init(_ question: TimeToOutcome, _ page: PatientPage) {
    self.question = question
    self.page = page
    columns = question.keys.map { $0.codes(in: page, baseline: question.baseline) }
    starts = question.baseline == .step ? page.rows.baseline : page.rows.entry
    rules = page.catalogue.scales.map(question.rule)
    window = page.baselineWindow ?? BaselineWindow()
    func days(_ name: String?) -> [Double] {
      guard let name, case .number(let values) = page.patientCovariate(name, as: .number) else { return [] }
      return values
    }
    (deaths, dropouts) = (days(question.death), days(question.dropout))
  }

  func group(of row: Int) -> [UInt32] { columns.map { $0[row] } }

  func answer(_ row: Int, of patient: Int, _ history: PatientHistory) -> StepFollowUp.Answer {
    let place = page.rows.scale[row]
    let scale = page.catalogue.scales[Int(place)]
    guard let rule = rules[Int(place)] else { return .excluded(.noFollowUp) }
    guard page.rows.startDay[row] != StepColumns.missingDay else { return .excluded(.noFollowUp) }
    var scores = history.assessments.filter { $0.scale == place }.map { (day: Int($0.day), score: $0.score) }
    guard !scores.isEmpty else { return .excluded(.notAssessed) }
    let step = followUp(row, of: patient, history)
    if step.isGone(by: step.start) { return .excluded(.gone) }
    leaveBaseline(of: step, row, from: &scores)
    switch question.outcome {
    case .response:
      let needsStart = if case .atMost = scale.responseRule { false } else { true }
      if needsStart, step.baseline.isNaN || step.baseline <= scale.lowest { return .excluded(.noBaseline) }
      return step.time(scores, from: step.start, tail: question.tail) { rule.holds(from: step.baseline, $0) }
    case .remission:
      if scale.remits(at: page.rows.baseline[row]) == true { return .excluded(.inRemissionAtStart) }
      return step.time(scores, from: step.start, tail: question.tail) { rule.holds(from: step.baseline, $0) }
    case .relapse:
      if scale.remits(at: page.rows.baseline[row]) == true { return .excluded(.inRemissionAtStart) }
      var unlimited = step
      unlimited.observed = step.start
      guard
        case .time(let first) = unlimited.time(
          scores, from: step.start, tail: question.tail, { scale.remits(at: $0) ?? false }),
        first.end == .event
      else { return .excluded(.neverRemitted) }
      return step.time(scores, from: step.start + first.to, tail: nil) { rule.holds(from: step.baseline, $0) }
    }
  }

  /// A score after the start that serves as the baseline is never the outcome.
  private func leaveBaseline(
    of step: StepFollowUp, _ row: Int, from scores: inout [(day: Int, score: Double)]
  ) {
    guard !page.rows.baseline[row].isNaN,
      !scores.contains(where: { ((step.start - window.before)...step.start).contains($0.day) }),
      let first = scores.firstIndex(where: { $0.day > step.start }),
      scores[first].day <= step.start + window.after
    else { return }
    scores.remove(at: first)
  }

  private func followUp(_ row: Int, of patient: Int, _ history: PatientHistory) -> StepFollowUp {
    let start = page.rows.startDay[row]
    var next: Int32?
    for other in page.rowStart[patient]..<page.rowStart[patient + 1] {
      let day = page.rows.startDay[other]
      if day > start, day < next ?? .max { next = day }
    }
    let end = page.rows.endDay[row]
    let isOver = end != StepColumns.missingDay && end < history.dataEnd
    let wasLost = history.exposures.contains {
      $0.stopReason == .lost && ($0.isOpen ? history.dataEnd : $0.endDay) == end
    }
    func day(_ values: [Double]) -> Int? {
      values.isEmpty || values[patient].isNaN ? nil : Int(values[patient].rounded(.down))
    }
    return StepFollowUp(
      start: Int(start), end: isOver ? Int(end) : nil, next: next.map(Int.init), baseline: starts[row],
      observed: max(history.entryDay, Int(start) + question.landmark), death: day(deaths),
      dropout: day(dropouts), lostWith: wasLost ? Int(end) : nil)
  }
}
