/// Steps from treatments whose strategy is declared, named by the catalogue, or plain from one active treatment
/// at a time.
///
/// An exposure's strategy is, in this order:
///
/// 1. the one declared for it;
/// 2. for a procedure or control arm, the catalogue's (`PSYCHOTHERAPY` stays that: added or switched to is
///    not decided here);
/// 3. for a drug that starts while no other active treatment runs: ketamine and esketamine `KETAMINE`;
///    `RECHALLENGE` where the episode has the same drug; other rapid-acting agents `OTHER`; an antidepressant
///    `FIRST_LINE` where the episode has none before it, else `SWITCH`, or `SWITCH_AFTER_GAP` after more
///    than `switchGapDays` days without an antidepressant; an augmenter `FIRST_LINE_OTHER` where nothing
///    came before it, else `OTHER_MONO`.
///
/// Exposures that start on one day with one strategy are one step; an exposure that continues an earlier one
/// (same agent, same strategy or none declared, overlapping or abutting; an undeclared drug also after a pause
/// of at most `eraGapDays` days, 7 for ketamine and 10 for esketamine, in which nothing else started) prolongs it. Steps count from 1, and again
/// from 1 in a new episode, which begins after more than `episodeGapDays` days without active treatment.
///
/// Without a declaration these are no steps, by the decision table: drugs for sleep, `LIFESTYLE`, and supportive
/// counselling. They neither open, close nor overlap a step.
///
/// Units: days from the patient's own day 0; intervals closed.
/// Not: a derivation. It reads no dose (a low dose of a drug counts as the drug), no remission between
/// episodes, no cross-taper, and does not tell a switch within a class from one out of it.
/// Throws: ``TreatmentError/overlappingTreatments`` where a drug starts without a declared strategy while
/// another active treatment runs, and where treatments of different strategies, not both declared, start
/// on one day; ``TreatmentError/conflictingStrategies`` where both are.
/// Source: adequacy.md, sections 2, 6 (S01, S03, S04, S07, S10, S14, S15, S18a, S19, S20) and 10 (F1, F3, F11-F15).
public struct DeclaredSteps: StepRule {
  public var eraGapDays = 30
  public var switchGapDays = 90
  public var episodeGapDays = 180
  /// Days between sessions of one course of ketamine (KET_IV) and esketamine (ESK_NS), as the catalogue's
  /// procedures have them; the bare names stand for those procedures (F11).
  private static let courseGapDays = ["ketamine": 7, "esketamine": 10]

  public init() {}

  public var name: String { "declared" }

  public func steps(of history: PatientHistory, in catalogue: Catalogue) throws(TreatmentError) -> [Step] {
    let treatments = active(history, catalogue)
    var steps: [Step] = []
    var path = Path()
    var place = 0
    while place < treatments.count {
      let start = treatments[place].start
      var past = place
      while past < treatments.count, treatments[past].start == start { past += 1 }
      try add(treatments[place..<past], to: &steps, path: &path)
      place = past
    }
    for place in steps.indices.dropLast() {
      let latest = steps[place + 1].startDay - 1
      steps[place].endDay = min(steps[place].endDay ?? latest, latest)
    }
    if let last = steps.indices.last { steps[last].endDay = steps[last].endDay ?? history.lastDay }
    return steps
  }

  /// An exposure that is an active treatment.
  private struct Treatment {
    var agent: Int
    var described: Agent
    var start: Int
    /// `nil` = runs on.
    var end: Int?
    var declared: String?
    /// Declared, or the catalogue's; `nil` for a drug, which is judged by what went before.
    var strategy: String?

    /// Days between this treatment's end and a later day; `nil` where it still runs on that day.
    func gap(before day: Int) -> Int? {
      guard let end, end < day else { return nil }
      return day - end - 1
    }
  }

  /// What the patient had so far in the current episode.
  private struct Path {
    var episode = 1
    var number = 0
    /// Every treatment of the episode, and the place of the step that it belongs to.
    var past: [(treatment: Treatment, step: Int)] = []
  }

