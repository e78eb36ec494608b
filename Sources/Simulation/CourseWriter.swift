internal import Summaries
internal import Treatment

/// Walks one patient through stepped care.
///
/// Streams of their own serve outcomes, choices, drugs and visits, so that a mechanism that is left out changes nothing else that
/// is drawn.
struct CourseWriter {
  let model: CareModel
  let habits: ClinicHabits
  let seed: UInt64

  func course(of patient: SimulatedPatient, purpose: String = "") -> SimulatedCourse {
    func stream(_ name: String) -> RandomStream {
      RandomStream(
        seed: seed, purpose: purpose.isEmpty ? name : purpose + name, patient: UInt64(patient.number))
    }
    var walk = Walk(patient: patient, model: model, habits: habits)
    walk.outcomes = stream("outcome")
    walk.choices = stream("choice")
    walk.drugs = stream("drug")
    walk.go()
    var visits = VisitWriter(model, stream("visit"))
    visits.write(&walk.course)
    return walk.course
  }
}

/// The state of one patient on the way.
private struct Walk {
  let patient: SimulatedPatient
  let model: CareModel
  let habits: ClinicHabits
  var outcomes = RandomStream(seed: 0, purpose: "", patient: 0)
  var choices = RandomStream(seed: 0, purpose: "", patient: 0)
  var drugs = RandomStream(seed: 0, purpose: "", patient: 0)
  var course = SimulatedCourse()
  private var running: RunningDrug?
  /// Further treatments that run beside the antidepressant.
  private var beside: [RunningDrug] = []
  private var day: Int32 = 0
  private var severity = 0.0
  private var taken = 1.0
  /// Bits of the drugs and therapies that were given, by their numbers.
  private var used: UInt64 = 0
  /// That of the drug that was given last.
  private var family = ""
  /// A new drug that is stopped soon does not outlive the taper of the old one.
  private var tapersBriefly = false
  /// Whether an antidepressant ran in the episode at hand.
  private var hasDrugInEpisode = true
  /// The last day of an antidepressant that was stopped.
  private var stopped = Int32.min
  /// Bits of the options that were tried.
  private var avoided: UInt32 = 0

  init(patient: SimulatedPatient, model: CareModel, habits: ClinicHabits) {
    self.patient = patient
    self.model = model
    self.habits = habits
  }

  mutating func go() {
    severity = patient.severity
    taken = model.has(.nonadherence) && drugs.bernoulli(model.constants.treatment.nonadherent) ? 0.66 : 1
    var (episode, number, attempt) = (1, 1, 1)
    while attempt <= CareModel.steps {
      let place = take(episode, number, attempt)
      let step = course.steps[place]
      let next = goesOn(after: step, attempt)
      guard let next else { break }
      day = next.onset
      severity = next.severity
      episode += next.isNewEpisode ? 1 : 0
      number = next.isNewEpisode ? 1 : number + 1
      attempt += 1
    }
    end()
  }

