import Treatment

/// The walk along a patient's onsets: bundles, episodes, steps.
struct SlowWalk {
  let derivation: SlowDerivation
  let eras: [SlowEra]
  let assessments: [Assessment]
  let dataEnd: Int
  private(set) var steps: [SlowStep] = []
  /// Elements that opened or joined a step, of any episode.
  private var past: [SlowEra] = []
  /// Those that count as earlier in the episode.
  private var earlier: [SlowEra] = []
  private var episode = 1
  private var number = 0

  init(derivation: SlowDerivation, eras: [SlowEra], assessments: [Assessment], dataEnd: Int) {
    self.derivation = derivation
    self.eras = eras
    self.assessments = assessments
    self.dataEnd = dataEnd
  }

  mutating func run() {
    var waiting = eras.filter(\.mayOpenStep)
    while !waiting.isEmpty {
      var elements = [waiting.removeFirst()]
      while let next = waiting.first, SlowBundle.takesIn(next, elements) {
        elements.append(waiting.removeFirst())
      }
      // What begins with the antidepressant that closes a bundle goes with it.
      if let next = waiting.first, next.start - elements[0].start <= 7 {
        waiting.insert(contentsOf: elements.filter { $0.start == next.start }, at: 0)
        elements.removeAll { $0.start == next.start }
      }
      let isNewEpisode = startsEpisode(at: elements[0].start)
      if isNewEpisode {
        earlier = past.filter { $0.end >= elements[0].start }
        episode += 1
        number = 0
      }
      var bundle = SlowBundle(elements: elements, onsets: elements.map { judged($0, among: elements) })
      while let next = waiting.first, isCompanion(next, of: bundle, before: waiting.dropFirst()) {
        bundle.companions.append(judged(waiting.removeFirst(), among: []).onset)
      }
      number += 1
      append(bundle, isNewEpisode: isNewEpisode)
      past += bundle.new
      earlier += bundle.new
    }
    endSteps()
  }

  private func judged(_ era: SlowEra, among elements: [SlowEra]) -> (onset: SlowOnset, verdict: SlowVerdict) {
    let onset = SlowOnset(
      derivation: derivation, new: era, mates: elements.filter { !$0.isSame(as: era) }, earlier: earlier,
      all: eras, dataEnd: dataEnd)
    return (onset, onset.verdict)
  }

  /// F18: an antidepressant up to 14 days after a rapid-acting agent and before the next step.
  private func isCompanion(_ era: SlowEra, of bundle: SlowBundle, before later: ArraySlice<SlowEra>) -> Bool {
    guard let leading = bundle.leading, leading.verdict.rule == .s10 else { return false }
    func mayBe(_ era: SlowEra) -> Bool {
      era.kind == .antidepressant && era.start - leading.onset.day <= 14
        && !judged(era, among: [era]).onset.isRechallenge
    }
    // Another element of that day opens the next step.
    return mayBe(era) && later.allSatisfy { $0.start > era.start || mayBe($0) }
  }

  /// S03 and F4.
  private func startsEpisode(at day: Int) -> Bool {
    guard let lastEnd = past.map(\.end).max(), let lastOnset = past.map(\.start).max() else { return false }
    if day - lastEnd - 1 > Int(derivation.parameters.episodeGapDays) { return true }
    for scale in Set(assessments.map(\.scale)) {
      var first: Int?
      for score in assessments where score.scale == scale && score.day > lastOnset && score.day < day {
        let remits = derivation.catalogue.scales[Int(scale)].remits(at: score.score) ?? false
        first = remits ? first ?? Int(score.day) : nil
        // F37: closed days.
        if let first, Int(score.day) - first + 1 >= Int(derivation.parameters.remissionGapDays) {
          return true
        }
      }
    }
    return false
  }

  private mutating func append(_ bundle: SlowBundle, isNewEpisode: Bool) {
    guard let (leader, verdict) = bundle.verdict else { return }
    let new = bundle.new
    steps.append(
      SlowStep(
        episode: episode, number: number, rule: verdict.rule, strategy: verdict.strategy,
        start: bundle.elements[0].start, end: new.map(\.end).max() ?? 0,
        isCensored: new.contains(where: \.isCensored), new: byName(new),
        goingOn: byName(goingOn(beside: new, leader: leader, verdict: verdict)), leader: leader.new,
        tags: verdict.tags.union(isNewEpisode ? .newEpisode : []).union(routes(of: new))))
  }

  /// F38: the route is a tag.
  private func routes(of eras: [SlowEra]) -> StepTags {
    let known: [(Route, StepTags)] = [
      (.intravenous, .intravenous), (.nasal, .nasal), (.oral, .oral), (.sublingual, .sublingual),
      (.subcutaneous, .subcutaneous), (.intramuscular, .intramuscular),
    ]
    return known.reduce(into: []) { tags, route in
      if eras.contains(where: { $0.kind == .rapidActing && $0.routes.contains(route.0) }) {
        tags.insert(route.1)
      }
    }
  }

  private func byName(_ eras: [SlowEra]) -> [SlowEra] {
    eras.sorted { (derivation.rank($0), $0.start) < (derivation.rank($1), $1.start) }
  }

  /// F13.
  private func goingOn(beside new: [SlowEra], leader: SlowOnset, verdict: SlowVerdict) -> [SlowEra] {
    let active = past.filter { $0.start <= leader.day - 1 && $0.end >= leader.day - 1 }
    return active.filter { era in
      let tail = era.tail(from: leader.day)
      let isCensoredOld = era.isCensored && era.kind == .antidepressant
      switch verdict.rule {
      case .s16, .s17, .s18: return tail >= 14 || era.isCensored
      case .s09, .s11: return tail > 14 || isCensoredOld
      case .s12, .s13: return tail > leader.limit || isCensoredOld
      case .s21: return tail > leader.limit || era.kind == .antidepressant && era.end >= dataEnd
      default:
        let isTapered = verdict.tags.contains(.slowTaper) && era.kind == .antidepressant
        return tail > leader.limit && !isTapered
      }
    }
  }

  /// F12: the next numbered step ends a step.
  private mutating func endSteps() {
    for place in steps.indices.dropLast() {
      steps[place].end = min(steps[place].end, steps[place + 1].start - 1)
      steps[place].isCensored = false
    }
  }
}
