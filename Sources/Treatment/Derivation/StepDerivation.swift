/// Makes eras, steps and events of a patient's exposures by the decision table of `adequacy.md`, section 6.
///
/// Every element that opens a step is judged, so nothing stays unclassified; each step keeps the rule that fired and
/// the facts it used. One derivation serves one patient after another and keeps its memory between them.
///
/// Units: days from the patient's own day 0.
/// Not: a judgement of adequacy or outcome (``TreatmentRecord/trials`` stays empty).
/// Source: adequacy.md, sections 6 and 10.
public struct StepDerivation: Sendable {
  /// What provenance calls the rule; the number rises when a step can come out otherwise.
  public static let name = "decision table 1, declared strategies first"

  let catalogue: Catalogue
  let formulary: Formulary
  let parameters: DerivationParameters
  private let table: DecisionTable
  private var builder: EraBuilder

  public init(
    _ catalogue: Catalogue, formulary: Formulary, parameters: DerivationParameters = DerivationParameters()
  ) {
    self.catalogue = catalogue
    self.formulary = formulary
    self.parameters = parameters
    table = DecisionTable(formulary: formulary, parameters: parameters)
    builder = EraBuilder(formulary, parameters)
  }

  /// Writes the patient's road over what the record held.
  public mutating func derive(_ history: PatientHistory, into record: inout TreatmentRecord) {
    record.removeAll()
    builder.build(history, into: &record)
    addDoseEvents(to: &record)
    var opening = record.eras.indices.filter { opensStep(record.eras[$0]) }.map(Int32.init)
    var path = Path()
    var place = 0
    while place < opening.count {
      let bundle = bundle(from: place, of: opening, record)
      place = bundle.past
      let onset = record.eras[Int(bundle.members[0])].start
      if startsEpisode(at: onset, path, record, history) {
        path.episode += path.elements.isEmpty ? 0 : 1
        path.number = 0
        path.elements.removeAll { record.eras[Int($0)].end < onset }
      }
      let companions = add(bundle.members, opening, &path, &record)
      if !companions.isEmpty { opening.removeAll { companions.contains($0) } }
      path.elements += bundle.members + companions
      path.lastOnset = path.elements.map { record.eras[Int($0)].start }.max() ?? onset
    }
    close(&record)
    record.events.sort { ($0.day, $0.era) < ($1.day, $1.era) }
  }

  private struct Path {
    var episode: Int32 = 1
    var number: Int32 = 0
    /// Every element of the episode so far.
    var elements: [Int32] = []
    var lastOnset = Int32.min
  }

  private func opensStep(_ era: Era) -> Bool {
    if era.declared != nil { return true }
    switch era.kind {
    case .covariate, .background, .lifestyle: return false
    default: return true
    }
  }

  /// S02: elements whose onset lies at most 7 days after the first one's; antidepressants must share a day.
  private func bundle(
    from place: Int, of opening: [Int32], _ record: TreatmentRecord
  ) -> (members: [Int32], past: Int) {
    let first = record.eras[Int(opening[place])]
    var members = [opening[place]]
    var past = place + 1
    while past < opening.count {
      let era = record.eras[Int(opening[past])]
      guard era.start - first.start <= 7 else { break }
      // What is declared is taken as it stands: only one day joins it to another.
      if first.declared != nil || era.declared != nil, first.start != era.start { break }
      let parts = members.contains {
        let member = record.eras[Int($0)]
        return member.kind == .antidepressant && era.kind == .antidepressant && member.end < era.start
      }
      if parts {
        // What begins on that day goes with the drug that opens the next step, whatever the names.
        while let last = members.last, record.eras[Int(last)].start == era.start {
          members.removeLast()
          past -= 1
        }
        break
      }
      members.append(opening[past])
      past += 1
    }
    return (members, past)
  }

  /// S03, by a pause or by a run of remission scores (F4).
  private func startsEpisode(
    at onset: Int32, _ path: Path, _ record: TreatmentRecord, _ history: PatientHistory
  ) -> Bool {
    if path.elements.isEmpty { return true }
    if path.elements.allSatisfy({ onset - record.eras[Int($0)].end - 1 > parameters.episodeGapDays }) {
      return true
    }
    for (number, scale) in catalogue.scales.enumerated() where scale.remissionCutoff != nil {
      var from = Int32.max
      for one in history.assessments
      where Int(one.scale) == number && one.day > path.lastOnset && one.day < onset {
        if scale.remits(at: one.score) == true {
          from = min(from, one.day)
          if one.day - from >= parameters.remissionGapDays { return true }
        } else {
          from = .max
        }
      }
    }
    return false
  }