  /// Takes one step and gives its place.
  private mutating func take(_ episode: Int, _ number: Int, _ attempt: Int) -> Int {
    let option: CareModel.Option?
    let isNewEpisode = number == 1
    if attempt == 1 {
      option = nil
    } else {
      let place = habits.choose(
        for: patient, step: attempt, failures: attempt - 1, severity: severity, hasDrug: running != nil,
        avoided: avoided | notNow(isNewEpisode), model, &choices)
      // What was tried once is not offered again, but for another drug.
      if !model.options[place].strategy.isSwitch { avoided |= 1 << UInt32(place) }
      option = model.options[place]
    }
    let programme = programme()
    let chances = model.chances(
      of: patient, step: attempt, option: option, severity: severity, programme: programme)
    let draws = (outcomes.uniform(), outcomes.uniform(), outcomes.uniform(), outcomes.uniform())
    var outcome: TrueOutcome =
      draws.0 < chances.stop
      ? .intolerance
      : draws.1 < chances.remission
        ? .remission : draws.2 < model.responseShare(from: severity) ? .response : .nonresponse
    let leaves = outcomes.uniform() < model.constants.course.dropoutWithin && model.has(.dropout)
    let strategy = option?.strategy ?? .firstLine
    let isRapid = strategy == .ect || strategy == .ketamine
    let weeks =
      model.constants.course.weeksMin
      + draws.3 * (model.constants.course.weeksMax - model.constants.course.weeksMin)
    var length = Int32((weeks * 7).rounded())
    if outcome == .intolerance {
      // What acts at once and what is talked about are not given up within days.
      let isTalk = strategy == .psychotherapyAdded || strategy == .psychotherapySwitch
      let least: Int32 = isTalk ? 35 : strategy == .ketamine ? 16 : 8
      length =
        outcomes.bernoulli(model.constants.early)
        ? 8 + Int32(outcomes.uniform() * 18) : 28 + Int32(outcomes.uniform() * 28)
      length = max(length, least)
    }
    if leaves {
      outcome = .lost
      length = max(10, length / 2)
    }
    let start = day
    let end = start + length - 1
    tapersBriefly = outcome == .intolerance || outcome == .lost
    if isNewEpisode { hasDrugInEpisode = false }
    let label = label(of: strategy, from: start, length, outcome, isNewEpisode)
    let agents = prescribe(strategy, from: start, to: end, outcome, keepsNothing: isNewEpisode)
    // What still runs, if only beside a procedure, counts as a drug of the episode.
    hasDrugInEpisode = hasDrugInEpisode || running != nil
    if let programme { add(programme, from: start) }
    course.steps.append(
      TrueStep(
        episode: episode, number: number, attempt: attempt, strategy: label, option: strategy, start: start,
        end: end,
        agents: agents, outcome: outcome, isAdherent: taken == 1, severity: severity,
        finalSeverity: finalSeverity(outcome), programme: programme, isRapid: isRapid))
    day = end
    return course.steps.count - 1
  }

  /// What a step that follows the choice is called: an episode begins with a first treatment, a combination that was not borne for
  /// a month was aborted, and who had no drug for a quarter begins one after a gap.
  private func label(
    of strategy: Strategy, from start: Int32, _ length: Int32, _ outcome: TrueOutcome, _ isNewEpisode: Bool
  ) -> Strategy {
    let isFirst = !course.steps.isEmpty && (isNewEpisode || !hasDrugInEpisode)
    switch strategy {
    case .switchOut, .switchWithin:
      if isFirst { return .firstLine }
      return running == nil && stopped != .min && start - stopped - 1 > 90 ? .switchAfterGap : strategy
    case .psychotherapySwitch: return isFirst && isNewEpisode ? .firstLineOther : strategy
    case .combine: return length <= 30 && outcome == .intolerance ? .combineAborted : strategy
    default: return strategy
    }
  }

  /// Strategies that make no sense here: another drug of a class that has none left, or of two that stop together; to leave a drug
  /// within days of giving up what was added to it.
  private func notNow(_ isNewEpisode: Bool) -> UInt32 {
    let last = course.steps.last
    let wasAborted = last.map {
      ($0.option.isAugmentation || $0.option == .combine) && $0.outcome == .intolerance
        && $0.end - $0.start < 31
    }
    var result: UInt32 = 0
    for (place, option) in model.options.enumerated() {
      switch option.strategy {
      case .switchWithin:
        if isNewEpisode || !hasDrugOfFamily || last?.option == .combine || wasAborted == true {
          result |= 1 << UInt32(place)
        }
      case .switchOut, .psychotherapySwitch, .ect, .neuromodulation, .ketamine:
        if wasAborted == true { result |= 1 << UInt32(place) }
      default: break
      }
    }
    return result
  }

  private static let behavioural = 62
  private static let interpersonal = 63

  private func isUsed(_ number: Int) -> Bool { used >> UInt64(number) & 1 == 1 }

  private mutating func use(_ number: Int) { used |= 1 << UInt64(number) }

  /// Whether the class of the drug that was given last has another one.
  private var hasDrugOfFamily: Bool {
    Prescription.later.contains { $0.family == family && !isUsed($0.number) }
  }

  private mutating func programme() -> Programme? {
    let draw = drugs.uniform()
    guard model.has(.lifestyle) else { return nil }
    let (exercise, sleep) = (model.constants.treatment.exercise, model.constants.treatment.sleep)
    return draw < exercise ? .exercise : draw < exercise + sleep ? .sleep : nil
  }

  private mutating func add(_ programme: Programme, from start: Int32) {
    let from = start + Int32(drugs.uniform() * 28)
    switch programme {
    case .exercise:
      course.exposures.append(ExposureRow(agent: "EXERCISE", start: from, end: from + 69, sessions: 30))
    case .sleep: course.exposures.append(ExposureRow(agent: "CBTI", start: from, end: from + 41, sessions: 6))
    }
  }

