import Statistics

extension SuppressedTimes {
  /// What a reader must know of the curves.
  var notes: [String] {
    var result = coarseNotes + [visits, unseen].compactMap { $0 } + leftOut
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
      "Days are put together in blocks of \(every): who left in one counts on its last day, and where they were too few to be shown, with the next ones who left that way, or at the end with the last ones; who came counts from its first. Kinds of competing ends are told as one, and Kaplan-Meier's curve, which takes their order within a block, is not told. Tests and mean times are of exact days, told with few digits.",
      distances,
      "Of who is censored in a block half count as there (the life table of actuaries)\(table.until.map { ", but for day \($0)" } ?? ""): where many are, a share is as good as that.",
    ].compactMap { $0 }
  }

  /// How far the shares of the table may be off.
  private var distances: String? {
    let parts = groups.indices.compactMap { place -> String? in
      let group = groups[place]
      guard let counts = group.counts, counts.people > 0, let last = group.rows.last?.day else { return nil }
      guard let points = points(of: table.groups[place], counts) else {
        return "\(title(of: group)) by no stated number, since people came on several days"
      }
      return points.isEmpty ? nil : "\(title(of: group)) \(points) by day \(last)"
    }
    if parts.isEmpty { return nil }
    return
      "So a share is at most so many percentage points from what it would be with nobody held back, at the first of the days told and the last: \(parts.joined(separator: "; "))."
  }

  /// In percentage points, rounded up; empty where there is nothing to be off.
  private func points(of exact: TimeTable.Group, _ shown: SurvivalCounts) -> String? {
    guard exact.counts.entered.counts.count(where: { $0 > 0 }) == 1 else { return nil }
    guard case .ohdsi(let least) = disclosure else { return "" }
    let bound = HeldBackBound(shown.pooled, held: least - 1, isBlock: isBlock).points
    let told = ([bound.first, bound.last].compactMap { $0?.distance }).map {
      NumberText.fixed(($0 * 100).rounded(.up), decimals: 0)
    }
    return Set(told) == ["0"] ? "" : Set(told).count == 1 ? told[0] : told.joined(separator: " to ")
  }

  /// Between which scores events lie.
  private var visits: String? {
    let gaps = shownSums.reduce(into: CountsByDay()) { $0.merge($1.gaps) }
    let all = gaps.total
    guard all > 0 else { return nil }
    let far = gaps.counts.enumerated().reduce(0) { $0 + ($1.offset > Self.farApart ? $1.element : 0) }
    var text =
      "A score shows that the \(table.outcome.rawValue) came about since the score before, and the curve has it on the later day."
    if mayTellMedian(of: all), let median = gaps.median {
      text += " On median the two lie \(median) days apart."
    }
    if let share = share(far, of: all) {
      text +=
        " For \(share) % they lie more than \(Self.farApart) days apart (interval-censored): there the curve may be late by as much."
    }
    return text
  }

  private static let farApart = 28

  /// Of the groups whose numbers are shown.
  private var shownSums: [TimeGroupSums] {
    zip(table.groups, groups).filter { $0.1.counts != nil }.map(\.0.sums)
  }

  /// Whom nobody looked at.
  private var unseen: String? {
    let count = shownSums.reduce(0) { $0 + $1.unseen }
    let people = groups.reduce(0) { $0 + ($1.counts?.people ?? 0) }
    // Without a score all of them ended otherwise.
    let others = groups.reduce(0) { $0 + ($1.counts?.pooled.events[1].total ?? 0) }
    guard !isSmall(max(0, others - count)), let share = share(count, of: people) else { return nil }
    return
      "\(share) % have no score after time zero: they ended otherwise before anybody looked whether there was a \(table.outcome.rawValue)."
  }

  private func isSmall(_ count: Int) -> Bool { count > 0 && disclosure.isSmall(Double(count)) }

  /// A part in percent, where it and the rest may be told; `nil` for none.
  private func share(_ part: Int, of whole: Int) -> String? {
    guard part > 0, !isSmall(part), !isSmall(whole - part) else { return nil }
    func told(_ count: Int) -> Double {
      if case .openSafely = disclosure { Double(Rounding.nearestFive(count)) } else { Double(count) }
    }
    return NumberText.percent(told(part) / told(whole), decimals: isOpen ? 1 : 0)
  }

  /// A median is one patient's value.
  private func mayTellMedian(of all: Int) -> Bool {
    switch disclosure {
    case .none: true
    case .ohdsi(let least): all >= 2 * least
    case .openSafely: false
    }
  }

  /// Steps in no curve, by reason.
  private var leftOut: [String] {
    func amount(_ count: Int) -> String {
      (tellsLeftOut ? Amount(count, under: disclosure)?.of("step", "steps") : nil) ?? "some steps"
    }
    var result = TimeExclusion.allCases.filter { table.excluded($0) > 0 }
      .map { "\($0.words(table)): \(amount(table.excluded($0))), in no curve." }
    if table.tooLate > 0, let until = table.until {
      result.append(
        "Under observation only from day \(until) or later: \(amount(table.tooLate)), in no curve.")
    }
    if table.furtherSteps > 0 {
      result.append(
        "A patient counts once in a group, with the first that could have it. Further ones: \(amount(table.furtherSteps)), left out."
      )
    }
    return result
  }

  /// Where most are no longer followed at the end.
  private var followUp: String? {
    guard let until = table.until ?? meansUntil else { return nil }
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

extension TimeTable {
  func excluded(_ reason: TimeExclusion) -> Int { groups.reduce(0) { $0 + $1.sums.excluded(reason) } }

  var tooLate: Int { groups.reduce(0) { $0 + $1.tooLate } }

  var furtherSteps: Int { groups.reduce(0) { $0 + $1.sums.furtherSteps } }

  /// How many steps are in no curve, for each reason that notes give.
  var leftOut: [Int] {
    (TimeExclusion.allCases.map(excluded) + [tooLate, furtherSteps]).filter { $0 > 0 }
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
    case .gone: "Dead, or lost, by time zero"
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