  /// Adds the bundle's step and returns the companions that it takes along (F18).
  private func add(
    _ members: [Int32], _ opening: [Int32], _ path: inout Path, _ record: inout TreatmentRecord
  ) -> [Int32] {
    let onset = record.eras[Int(members[0])].start
    var answers: [(member: Int32, answer: DecisionTable.Answer)] = []
    for member in members {
      let start = record.eras[Int(member)].start
      let beside = opening.filter {
        let era = record.eras[Int($0)]
        return era.kind == .antidepressant && (era.start >= start || members.contains($0)) && $0 != member
      }
      let meeting = DecisionTable.Meeting(
        eras: record.eras, segments: record.segments, dataEnd: record.dataEnd,
        past: path.elements.filter { !members.contains($0) }, beside: beside)
      answers.append((member, table.judge(member, in: meeting)))
    }
    let antidepressants = members.filter { record.eras[Int($0)].kind == .antidepressant }
    func rank(_ answer: (member: Int32, answer: DecisionTable.Answer)) -> Int {
      switch answer.answer.rule {
      case .declared: -1
      case .s08, .s09, .s10, .s11: 0
      default: record.eras[Int(answer.member)].kind == .antidepressant ? 1 : 2
      }
    }
    let order = DecisionRule.allCases
    func number(_ rule: DecisionRule) -> Int { order.firstIndex(of: rule) ?? order.count }
    answers.sort { a, b in
      if rank(a) != rank(b) { return rank(a) < rank(b) }
      if number(a.answer.rule) != number(b.answer.rule) {
        return number(a.answer.rule) < number(b.answer.rule)
      }
      // Eras ascend by onset, then by name.
      return a.member < b.member
    }
    guard let first = answers.first else { return [] }
    var leading = first.answer
    if members.count > 1, leading.rule != .declared {
      leading.tags.insert(.bundle)
      if rank(first) == 1, antidepressants.count > 1 {
        leading.rule = .s02
        let hadTreatment = path.elements.contains { record.eras[Int($0)].kind == .antidepressant }
        leading.strategy = hadTreatment ? .combine : .combineFromStart
        leading.tags.formUnion(label(first.answer))
      }
      for other in answers.dropFirst() {
        leading.tags.formUnion(label(other.answer))
        let isAntidepressant = record.eras[Int(other.member)].kind == .antidepressant
        if rank(first) == 0, isAntidepressant, other.answer.rule != .s07 { leading.tags.insert(.newOral) }
      }
    }
    let companions = leading.rule == .s10 ? companions(of: first.member, members, opening, path, record) : []
    if !companions.isEmpty { leading.tags.insert(.newOral) }
    let new = members + companions
    if leading.rule != .declared, new.contains(where: { table.warnsOfMAOI($0, beside: new, record.eras) }) {
      leading.tags.insert(.dataWarning)
    }
    path.number += 1
    if path.number == 1, path.episode > 1 { leading.tags.insert(.newEpisode) }
    append(leading, leader: first.member, new: new, onset, path, &record)
    return companions
  }

  /// New antidepressants up to 14 days after a rapid-acting agent and before the next step (F18).
  private func companions(
    of leader: Int32, _ members: [Int32], _ opening: [Int32], _ path: Path, _ record: TreatmentRecord
  ) -> [Int32] {
    let rapid = record.eras[Int(leader)].start
    var result: [Int32] = []
    var nextStep = Int32.max
    for candidate in opening where !members.contains(candidate) && !path.elements.contains(candidate) {
      let era = record.eras[Int(candidate)]
      if era.start < rapid { continue }
      if era.kind == .antidepressant, era.declared == nil, era.start <= rapid + 14,
        !path.elements.contains(where: { record.eras[Int($0)].agent == era.agent })
      {
        result.append(candidate)
      } else {
        nextStep = min(nextStep, era.start)
      }
    }
    return result.filter { record.eras[Int($0)].start < nextStep }
  }