  private mutating func finalSeverity(_ outcome: TrueOutcome) -> Double {
    let draw = outcomes.uniform()
    return switch outcome {
    case .remission: 9 * draw
    case .response: max(11.5, severity * (0.38 + 0.1 * draw))
    // Who does not respond stays ill, whatever the last step left.
    case .nonresponse: max(15 + 3 * draw, severity * (0.62 + 0.43 * draw))
    case .intolerance, .lost: max(15 + 3 * draw, severity * (0.75 + 0.25 * draw))
    }
  }

  // MARK: Treatments

  private mutating func pick<T>(_ from: [T]) -> T {
    from[min(Int(drugs.uniform() * Double(from.count)), from.count - 1)]
  }

  /// Begins what the strategy means and gives its agents' names.
  private mutating func prescribe(
    _ strategy: Strategy, from start: Int32, to end: Int32, _ outcome: TrueOutcome, keepsNothing: Bool
  ) -> String {
    let reason = reason(of: outcome)
    switch strategy {
    case .firstLine, .switchOut, .switchWithin:
      let drug = newDrug(strategy)
      replace(running, by: start, tapers: !keepsNothing)
      var new = RunningDrug(drug, from: start, taken: taken)
      if outcome != .remission, outcome != .intolerance { new.raise(on: start + 28) }
      running = new
      return drug.name
    case .combine:
      let fits = Prescription.combinable.first { $0.number != running?.drug.number && !isUsed($0.number) }
      let other = Prescription.later.first { $0.number != running?.drug.number && !isUsed($0.number) }
      let drug = fits ?? other ?? Prescription.later[8]
      use(drug.number)
      beside.append(RunningDrug(drug, from: start, taken: taken))
      return drug.name
    case .psychotherapyAdded, .psychotherapySwitch:
      if strategy == .psychotherapySwitch { replace(running, by: start, tapers: !keepsNothing) }
      let isTherapyKnown = isUsed(Self.behavioural) || isUsed(Self.interpersonal)
      let isBehavioural = isTherapyKnown ? isUsed(Self.interpersonal) : drugs.bernoulli(0.5)
      use(isBehavioural ? Self.behavioural : Self.interpersonal)
      let agent = isBehavioural ? "CBT" : "IPT"
      course.exposures.append(
        ExposureRow(
          agent: agent, start: start, end: end, sessions: max(2, (end - start + 1) / 7), reason: reason))
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
      beside.append(RunningDrug(drug, from: start, taken: taken))
      return drug.name
    }
  }