  /// Active treatments by start, then by name, so that the order of the file's rows does not matter.
  private func active(_ history: PatientHistory, _ catalogue: Catalogue) -> [Treatment] {
    var result: [Treatment] = []
    for exposure in history.exposures {
      let agent = catalogue.agents[Int(exposure.agent)]
      let declared = exposure.declared?.name
      let strategy = declared ?? (agent.strategyCode.isEmpty ? nil : agent.strategyCode)
      if declared == nil, agent.opensNoStep { continue }
      var end = exposure.isOpen ? nil : Int(exposure.endDay)
      if let last = history.lastDay, let day = end { end = min(day, last) }
      result.append(
        Treatment(
          agent: Int(exposure.agent), described: agent, start: Int(exposure.startDay), end: end,
          declared: declared,
          strategy: strategy))
    }
    result.sort { first, second in
      if first.start != second.start { return first.start < second.start }
      if first.agent != second.agent {
        return first.described.name.unicodeScalars.lexicographicallyPrecedes(
          second.described.name.unicodeScalars)
      }
      return (first.end ?? .max, first.strategy ?? "") < (second.end ?? .max, second.strategy ?? "")
    }
    return result
  }

  /// Adds the treatments that start on one day.
  private func add(
    _ sameDay: ArraySlice<Treatment>, to steps: inout [Step], path: inout Path
  ) throws(TreatmentError) {
    var fresh: [Treatment] = []
    for treatment in sameDay where !prolongs(treatment, &steps, &path) { fresh.append(treatment) }
    guard let day = fresh.first?.start else { return }
    if !path.past.isEmpty, path.past.allSatisfy({ $0.treatment.gap(before: day) ?? 0 > episodeGapDays }) {
      path = Path(episode: path.episode + 1)
    }
    var strategy = ""
    for (place, treatment) in fresh.enumerated() {
      let own: String
      if let given = treatment.strategy {
        own = given
      } else {
        guard path.past.allSatisfy({ $0.treatment.gap(before: day) != nil }),
          fresh.allSatisfy({ $0.agent == treatment.agent })
        else { throw TreatmentError.overlappingTreatments }
        own = plain(treatment, path)
      }
      if place == 0 {
        strategy = own
      } else if own != strategy {
        throw fresh.allSatisfy({ $0.declared != nil })
          ? TreatmentError.conflictingStrategies : TreatmentError.overlappingTreatments
      }
    }
    path.number += 1
    path.past += fresh.map { ($0, steps.count) }
    var agents: [Int] = []
    for treatment in fresh where !agents.contains(treatment.agent) { agents.append(treatment.agent) }
    let ends = fresh.map(\.end)
    steps.append(
      Step(
        episode: path.episode, number: path.number, strategy: Strategy(strategy), agents: agents,
        startDay: day,
        endDay: ends.contains(nil) ? nil : ends.compactMap { $0 }.max()))
  }

  /// Whether the treatment goes on with one that was begun before; if so it is joined to that one's step.
  private func prolongs(_ treatment: Treatment, _ steps: inout [Step], _ path: inout Path) -> Bool {
    let start = treatment.start
    for (before, step) in path.past.reversed() where before.agent == treatment.agent && before.start < start {
      guard treatment.declared == nil || treatment.declared == steps[step].strategy.name else { continue }
      let gap = before.gap(before: start) ?? 0
      if gap > 0 {
        // A pause is part of the era only where the era needs no strategy of its own and nothing came between.
        let room = Self.courseGapDays[treatment.described.name] ?? eraGapDays
        guard treatment.strategy == nil, gap <= room,
          !path.past.contains(where: { $0.treatment.start >= start - gap && $0.treatment.start < start })
        else { continue }
      }
      path.past.append((treatment, step))
      if let end = steps[step].endDay { steps[step].endDay = treatment.end.map { max(end, $0) } }
      return true
    }
    return false
  }

  /// The strategy of a drug that starts while nothing else runs.
  private func plain(_ treatment: Treatment, _ path: Path) -> String {
    let drug = treatment.described
    if Self.courseGapDays[drug.name] != nil { return "KETAMINE" }
    if path.past.contains(where: { $0.treatment.agent == treatment.agent }) { return "RECHALLENGE" }
    if drug.isRapidActingOrECT { return "OTHER" }
    guard drug.role == "antidepressant" else { return path.past.isEmpty ? "FIRST_LINE_OTHER" : "OTHER_MONO" }
    let gaps = path.past.map(\.treatment).filter { $0.described.role == "antidepressant" }
      .compactMap { $0.gap(before: treatment.start) }
    guard let shortest = gaps.min() else { return "FIRST_LINE" }
    return shortest <= switchGapDays ? "SWITCH" : "SWITCH_AFTER_GAP"
  }
}

extension Agent {
  /// Whether the decision table makes a covariate or an event of the agent, and no step, unless a strategy is
  /// declared for it.
  var opensNoStep: Bool {
    role == "sleep" || role == "anxiolytic" || strategyCode == "LIFESTYLE" || name == "SUPPORTIVE"
  }
}
