import Causal
import Intake
import Regression
import Reporting
import Statistics
import Treatment

/// Strategies of a cohort compared with a reference: what is read, what is refused, and the trial that is emulated.
struct StrategyQuestion {
  let cohort: OpenCohort
  var strategies: [String]
  var reference: String
  var adjustment: String
  /// Which steps, as a filter.
  var at: String?
  var outcome = Outcome.remission
  var scale: String?
  var baseline = BaselineKind.step
  var endpoint = Endpoint.last
  /// `nil` = as the steps need it.
  var landmark: Int?
  var parameters = DerivationParameters()
  var options = EffectOptions()
  var disclosure = Disclosure.ohdsi()
  var roles: [String: String] = [:]
  var allowedLeakage: [String] = []
  var bootstrap = 0
  /// A covariate that no strategy can have changed.
  var negativeControl: String?

  /// The compared strategies, without the reference.
  private var compared: [String] { strategies.filter { $0 != reference } }

  /// Labels of derived steps rest on up to so many days after the start; those of arms drawn by lot on none.
  private var needed: Int {
    cohort.cohort.isRaw && cohort.cohort.declaration.design == .cohort ? Int(parameters.overlapSwitchMax) : 0
  }

  var landmarkInForce: Int { landmark ?? needed }

  /// Throws: ``Failure`` for what cannot be asked.
  func check() throws {
    guard strategies.count > 1, Set(strategies).count == strategies.count else {
      throw Failure(
        .configuration, "--strategies takes two or more, each once: --strategies SWITCH_OUT,AUGMENT_AAP.")
    }
    guard strategies.contains(reference) else {
      throw Failure(
        .configuration, "--reference is one of the strategies: \(strategies.joined(separator: ", ")).")
    }
    if cohort.cohort.declaration.design == .crossover {
      throw Failure(
        .configuration,
        "In a crossover each patient is their own comparison, and this one is between patients. A report of the study compares "
          + "its treatments within patients.")
    }
    if landmarkInForce < needed {
      throw Failure(
        .configuration,
        "What a derived step is called uses up to \(needed) days after its start (whether the older drug runs on), so that a patient must "
          + "have got so far to be called so: immortal time. Take --landmark \(needed) or more, or leave it out."
      )
    }
    try guardAgainstLeaks()
  }

  /// Covariates that come about with the outcome or after time zero, and the strategy itself, are refused.
  private func guardAgainstLeaks() throws {
    let formula = try effects.formula(compared[0])
    let own = Set(["strategy", "agent", "agents"])
    if let name = formula.leakageTerms.flatMap(\.variables).first(where: own.contains) {
      throw Failure(
        .configuration,
        "--adjust names '\(name)', which is what is compared. Adjust for what was known before.")
    }
    if let negativeControl, formula.columns.contains(negativeControl) {
      throw Failure(
        .configuration,
        "The negative control '\(negativeControl)' is adjusted for, so that no difference could be left. Take it out of --adjust, or name "
          + "another.")
    }
    let known = CohortTable.roles.merging(try CovariateRole.roles(roles)) { $1 }
    _ = try LeakageGuard(rule: nil, roles: known, allowing: allowedLeakage).check(formula.leakageTerms)
  }

  private var effects: StrategyEffects {
    var effects = StrategyEffects(
      compared, against: reference, outcome: outcome.rawValue, adjustment: adjustment,
      landmark: landmarkInForce, options)
    (effects.bootstrap, effects.negativeControl) = (bootstrap, negativeControl)
    return effects
  }

  /// The effects with the trial that they emulate and what else is to be said.
  func answer(isRead: () -> Void = {}) async throws -> (
    table: EffectTable, trial: [ReportDefinition], notes: [String], failure: EffectError?
  ) {
    try check()
    let names = try effects.columns()
    let covariates = try CovariateTypes(cohort.cohort).requests(CohortTable.covariates(among: names))
    let list = strategies.map { "'\($0)'" }.joined(separator: ", ")
    let text = (at.map { "(\($0)) and " } ?? "") + "strategy in (\(list))"
    let filter = try RatesQuestion(by: "", filter: text, catalogue: cohort.cohort.catalogue).condition()
    let rows = try await cohort.answer(
      CohortTable(
        names, covariates: covariates, scale: try scaleIdentifier(), baseline: baseline, endpoint: endpoint,
        missing: .observed, where: filter))
    isRead()
    guard let held = rows.table else { throw Failure(.noAnswer, "No row is left to compare.") }
    var table = try effects.table(of: try withControl(held))
    CohortTruth(cohort.cohort.path, at: at)?.mark(&table, outcome)
    let failures = table.pairs.compactMap(\.failure)
    let hasNone = failures.count == table.pairs.count
    return (table, trial(table), notes(table), hasNone ? failures.first : nil)
  }