  /// A course of sessions; where it was stopped, with as many as fell into the time.
  private mutating func procedure(
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
      ExposureRow(agent: agent, start: start, end: last, sessions: min(whole, held), reason: reason))
    return agent
  }

  private mutating func newDrug(_ strategy: Strategy) -> Prescription.Drug {
    let all = strategy == .firstLine ? Prescription.firstLine : Prescription.later
    var fits = all.filter { drug in
      guard !isUsed(drug.number) else { return false }
      return strategy == .firstLine || (drug.family == family) == (strategy == .switchWithin)
    }
    if fits.isEmpty { fits = all.filter { $0.number != running?.drug.number } }
    let drug = pick(fits)
    use(drug.number)
    family = drug.family
    return drug
  }

  /// Ends a drug where another treatment takes its place, and what augmented it.
  private mutating func replace(_ drug: RunningDrug?, by start: Int32, tapers: Bool = true) {
    endBeside(on: start - 1, "nonresponse")
    guard let drug else { return }
    running = nil
    let isTapered = drugs.bernoulli(model.constants.treatment.taper)
    let draw = Int32(drugs.uniform() * 8)
    let days = tapersBriefly ? 7 : 7 + draw
    let last = model.has(.overlap) && isTapered && tapers ? start + days - 1 : start - 1
    stopped = last
    if last >= start { hasDrugInEpisode = true }
    course.exposures += drug.rows(to: last, reason: recorded(reasonOfLastStep))
  }

  private mutating func endBeside(on day: Int32, _ reason: String) {
    for one in beside { course.exposures += one.rows(to: day, reason: recorded(reason)) }
    beside = []
  }

  private var reasonOfLastStep: String {
    guard let last = course.steps.last else { return "" }
    return last.outcome == .remission ? "other" : reason(of: last.outcome)
  }

  private func reason(of outcome: TrueOutcome) -> String {
    switch outcome {
    case .remission: "planned"
    case .response: "partial"
    case .nonresponse: "nonresponse"
    case .intolerance: "intolerance"
    case .lost: "lost"
    }
  }

  /// Reasons are written down for two thirds.
  private mutating func recorded(_ reason: String) -> String { drugs.uniform() < 0.67 ? reason : "" }

  // MARK: What comes next

  private mutating func goesOn(
    after step: TrueStep, _ attempt: Int
  ) -> (onset: Int32, severity: Double, isNewEpisode: Bool)? {
    let draws = (outcomes.uniform(), outcomes.uniform(), outcomes.uniform())
    let p = model.constants
    let followUp = Int32(p.course.followUpDays)
    switch step.outcome {
    case .lost: return nil
    case .remission, .response:
      let stays = step.outcome == .remission || draws.0 >= p.course.goesOnWithResponse
      if !stays { return (step.end + 1, step.finalSeverity, false) }
      let chance = model.has(.relapse) ? model.relapse[min(attempt, 4) - 1] : 0
      guard step.outcome == .remission, draws.1 < chance else {
        day = step.end + followUp
        return nil
      }
      let relapse = step.end + 75 + Int32(draws.2 * Double(followUp - 80))
      course.relapses[course.steps.count - 1] = relapse
      guard attempt < CareModel.steps else {
        day = relapse + 30
        return nil
      }
      return (relapse + 8, max(20, 0.85 * patient.severity), true)
    case .nonresponse, .intolerance:
      // The sicker leave more often.
      let odds = p.course.dropoutSeverity * (step.finalSeverity - model.severityMean) / 10
      let share = p.course.dropoutFailure
      let leaving = CareModel.logistic(CareModel.logit(share) + odds)
      if model.has(.dropout), draws.0 < leaving { return nil }
      stopWhatFailed(step)
      return (step.end + 1, step.finalSeverity, false)
    }
  }

  /// An addition that failed is stopped with its step; a first drug that was not borne stops as well.
  private mutating func stopWhatFailed(_ step: TrueStep) {
    let reason = reason(of: step.outcome)
    if step.option.isAugmentation || step.option == .combine {
      endBeside(on: step.end, reason)
    } else if step.outcome == .intolerance, let drug = running, drug.doses[0].start == step.start {
      course.exposures += drug.rows(to: step.end, reason: recorded(reason))
      stopped = step.end
      running = nil
    }
  }

  private mutating func end() {
    guard let last = course.steps.last else { return }
    course.lastDay = max(day, last.end)
    // Whoever stays has his drugs; they run on where the files end.
    if let drug = running { course.exposures += drug.rows(to: .max, reason: "") }
    for one in beside { course.exposures += one.rows(to: .max, reason: "") }
    addBackground()
    course.exposures = course.exposures.filter { $0.start <= course.lastDay }
    course.exposures.sort { ($0.start, $0.agent, $0.end) < ($1.start, $1.agent, $1.end) }
    for place in course.exposures.indices where course.exposures[place].end >= course.lastDay {
      course.exposures[place].end = .max
      course.exposures[place].reason = ""
      // Of what runs on the supply is known where it falls short of the days up to the end.
      let days = Double(course.lastDay - course.exposures[place].start + 1)
      let isShort = taken < 1 && course.exposures[place].daysSupplied >= 0
      course.exposures[place].daysSupplied = isShort ? Int32((days * taken).rounded()) : -1
    }
  }

  private mutating func addBackground() {
    let draws = (drugs.uniform(), drugs.uniform(), drugs.uniform(), drugs.uniform())
    guard model.has(.background) else { return }
    let p = model.constants
    let took = course.steps.contains { $0.strategy == .augmentLithium }
    if draws.0 < p.treatment.backgroundLithium, !took {
      course.exposures.append(ExposureRow(agent: "lithium", start: -400, end: .max, dose: 900))
    }
    if draws.1 < p.treatment.backgroundQuetiapine {
      course.exposures.append(
        ExposureRow(agent: "quetiapine", start: -20, end: course.lastDay, dose: draws.3 < 0.5 ? 25 : 50))
    }
    if draws.2 < p.treatment.hypnotic {
      let agent = draws.3 < 0.5 ? "zopiclone" : "zolpidem"
      course.exposures.append(ExposureRow(agent: agent, start: 3, end: 30, dose: draws.3 < 0.5 ? 7.5 : 10))
    }
  }
}
