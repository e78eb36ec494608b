import Statistics

extension SuppressedTimes {
  /// What a reader must know of the curves.
  var notes: [String] {
    var result = coarseNotes + [visits].compactMap { $0 } + excluded
    if let short = followUp { result.append(short) }
    if groups.contains(where: { $0.mean != nil }) {
      result.append(
        "Mean days are of Kaplan-Meier's curve, as if who leaves otherwise would go on like who stays"
          + (table.landmark > 0 && table.outcome != .relapse
            ? "; they hold the first \(table.landmark), after which observation begins." : "."))
    }
    for group in groups where group.counts.map({ $0.people > 0 && $0.events[0].total == 0 }) ?? false {
      result.append(
        "\(title(of: group)): nobody had the \(table.outcome.rawValue), so that the curve says no more than how long they were followed."
      )
    }
    if table.patientsInSeveral > 0, groups.count > 1 {
      result.append(
        "Some patients are in more than one group, each with a step of its own; tests take groups for independent."
      )
    }
    for test in tests where test.result == nil { result.append("\(test.heading): \(test.reason)") }
    result += table.notes
    return result
  }

  private var coarseNotes: [String] {
    if isOpen { return [] }
    return [
      "Days are put together in blocks of \(every): who left in one counts on its last day, and where they were too few to be shown, with the next ones who left that way; who came counts from its first. So curves are late by a block or more. Kinds of competing ends are told as one. Tests and mean times are of exact days, told with few digits."
    ]
  }

  /// Between which scores events lie.
  private var visits: String? {
    let gaps = table.groups.reduce(into: CountsByDay()) { $0.merge($1.sums.gaps) }
    let all = gaps.total
    guard all > 0, groups.contains(where: { $0.counts != nil }) else { return nil }
    let far = gaps.counts.enumerated().reduce(0) { $0 + ($1.offset > Self.farApart ? $1.element : 0) }
    var text =
      "A score shows that the \(table.outcome.rawValue) came about since the score before, and the curve has it on the later day."
    if mayTellMedian(of: all), let median = gaps.median {
      text += " On median the two lie \(median) days apart."
    }
    if far > 0, isOpen || ![far, all - far].contains(where: { disclosure.isSmall(Double($0)) }) {
      let share = NumberText.percent(Double(far) / Double(all), decimals: isOpen ? 1 : 0)
      text +=
        " For \(share) % they lie more than \(Self.farApart) days apart (interval-censored): there the curve may be late by as much."
    }
    return text
  }

  private static let farApart = 28

  /// A median is one patient's value.
  private func mayTellMedian(of all: Int) -> Bool {
    switch disclosure {
    case .none: true
    case .ohdsi(let least): all >= 2 * least
    case .openSafely: false
    }
  }

  /// Steps without a time, by reason.
  private var excluded: [String] {
    TimeExclusion.allCases.compactMap { reason in
      let count = table.groups.reduce(0) { $0 + $1.sums.excluded(reason) }
      guard count > 0 else { return nil }
      return
        "\(reason.words(table)): \(Amount(count, under: disclosure)?.of("step", "steps") ?? "some"), in no curve."
    } + further
  }

  private var further: [String] {
    let count = table.groups.reduce(0) { $0 + $1.sums.furtherSteps }
    guard let amount = Amount(count, under: disclosure) else { return [] }
    return [
      "A patient counts once in a group, with the first that could have it: \(amount.of("further step is", "further steps are")) left out."
    ]
  }

  /// Where most are no longer followed at the end.
  private var followUp: String? {
    guard let until = table.until ?? table.meansUntil else { return nil }
    let short = groups.filter { group in
      guard let counts = group.counts, counts.people > 0 else { return false }
      let censored = (0..<until).reduce(0) { $0 + counts.censored[$1] }
      return 2 * censored > counts.people
    }.map { group in
      let counts = group.counts ?? SurvivalCounts(kinds: 1)
      let censored = (0..<until).reduce(0) { $0 + counts.censored[$1] }
      return
        "\(title(of: group)) (\(NumberText.percent(Double(censored) / Double(counts.people), decimals: 0)) %)"
    }
    if short.isEmpty { return nil }
    return
      "Before day \(until) more than half were no longer followed, without the \(table.outcome.rawValue) or another end: \(short.joined(separator: ", ")). What the curves say there rests on the few others."
  }
}

extension TimeExclusion {
  func words(_ table: TimeTable) -> String {
    switch self {
    case .notAssessed: "Never scored on \(table.scale)"
    case .noBaseline: "Without a score to respond from, or at the scale's minimum"
    case .inRemissionAtStart: "In remission at the start"
    case .beforeEntry:
      table.landmark > 0
        ? "Over, or with the \(table.outcome.rawValue), by day \(table.landmark) or before entry"
        : "Over, or with the \(table.outcome.rawValue), before entry"
    case .noFollowUp: "Not seen after time zero"
    case .neverRemitted: "Never seen in remission"
    }
  }
}

extension CountsByDay {
  /// The day by which half of them are counted.
  var median: Int? {
    var sum = 0
    let all = total
    for (day, count) in counts.enumerated() {
      sum += count
      if 2 * sum >= all, all > 0 { return day }
    }
    return nil
  }
}
