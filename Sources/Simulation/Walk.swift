internal import Summaries
internal import Treatment

/// The state of one patient on the way.
struct Walk {
  let patient: SimulatedPatient
  let model: CareModel
  let habits: ClinicHabits
  var outcomes: RandomStream
  var choices: RandomStream
  var drugs: RandomStream
  var inhibitors: RandomStream
  var course: SimulatedCourse
  var running: RunningDrug?
  /// Further treatments that run beside the antidepressant.
  var beside: [RunningDrug] = []
  var day: Int32 = 0
  var severity = 0.0
  var taken = 1.0
  /// Bits of the drugs and therapies that were given, by their numbers.
  var used: UInt64 = 0
  /// The antidepressant that was given last, combinations apart.
  var latest: Prescription.Drug?
  /// A new drug that is stopped soon does not outlive the taper of the old one.
  var tapersBriefly = false
  /// Whether an antidepressant ran in the episode at hand.
  var hasDrugInEpisode = true
  /// The last day of an antidepressant that was stopped.
  var stopped = Int32.min
  /// Bits of the options that were tried.
  var avoided: UInt32 = 0

  init(
    _ patient: SimulatedPatient, _ model: CareModel, _ habits: ClinicHabits,
    in course: consuming SimulatedCourse, _ stream: (String) -> RandomStream
  ) {
    self.course = course
    self.patient = patient
    self.model = model
    self.habits = habits
    outcomes = stream("outcome")
    choices = stream("choice")
    drugs = stream("drug")
    inhibitors = stream("inhibitor")
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
  mutating func take(_ episode: Int, _ number: Int, _ attempt: Int) -> Int {
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
    let inhibitor = strategy == .switchOut ? inhibitor(at: attempt) : nil
    let start = firstDay(of: strategy, inhibitor)
    let end = start + length - 1
    tapersBriefly = outcome == .intolerance || outcome == .lost
    if isNewEpisode { hasDrugInEpisode = false }
    let label = label(of: strategy, inhibitor, from: start, length, outcome, isNewEpisode)
    let agents = prescribe(
      strategy, inhibitor, from: start, to: end, outcome, keepsNothing: isNewEpisode)
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
  func label(
    of strategy: Strategy, _ inhibitor: Prescription.Drug?, from start: Int32, _ length: Int32,
    _ outcome: TrueOutcome, _ isNewEpisode: Bool
  ) -> Strategy {
    let isFirst = !course.steps.isEmpty && (isNewEpisode || !hasDrugInEpisode)
    switch strategy {
    case .switchOut, .switchWithin:
      if isFirst { return .firstLine }
      let isAfterGap =
        running == nil && stopped != .min
        && start - stopped - 1 > 90 + washout(from: latest?.name ?? "", to: inhibitor)
      return isAfterGap ? .switchAfterGap : strategy
    case .psychotherapySwitch: return isFirst && isNewEpisode ? .firstLineOther : strategy
    case .combine: return length <= 30 && outcome == .intolerance ? .combineAborted : strategy
    default: return strategy
    }
  }

  /// Strategies that make no sense here: another drug of a class that has none left, or of two that stop together; to leave a drug
  /// within days of giving up what was added to it.
  func notNow(_ isNewEpisode: Bool) -> UInt32 {
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
      case .combine, .augmentOther:
        if running?.drug.isInhibitor == true { result |= 1 << UInt32(place) }
      default: break
      }
    }
    return result
  }

  static let behavioural = 62
  static let interpersonal = 63

  func isUsed(_ number: Int) -> Bool { used >> UInt64(number) & 1 == 1 }

  mutating func use(_ number: Int) { used |= 1 << UInt64(number) }

  /// Whether the class of the drug that was given last has another one.
  var hasDrugOfFamily: Bool {
    Prescription.later.contains { $0.family == latest?.family && !isUsed($0.number) }
  }

  mutating func programme() -> Programme? {
    let draw = drugs.uniform()
    guard model.has(.lifestyle) else { return nil }
    let (exercise, sleep) = (model.constants.treatment.exercise, model.constants.treatment.sleep)
    return draw < exercise ? .exercise : draw < exercise + sleep ? .sleep : nil
  }

  mutating func add(_ programme: Programme, from start: Int32) {
    let from = start + Int32(drugs.uniform() * 28)
    switch programme {
    case .exercise:
      course.exposures.append(ExposureRow(agent: "EXERCISE", start: from, end: from + 69, sessions: 30))
    case .sleep: course.exposures.append(ExposureRow(agent: "CBTI", start: from, end: from + 41, sessions: 6))
    }
  }

  mutating func finalSeverity(_ outcome: TrueOutcome) -> Double {
    let draw = outcomes.uniform()
    return CareModel.severity(after: outcome, from: severity, draw)
  }
}
