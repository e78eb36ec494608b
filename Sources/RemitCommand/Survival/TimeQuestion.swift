import Intake
import Reporting
import Statistics
import Treatment

/// Time to an outcome in a cohort: what is read, what is refused, and how time is counted.
struct TimeQuestion {
  let cohort: OpenCohort
  var outcome = TimeOutcome.remission
  var by = "strategy"
  /// Which steps, as a filter.
  var at: String?
  var scale: String?
  var baseline = BaselineKind.step
  /// `nil` = as the groups need it.
  var landmark: Int?
  var until: Int?
  var level = 0.95
  var relapseAt: Double?
  var death: String?
  var dropout: String?
  var parameters = DerivationParameters()

  /// Names of derived steps rest on up to so many days after the start.
  private func needed(_ keys: [GroupKey], _ filter: Filter?) -> Int {
    let asksStrategy =
      keys.contains { $0 == .strategy || $0 == .agent } || filter?.readsStrategy ?? false
    guard asksStrategy, cohort.cohort.isRaw, cohort.cohort.declaration.design == .cohort else { return 0 }
    return Int(parameters.overlapSwitchMax)
  }

  private var question: RatesQuestion {
    RatesQuestion(by: by, filter: at, catalogue: cohort.cohort.catalogue)
  }

  func keys() throws -> [GroupKey] { by.isEmpty ? [] : try question.keys() }

  /// The question as a statistic.
  ///
  /// Throws: ``Failure`` for what cannot be asked.
  func statistic(pooling pools: [String: LevelPool] = [:]) throws -> TimeToOutcome {
    if cohort.cohort.declaration.design == .crossover {
      throw Failure(
        .configuration,
        "In a crossover one treatment follows the other by plan, so that a time to its outcome ends there for everybody. A report of the study compares its treatments within patients."
      )
    }
    guard cohort.cohort.isRaw else {
      throw Failure(
        .configuration,
        "Time is counted on the days of scores, and a file of steps holds none between a step's start and its end. Give a folder with exposures.csv and assessments.csv."
      )
    }
    let keys = try keys()
    let filter = try question.condition()
    let least = needed(keys, filter)
    if let landmark, landmark < least {
      throw Failure(
        .configuration,
        "What a derived step is called uses up to \(least) days after its start (whether the older drug runs on), so that a patient must "
          + "have got so far to be called so: immortal time. Take --landmark \(least) or more, or leave it out."
      )
    }
    var times = TimeToOutcome(to: outcome, by: keys.map { $0.pooled(pools) }, where: filter)
    times.scale = try scaleIdentifier()
    (times.baseline, times.landmark) = (baseline, landmark ?? least)
    times.tail = parameters.endpointTail == DerivationParameters.noLimit ? nil : Int(parameters.endpointTail)
    (times.relapseAt, times.death, times.dropout) = (relapseAt, death, dropout)
    (times.until, times.level) = (until, level)
    if let until, until <= times.landmark {
      throw Failure(
        .configuration,
        "--until \(until) ends follow-up before anybody is under observation, from day \(times.landmark). Take a later day."
      )
    }
    return times
  }

  private func scaleIdentifier() throws -> String? {
    let scales = try cohort.cohort.scales()
    guard let scale else { return scales.count == 1 ? scales.first : nil }
    let catalogue = cohort.cohort.catalogue
    guard let place = catalogue.scale(named: scale) else {
      throw Failure(.configuration, "'\(scale)' is no scale of the catalogue.")
    }
    return catalogue.scales[place].id
  }

  /// The table, with levels together that too few patients have to stand by name.
  func answer(under rule: Disclosure, isRead: () -> Void = {}) async throws -> TimeTable {
    let times = try statistic()
    let table = try await cohort.answer(times)
    isRead()
    var seen = SeenLevels()
    seen.add(table)
    let pools = try await RareLevels(in: cohort, under: rule).pools(of: times.keys, seen: seen)
    return pools.isEmpty ? table : try await cohort.answer(times.by(times.keys.map { $0.pooled(pools) }))
  }

  /// A whole number without its point.
  private static func plain(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }

  /// How time is counted, for readers.
  func definitions(_ table: TimeTable) -> [ReportDefinition] {
    let zero =
      outcome == .relapse
      ? "The first score of the step that is a remission." : "The start of the step."
    let what =
      switch outcome {
      case .response:
        "The first score on \(table.scale) that is a response from the \(baseline == .step ? "step's start" : "entry")."
      case .remission: "The first score on \(table.scale) that is a remission."
      case .relapse:
        "The first score on \(table.scale) of \(Self.plain(table.relapseAt ?? 0)) or more after it."
      }
    let tail = parameters.endpointTail == DerivationParameters.noLimit
    let stop =
      outcome == .relapse || tail
      ? "" : ", a stop of the treatment with none after \(parameters.endpointTail) days"
    return [
      ReportDefinition(
        term: "Steps", text: at.map { "Those with \($0)." } ?? "All, the first of a patient in each group."),
      ReportDefinition(
        term: "Time zero",
        text: zero
          + (table.landmark > 0
            ? " Under observation from day \(table.landmark) after the step's start, since what a step is called is known by then (delayed entry); or from entry, where that is later."
            : " Under observation from then, or from entry, where that is later (delayed entry).")),
      ReportDefinition(term: "Event", text: what),
      ReportDefinition(
        term: "Other ends",
        text: "The next step\(stop), a patient lost (stop_reason\(dropout.map { ", \($0)" } ?? ""))"
          + (death.map { ", death (\($0))" } ?? "; death, of which the question names no column")
          + ". They compete with the event."),
      ReportDefinition(
        term: "Censored", text: "At the last score" + (until.map { ", or on day \($0)" } ?? "") + "."),
      ReportDefinition(
        term: "Curves",
        text: (cohort.cohort.declaration.design == .randomised ? "" : "Not adjusted for who got what. ")
          + "Incidence: Aalen-Johansen. Survival: Kaplan-Meier, for which who leaves otherwise would go on like those who stay. "
          + "Limits by log(-log) at \(Self.plain(level * 100)) %."),
    ]
  }
}
