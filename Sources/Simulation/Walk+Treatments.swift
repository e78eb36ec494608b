internal import Summaries
internal import Treatment

/// What a strategy means: drugs, therapies and procedures, and what they take the place of.
extension Walk {
  mutating func pick<T>(_ from: [T]) -> T {
    from[min(Int(drugs.uniform() * Double(from.count)), from.count - 1)]
  }

  /// The place of a bit that is set, each as likely as another.
  mutating func pick(ofBits bits: UInt32) -> Int {
    let drawn = Int(drugs.uniform() * Double(bits.nonzeroBitCount))
    var left = bits
    for _ in 0..<min(drawn, bits.nonzeroBitCount - 1) { left &= left - 1 }
    return left.trailingZeroBitCount
  }

  /// Begins what the strategy means and gives its agents' names.
  mutating func prescribe(
    _ strategy: Strategy, _ inhibitor: Prescription.Drug?, from start: Int32, to end: Int32,
    _ outcome: TrueOutcome, keepsNothing: Bool
  ) -> String {
    let reason = reason(of: outcome)
    let place = course.steps.count
    switch strategy {
    case .firstLine, .switchOut, .switchWithin:
      let drug = newDrug(strategy, inhibitor)
      // Before a washout the old drug stops at once.
      replace(running, by: min(start, day), tapers: !keepsNothing && start == day)
      var new = RunningDrug(drug, of: place, from: start, taken: taken)
      if outcome != .remission, outcome != .intolerance { new.raise(on: start + 28) }
      running = new
      return drug.name
    case .combine:
      let fits = Prescription.combinable.first { $0.number != running?.drug.number && !isUsed($0.number) }
      let other = Prescription.later.first { $0.number != running?.drug.number && !isUsed($0.number) }
      let drug = fits ?? other ?? Prescription.later[8]
      use(drug.number)
      beside.append(RunningDrug(drug, of: place, from: start, taken: taken))
      return drug.name
    case .psychotherapyAdded, .psychotherapySwitch:
      if strategy == .psychotherapySwitch { replace(running, by: start, tapers: !keepsNothing) }
      let isTherapyKnown = isUsed(Self.behavioural) || isUsed(Self.interpersonal)
      let isBehavioural = isTherapyKnown ? isUsed(Self.interpersonal) : drugs.bernoulli(0.5)
      use(isBehavioural ? Self.behavioural : Self.interpersonal)
      let agent = isBehavioural ? "CBT" : "IPT"
      course.exposures.append(
        ExposureRow(
          step: place, agent: agent, start: start, end: end, sessions: max(2, (end - start + 1) / 7),
          reason: reason))
      return agent
    case .ect: return procedure(pick(["ECT_RUL", "ECT_BL"]), (8, 12), from: start, to: end, days: 28, reason)
    case .ketamine:
      return drugs.bernoulli(0.5)
        ? procedure("KET_IV", (6, 8), from: start, to: end, days: 21, reason)
        : procedure("ESK_NS", (8, 12), from: start, to: end, days: 28, reason)
    case .neuromodulation:
      return procedure(pick(["RTMS_HF", "ITBS"]), (20, 30), from: start, to: end, days: 42, reason)
    default:
      guard let list = Prescription.augmenters[strategy] else { return "" }
      let drug = pick(list)
      beside.append(RunningDrug(drug, of: place, from: start, taken: taken))
      return drug.name
    }
  }

  /// A course of sessions; where it was stopped, with as many as fell into the time.
  mutating func procedure(
    _ agent: String, _ sessions: (Int32, Int32), from start: Int32, to end: Int32, days: Int32,
    _ reason: String
  ) -> String {
    if let drug = running, !drugs.bernoulli(model.constants.treatment.drugBesideProcedure) {
      replace(drug, by: start)
    }
    let whole = sessions.0 + Int32(drugs.uniform() * Double(sessions.1 - sessions.0 + 1))
    let last = min(end, start + days - 1)
    let held = max(1, whole * (last - start + 1) / days)
    course.exposures.append(
      ExposureRow(
        step: course.steps.count, agent: agent, start: start, end: last, sessions: min(whole, held),
        reason: reason))
    return agent
  }

  mutating func newDrug(_ strategy: Strategy, _ inhibitor: Prescription.Drug?) -> Prescription.Drug {
    let all = strategy == .firstLine ? Prescription.firstLine : Prescription.later
    // A bit for each drug that fits.
    var fits: UInt32 = 0
    for place in all.indices where !isUsed(all[place].number) {
      let isOfFamily = all[place].family == latest?.family
      if strategy == .firstLine || isOfFamily == (strategy == .switchWithin) { fits |= 1 << UInt32(place) }
    }
    if fits == 0 {
      for place in all.indices where all[place].number != running?.drug.number { fits |= 1 << UInt32(place) }
    }
    let other = all[pick(ofBits: fits)]
    let drug = inhibitor ?? other
    use(drug.number)
    latest = drug
    return drug
  }

  /// Ends a drug where another treatment takes its place, and what augmented it.
  mutating func replace(_ drug: RunningDrug?, by start: Int32, tapers: Bool = true) {
    endBeside(on: start - 1, "nonresponse")
    guard let drug else { return }
    running = nil
    let isTapered = drugs.bernoulli(model.constants.treatment.taper)
    let draw = Int32(drugs.uniform() * 8)
    let days = tapersBriefly ? 7 : 7 + draw
    let last = model.has(.overlap) && isTapered && tapers ? start + days - 1 : start - 1
    stopped = last
    if last >= start { hasDrugInEpisode = true }
    drug.addRows(to: last, reason: recorded(reasonOfLastStep), in: &course.exposures)
  }

  mutating func endBeside(on day: Int32, _ reason: String) {
    for one in beside { one.addRows(to: day, reason: recorded(reason), in: &course.exposures) }
    beside = []
  }

  var reasonOfLastStep: String {
    guard let last = course.steps.last else { return "" }
    return last.outcome == .remission ? "other" : reason(of: last.outcome)
  }

  func reason(of outcome: TrueOutcome) -> String {
    switch outcome {
    case .remission: "planned"
    case .response: "partial"
    case .nonresponse: "nonresponse"
    case .intolerance: "intolerance"
    case .lost: "lost"
    }
  }

  /// Reasons are written down for two thirds.
  mutating func recorded(_ reason: String) -> String { drugs.uniform() < 0.67 ? reason : "" }
}
