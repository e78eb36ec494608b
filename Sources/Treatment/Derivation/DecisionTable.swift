/// Judges one new element against what runs and what went before: the rules S04 and S07 to S25.
///
/// Not: bundles, episodes and companions, which ``StepDerivation`` settles before it asks.
/// Source: Documentation/Treatment/Derivation.md, "The decision table" (F11, F16-F23).
struct DecisionTable: Sendable {
  let formulary: Formulary
  let parameters: DerivationParameters

  struct Answer {
    var rule: DecisionRule
    var strategy: Strategy
    var tags: StepTags = []
    var facts = DerivedStep.Facts()
    /// An element that runs on for as many days from the onset is part of the step's regimen.
    var threshold: Int32
    var leavesTapered = false

    /// Whether an element is, however short its time, because it still runs at the data end (F13, F21; S21 by F42).
    func takesRunning(_ era: Era, at dataEnd: Int32) -> Bool {
      switch rule {
      case .declared, .s16, .s17, .s18: era.isCensored
      case .s09, .s11, .s12, .s13: era.isCensored && era.kind == .antidepressant
      case .s21: era.end >= dataEnd && era.kind == .antidepressant
      default: false
      }
    }
  }

  /// What an element meets at its onset beside the record: places among its eras.
  ///
  /// It holds no part of the record, which would be counted for every element of every patient.
  struct Meeting {
    /// Elements earlier in the episode.
    let past: [Int32]
    /// The element's own bundle.
    let members: [Int32]
    /// Every element that opens a step.
    let opening: [Int32]
  }

  /// Antidepressants of the element's own bundle, and those that start with it or later.
  private func beside(_ element: Int32, _ record: TreatmentRecord, _ meeting: Meeting) -> [Era] {
    let start = record.era(element).start
    return meeting.opening.compactMap { place in
      let other = record.era(place)
      let isBeside =
        other.kind == .antidepressant && place != element
        && (other.start >= start || meeting.members.contains(place))
      return isBeside ? other : nil
    }
  }

