/// Makes a step of a bundle, with its regimen and its end: F12, F13, F14, P2, P3.
extension StepDerivation {
  /// Adds the bundle's step and returns the companions that it takes along (F18).
  func add(
    _ members: [Int32], _ opening: [Int32], _ path: Path, _ record: inout TreatmentRecord
  ) -> [Int32] {
    let onset = record.eras[Int(members[0])].start
    let meeting = DecisionTable.Meeting(past: path.elements, members: members, opening: opening)
    var (leader, leading) =
      members.count == 1
      ? (members[0], table.judge(members[0], of: record, in: meeting))
      : lead(of: members, record, in: meeting)
    let companions = leading.rule == .s10 ? companions(of: leader, members, opening, path, record) : []
    if !companions.isEmpty { leading.tags.insert(.newOral) }
    let new = companions.isEmpty ? members : members + companions
    if leading.rule != .declared, new.contains(where: { table.warnsOfMAOI($0, beside: new, record.eras) }) {
      leading.tags.insert(.dataWarning)
    }
    if path.number == 1, path.episode > 1 { leading.tags.insert(.newEpisode) }
    append(leading, leader: leader, new: new, onset, path, &record)
    return companions
  }

  /// The element that leads a bundle of several, with its answer and what the others add to it (F14).
  func lead(
    of members: [Int32], _ record: TreatmentRecord, in meeting: DecisionTable.Meeting
  ) -> (Int32, DecisionTable.Answer) {
    var answers: [(member: Int32, answer: DecisionTable.Answer)] = []
    for member in members {
      answers.append((member, table.judge(member, of: record, in: meeting)))
    }
    let antidepressants = members.count { record.era($0).kind == .antidepressant }
    func rank(_ answer: (member: Int32, answer: DecisionTable.Answer)) -> Int {
      switch answer.answer.rule {
      case .declared: -1
      case .s08, .s09, .s10, .s11: 0
      default: record.era(answer.member).kind == .antidepressant ? 1 : 2
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
    let first = answers[0]
    var leading = first.answer
    if leading.rule != .declared {
      leading.tags.insert(.bundle)
      if rank(first) == 1, antidepressants > 1 {
        leading.rule = .s02
        let hadTreatment = meeting.past.contains { record.era($0).kind == .antidepressant }
        leading.strategy = hadTreatment ? .combine : .combineFromStart
        leading.tags.formUnion(label(first.answer))
      }
      for other in answers.dropFirst() {
        leading.tags.formUnion(label(other.answer))
        let isAntidepressant = record.era(other.member).kind == .antidepressant
        if rank(first) == 0, isAntidepressant, other.answer.rule != .s07 { leading.tags.insert(.newOral) }
      }
    }
    return (first.member, leading)
  }

  func append(
    _ answer: DecisionTable.Answer, leader: Int32, new: [Int32], _ onset: Int32, _ path: Path,
    _ record: inout TreatmentRecord
  ) {
    var step = DerivedStep(
      episode: path.episode, number: path.number, rule: answer.rule, strategy: answer.strategy, start: onset,
      end: onset)
    step.tags = answer.tags
    for place in new { step.end = max(step.end, record.eras[Int(place)].end) }
    for place in new {
      let era = record.eras[Int(place)]
      if era.isCensored, era.end == step.end { step.isCensored = true }
      if era.marks.contains(.doseReadAsMicrograms) { step.tags.insert(.doseReadAsMicrograms) }
      if era.marks.contains(.doseUnitInDoubt) { step.tags.insert(.doseUnitInDoubt) }
      if era.kind == .rapidActing { step.tags.formUnion(StepTags(era.routes)) }
    }
    step.facts = answer.facts
    step.leader = leader
    step.newCount = Int32(new.count)
    let from = record.eras[Int(leader)].start
    let before = record.elements.count
    for place in new { insertByName(place, from: before, &record) }
    let first = record.elements.count
    for place in path.elements where !new.contains(place) {
      let era = record.eras[Int(place)]
      guard era.start < onset, era.end >= from else { continue }
      let isTapered = answer.leavesTapered && era.kind == .antidepressant
      if answer.takesRunning(era, at: record.dataEnd)
        || !isTapered && era.end - from + 1 >= answer.threshold
      {
        insertByName(place, from: first, &record)
      }
    }
    step.elements = Int32(before)..<Int32(record.elements.count)
    record.steps.append(step)
  }

  /// Few places, so each is put in by comparing it with those before.
  private func insertByName(_ place: Int32, from first: Int, _ record: inout TreatmentRecord) {
    let rank = formulary.entries[Int(record.eras[Int(place)].agent)].nameRank
    var slot = record.elements.count
    while slot > first,
      formulary.entries[Int(record.eras[Int(record.elements[slot - 1])].agent)].nameRank > rank
    {
      slot -= 1
    }
    record.elements.insert(place, at: slot)
  }

  /// F12: a step ends before the next one starts.
  func close(_ record: inout TreatmentRecord) {
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
}