  /// The negative control as 0 and 1: a number as it is, of two texts the later one as 1.
  private func withControl(_ rows: FlatTable) throws -> FlatTable {
    guard let negativeControl, let column = rows[negativeControl] else { return rows }
    var rows = rows
    let refusal = Failure(
      .configuration,
      "The negative control '\(negativeControl)' takes other values than two. Name a column of 0 and 1, or of two texts."
    )
    switch column.values {
    case .numbers(let values):
      guard values.allSatisfy({ $0.isNaN || $0 == 0 || $0 == 1 }) else { throw refusal }
    case .texts(let codes, let levels):
      let used = Set(codes).filter { $0 >= 0 }.map { levels[Int($0)] }.sorted()
      guard used.count <= 2 else { throw refusal }
      let later = used.last
      rows.set(
        FlatColumn(
          negativeControl,
          .numbers(codes.map { $0 < 0 ? .nan : levels[Int($0)] == later && used.count == 2 ? 1 : 0 })))
    }
    return rows
  }

  private func scaleIdentifier() throws -> String? {
    let scales = cohort.cohort.isRaw ? try cohort.cohort.scales() : []
    guard let scale else { return scales.count == 1 ? scales.first : nil }
    let catalogue = cohort.cohort.catalogue
    guard let place = catalogue.scale(named: scale) else {
      throw Failure(.configuration, "'\(scale)' is no scale of the catalogue.")
    }
    return catalogue.scales[place].id
  }

  static func words(_ strategy: String) -> String { Strategy.words(for: strategy) ?? strategy }

  /// In words, with the code that a command names it by.
  private func named(_ strategy: String) -> String {
    Strategy.words(for: strategy).map { "\($0) (\(strategy))" } ?? strategy
  }

  private func notes(_ table: EffectTable) -> [String] {
    var result: [String] = []
    for pair in table.pairs where pair.missing.missing > 0 {
      result += MissingRowsText(pair.missing, under: disclosure).sentences.map {
        "\(Self.words(pair.first.strategy)): \($0)"
      }
    }
    if !result.isEmpty {
      result.append(
        "Rows without a covariate are in no estimate. To keep them, leave the term out of --adjust, or give the column a level for "
          + "what is missing.")
    }
    if table.endedBefore > 0 {
      result.append("Steps that were over before day \(landmarkInForce) are in no group.")
    }
    if case .nearest(let day, let window) = endpoint, day - window < landmarkInForce {
      result.append("The endpoint may lie on day \(day - window), before the landmark.")
    }
    return result
  }

  /// The seven components of Hernán and Robins.
  private func trial(_ table: EffectTable) -> [ReportDefinition] {
    let isRandomised = cohort.cohort.declaration.design == .randomised
    let zero =
      landmarkInForce > 0 ? "day \(landmarkInForce) after the step's start (landmark)" : "the step's start"
    let eligible = [
      at.map { "steps with \($0)" } ?? "all steps", scale.map { "scored on \($0)" },
      landmarkInForce > 0 ? "still running on day \(landmarkInForce)" : nil, "with every covariate known",
    ].compactMap { $0 }.joined(separator: ", ")
    let population =
      switch options.population {
      case .everybody: "everybody eligible (ATE)"
      case .first: "those who had the first strategy (ATT)"
      case .overlap: "those who could well have had either (overlap)"
      }
    return [
      ReportDefinition(term: "Eligibility", text: eligible + "."),
      ReportDefinition(
        term: "Strategies",
        text: compared.map(named).joined(separator: ", ")
          + "; reference: \(named(reference)); as begun, whatever came after."),
      ReportDefinition(
        term: "Assignment",
        text: isRandomised
          ? "At random; what is adjusted for (\(adjustment)) makes the estimate narrower, not fairer."
          : "Not at random; taken to be so among patients alike in \(adjustment)."),
      ReportDefinition(
        term: "Follow-up",
        text: "From \(zero), by which every covariate is known, to the endpoint: \(endpoint.words)."),
      ReportDefinition(
        term: "Outcome",
        text: "\(outcome.rawValue), a missing endpoint weighted for (IPCW) by the same covariates."),
      ReportDefinition(
        term: "Contrast", text: "Risk difference, risk ratio and odds ratio among \(population)."),
      ReportDefinition(
        term: "Analysis",
        text:
          "Unadjusted, g-formula, inverse-probability weights and doubly robust; a logistic model for each strategy"
          + (options.modelMethod == .firth ? " (Firth)" : "")
          + (options.folds > 1
            ? "; cross-fitted in \(options.folds) folds of patients, seed \(options.seed)" : "")
          + (options.leastProbability > 0
            ? "; probabilities below \(options.leastProbability) count as that" : "; no weight truncated")
          + ". Standard errors are robust to several steps of a patient."),
    ]
  }
}