  func judge(_ place: Int32, of record: TreatmentRecord, in meeting: Meeting) -> Answer {
    let new = record.era(place)
    let onset = new.start
    let entry = formulary.entries[Int(new.agent)]
    let limit = parameters.overlapSwitchMax
    var facts = DerivedStep.Facts()
    facts.run = new.end - onset + 1
    func answer(
      _ rule: DecisionRule, _ strategy: Strategy, _ tags: StepTags = [], threshold: Int32? = nil,
      leavesTapered: Bool = false
    ) -> Answer {
      Answer(
        rule: rule, strategy: strategy, tags: tags, facts: facts, threshold: threshold ?? limit + 1,
        leavesTapered: leavesTapered)
    }
    var running: [Era] = []
    var lastEnd = Int32.min
    var hasAntidepressant = false
    for earlier in meeting.past {
      let era = record.era(earlier)
      guard era.kind == .antidepressant, era.start < onset else { continue }
      hasAntidepressant = true
      lastEnd = max(lastEnd, era.end)
      if era.end >= onset - 1 { running.append(era) }
    }
    func tail(_ era: Era) -> Int32 { max(0, era.end - onset + 1) }
    func measure() {
      facts.running = Int32(running.count)
      facts.longestTail = 0
      facts.shortestTail = running.first.map(tail) ?? 0
      for era in running {
        facts.longestTail = max(facts.longestTail, tail(era))
        facts.shortestTail = min(facts.shortestTail, tail(era))
      }
      if hasAntidepressant, running.isEmpty { facts.gap = onset - lastEnd - 1 }
    }
    measure()

    if let declared = new.declared { return answer(.declared, declared) }
    if new.kind == .ownStrategy { return answer(.f11, entry.strategy) }
    if meeting.past.isEmpty {
      switch new.kind {
      case .antidepressant: return answer(.s04, .firstLine)
      case .augmenter, .psychotherapy: return answer(.s04, .firstLineOther)
      default: break
      }
    }
    var used = Int32.min
    for earlier in meeting.past where isSameTreatment(record.era(earlier), new) {
      used = max(used, record.era(earlier).end)
    }
    // A further course of what is given in courses is a step of its own strategy, never S07 (F38).
    let isCourse = Self.comesInCourses(new, entry)
    if used != .min, !isCourse, entry.traits.contains(.isDrug), onset - used - 1 > parameters.eraGapDays {
      return answer(.s07, .rechallenge)
    }
    let again: StepTags = isCourse && used != .min ? .repeated : []
    /// Whether an old drug runs on beyond so many days; a censored one exceeds every threshold (F21).
    func runsOn(beyond days: Int32) -> Bool { running.contains { tail($0) > days || $0.isCensored } }
    switch new.kind {
    case .ect:
      // Any ECT, of whatever episode (F6).
      let follows = record.eras.contains { $0.kind == .ect && $0.start < onset && onset - $0.end <= 28 }
      if entry.traits.contains(.isMaintenanceECT) || follows { return answer(.s08, .maintenance, again) }
      return answer(.s09, .ect, again.union(runsOn(beyond: 14) ? .addOn : .replace), threshold: 15)
    case .rapidActing: return answer(.s10, entry.strategy, again)
    case .neuromodulation:
      return answer(
        .s11, .neuromodulation, again.union(runsOn(beyond: 14) ? .addOn : .replace), threshold: 15)
    case .psychotherapy:
      return runsOn(beyond: limit) ? answer(.s12, .psychotherapyAdded) : answer(.s13, .psychotherapySwitch)
    case .augmenter:
      running += beside(place, record, meeting).filter { $0.start <= onset + 14 && $0.end >= onset - 1 }
      measure()
      if running.isEmpty { return answer(.s15, .otherMonotherapy) }
      if running.allSatisfy({ tail($0) < 14 && !$0.isCensored }) {
        return answer(.s16, .otherMonotherapy, .augmentAborted, threshold: 14)
      }
      let isSwap = meeting.past.contains {
        let era = record.era($0)
        return era.kind == .augmenter && !era.isCensored && abs(era.end - onset) <= 30
          && running.contains { $0.start <= era.end && $0.end >= era.start }
      }
      return answer(isSwap ? .s17 : .s18, entry.strategy, isSwap ? .augmentSwap : [], threshold: 14)
    default: break
    }

    // Antidepressants from here on.
    if !hasAntidepressant {
      let inTherapy = meeting.past.contains {
        let era = record.era($0)
        return era.kind == .psychotherapy && era.start < onset && era.end >= onset
      }
      return answer(.s18a, .firstLine, inTherapy ? [.afterNonAD, .addToPsych] : .afterNonAD)
    }
    if running.isEmpty {
      let stopped = meeting.past.map { record.era($0) }.filter {
        $0.kind == .antidepressant && $0.end == lastEnd
      }
      if facts.gap <= parameters.seqSwitchGapMax { return answer(.s19, within(new, stopped)) }
      if facts.gap <= parameters.seqSwitchGapMax + washout(before: new, after: stopped) {
        return answer(.s19, within(new, stopped), .washout)
      }
      return answer(.s20, .switchAfterGap)
    }
    // Active at the data end, whether that is stated, blank or the last day of any row (F42).
    if record.dataEnd - onset + 1 <= limit, new.end >= record.dataEnd,
      running.contains(where: { $0.end >= record.dataEnd })
    {
      return answer(.s21, .undetermined)
    }
    if facts.run <= limit, !new.isCensored, running.contains(where: { $0.end > new.end }) {
      return answer(.s22, .combineAborted)
    }
    let long = running.filter { tail($0) > limit }
    if long.isEmpty { return answer(.s23, within(new, running)) }
    if long.allSatisfy({ isTapered($0, at: onset, record) && tail($0) <= parameters.taperEndMax }) {
      if long.contains(where: \.isCensored) { return answer(.s24, .undetermined) }
      return answer(.s24, within(new, running), .slowTaper, leavesTapered: true)
    }
    let isPartial = long.count < running.count
    return answer(.s25, .combine, isPartial ? .partialReplace : [])
  }