  /// What a bundle says of an element that does not lead it (F14).
  private func label(_ answer: DecisionTable.Answer) -> StepTags {
    switch answer.strategy {
    case .augmentLithium: return .augmentLithium
    case .augmentThyroid: return .augmentThyroid
    case .augmentAntipsychotic: return .augmentAntipsychotic
    case .augmentOther: return .augmentOther
    case .psychotherapyAdded, .psychotherapySwitch: return .psychotherapy
    case .ketamine: return .rapidActing
    case .other where answer.rule == .s10: return .rapidActing
    case .ect: return .ect
    case .neuromodulation: return .neuromodulation
    case .rechallenge: return .rechallenge
    default: return []
    }
  }

  private func append(
    _ answer: DecisionTable.Answer, leader: Int32, new: [Int32], _ onset: Int32, _ path: Path,
    _ record: inout TreatmentRecord
  ) {
    func rank(_ place: Int32) -> UInt16 {
      formulary.entries[Int(record.eras[Int(place)].agent)].nameRank
    }
    let eras = new.map { record.eras[Int($0)] }
    var step = DerivedStep(
      episode: path.episode, number: path.number, rule: answer.rule, strategy: answer.strategy, start: onset,
      end: eras.map(\.end).max() ?? onset)
    step.isCensored = eras.contains { $0.isCensored && $0.end == step.end }
    step.tags = answer.tags
    for era in eras {
      if era.marks.contains(.doseReadAsMicrograms) { step.tags.insert(.doseReadAsMicrograms) }
      if era.marks.contains(.doseUnitInDoubt) { step.tags.insert(.doseUnitInDoubt) }
    }
    step.facts = answer.facts
    step.leader = leader
    step.newCount = Int32(new.count)
    let from = record.eras[Int(leader)].start
    let continuing = path.elements.filter { place in
      let era = record.eras[Int(place)]
      guard !new.contains(place), era.start < onset, era.end >= from else { return false }
      if era.isCensored, answer.takesCensored(era.kind) { return true }
      if answer.leavesTapered, era.kind == .antidepressant { return false }
      return era.end - from + 1 >= answer.threshold
    }
    let before = Int32(record.elements.count)
    record.elements += new.sorted { rank($0) < rank($1) } + continuing.sorted { rank($0) < rank($1) }
    step.elements = before..<Int32(record.elements.count)
    record.steps.append(step)
  }

  /// F12: a step ends before the next one starts.
  private func close(_ record: inout TreatmentRecord) {
    for place in record.steps.indices.dropLast() {
      let latest = record.steps[place + 1].start - 1
      if record.steps[place].end > latest {
        record.steps[place].end = max(latest, record.steps[place].start)
        record.steps[place].isCensored = false
      }
    }
    for step in record.steps where step.strategy == .combine {
      // P2: the old drug ends and the new one goes on alone.
      let leader = record.eras[Int(step.leader)]
      for element in record.elements[
        Int(step.elements.lowerBound + step.newCount)..<Int(step.elements.upperBound)]
      {
        let old = record.eras[Int(element)]
        guard old.kind == .antidepressant, !old.isCensored, leader.end - old.end >= 42 else { continue }
        record.events.append(
          TreatmentEvent(
            rule: .p2, strategy: .decombine, day: old.end + 1, era: element, episode: step.episode))
      }
    }
  }

  /// S01, S05, S06 and S14: what is an event and no step.
  private func addDoseEvents(to record: inout TreatmentRecord) {
    for (place, era) in record.eras.enumerated() {
      func add(_ rule: DecisionRule, _ strategy: Strategy, _ day: Int32, _ ratio: Double = .nan) {
        record.events.append(
          TreatmentEvent(
            rule: rule, strategy: strategy, day: day, era: Int32(place), episode: 0, doseRatio: ratio))
      }
      if !opensStep(era) {
        if era.kind == .lifestyle { add(.s14, .lifestyle, era.start) } else { add(.s01, .none, era.start) }
        continue
      }
      guard formulary.entries[Int(era.agent)].traits.contains(.isDrug) else { continue }
      var previous = Double.nan
      for segment in record.segments[Int(era.segments.lowerBound)..<Int(era.segments.upperBound)] {
        let ratio = segment.dose / previous
        if ratio >= parameters.optimiseFactor, segment.start - era.start + 1 >= 22 {
          add(.s05, .optimise, segment.start, ratio)
        } else if !ratio.isNaN, ratio != 1 {
          add(.s06, .none, segment.start, ratio)
        }
        if !segment.dose.isNaN { previous = segment.dose }
      }
    }
  }
}
