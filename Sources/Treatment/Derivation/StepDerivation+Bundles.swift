/// Which elements make one step, and where an episode begins: S02, S03, F4, F14, F18.
extension StepDerivation {
  /// S02: elements whose onset lies at most 7 days after the first one's; antidepressants must share a day.
  ///
  /// - Returns: the place past the last of them; `members` is written over.
  func bundle(
    from place: Int, of opening: [Int32], _ record: TreatmentRecord, into members: inout [Int32]
  ) -> Int {
    let first = record.eras[Int(opening[place])]
    members.removeAll(keepingCapacity: true)
    members.append(opening[place])
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
    return past
  }

  /// S03, by a pause or by a run of remission scores (F4).
  mutating func startsEpisode(
    at onset: Int32, _ path: Path, _ record: TreatmentRecord, _ history: PatientHistory
  ) -> Bool {
    if path.elements.isEmpty { return true }
    if path.elements.allSatisfy({ onset - record.eras[Int($0)].end - 1 > parameters.episodeGapDays }) {
      return true
    }
    // Where the run of remission began, scale by scale; written anew once a score of remission is met.
    var hasRuns = false
    var place = history.assessments.firstPlace(after: Int(path.lastOnset))
    while place < history.assessments.count, history.assessments[place].day < onset {
      let one = history.assessments[place]
      let number = Int(one.scale)
      place += 1
      // A scale without a cut-off knows no remission, and no score is at or below NaN.
      if one.score <= remissionCutoffs[number] {
        if !hasRuns {
          for number in runs.indices { runs[number] = .max }
          hasRuns = true
        }
        runs[number] = min(runs[number], one.day)
        // Closed days, as everywhere (F37).
        if one.day - runs[number] + 1 >= parameters.remissionGapDays { return true }
      } else if hasRuns {
        runs[number] = .max
      }
    }
    return false
  }

  /// New antidepressants up to 14 days after a rapid-acting agent and before the next step (F18).
  func companions(
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
  func label(_ answer: DecisionTable.Answer) -> StepTags {
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
}