  /// Ketamine, esketamine, ECT and stimulation; any other drug that acts within days is judged as a drug.
  private static func comesInCourses(_ era: Era, _ entry: Formulary.Entry) -> Bool {
    switch era.kind {
    case .ect, .neuromodulation: true
    case .rapidActing: entry.traits.contains(.isKetamine) || !entry.traits.contains(.isDrug)
    default: false
    }
  }

  /// One agent, every placement of acute ECT being one.
  private func isSameTreatment(_ era: Era, _ other: Era) -> Bool {
    if era.agent == other.agent { return true }
    guard era.kind == .ect, other.kind == .ect else { return false }
    return [era, other].allSatisfy {
      !formulary.entries[Int($0.agent)].traits.contains(.isMaintenanceECT)
    }
  }

  /// P1: a switch within the class only where every drug that stopped is of the new one's class.
  private func within(_ new: Era, _ stopped: [Era]) -> Strategy {
    let own = formulary.entries[Int(new.agent)].switchClass
    return stopped.allSatisfy { formulary.entries[Int($0.agent)].switchClass == own }
      ? .switchWithin : .switchOut
  }

  private func washout(before new: Era, after stopped: [Era]) -> Int32 {
    let startsMAOI = formulary.entries[Int(new.agent)].traits.contains(.isMAOI)
    if startsMAOI,
      stopped.contains(where: { formulary.entries[Int($0.agent)].traits.contains(.isFluoxetine) })
    {
      return parameters.fluoxetineTailDays
    }
    let stopsMAOI = stopped.contains { formulary.entries[Int($0.agent)].traits.contains(.isMAOI) }
    return startsMAOI || stopsMAOI ? parameters.maoiWashout : 0
  }

  /// P3, whatever rule fired: an antidepressant that begins beside an MAOI or fewer than 14 days after one, and an MAOI that begins
  /// beside another antidepressant or as few days after it, 35 after fluoxetine (F39).
  func warnsOfMAOI(_ place: Int32, beside others: [Int32], _ eras: [Era]) -> Bool {
    let new = eras[Int(place)]
    guard new.kind == .antidepressant else { return false }
    let startsMAOI = formulary.entries[Int(new.agent)].traits.contains(.isMAOI)
    return eras.indices.contains { other in
      let era = eras[other]
      let traits = formulary.entries[Int(era.agent)].traits
      guard era.agent != new.agent, era.start <= new.start || others.contains(Int32(other)),
        era.start <= new.end
      else { return false }
      if traits.contains(.isMAOI) { return new.start - era.end < parameters.maoiWashout }
      guard startsMAOI, era.kind == .antidepressant else { return false }
      return new.start - era.end
        < (traits.contains(.isFluoxetine) ? parameters.fluoxetineTailDays : parameters.maoiWashout)
    }
  }

  /// S24: the lowest dose in the window from the onset is at most a part of the highest in the window before it (F22).
  ///
  /// Days of unknown dose are passed over.
  private func isTapered(_ era: Era, at onset: Int32, _ record: TreatmentRecord) -> Bool {
    var before = Double.nan
    var after = Double.nan
    for segment in record.segments[Int(era.segments.lowerBound)..<Int(era.segments.upperBound)]
    where !segment.dose.isNaN {
      if segment.start < onset, segment.end >= onset - parameters.taperWindow, !(segment.dose <= before) {
        before = segment.dose
      }
      if segment.end >= onset, segment.start < onset + parameters.taperWindow, !(segment.dose >= after) {
        after = segment.dose
      }
    }
    return after <= before * parameters.taperFraction
  }
}
