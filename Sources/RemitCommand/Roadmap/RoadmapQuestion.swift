import Causal
import Intake
import Regression
import Reporting
import Statistics
import Treatment

/// Policies put to a cohort: what is read, what is refused, and what is said beside the values.
struct RoadmapQuestion {
  let cohort: OpenCohort
  var policies: [NamedPolicy]
  var options: RoadmapOptions
  /// Which steps are read, as a filter.
  var filter: String?
  var scale: String?
  var baseline = BaselineKind.step
  var endpoint = Endpoint.last
  var parameters = DerivationParameters()
  var disclosure = Disclosure.ohdsi()
  var roles: [String: String] = [:]
  var allowedLeakage: [String] = []

  /// Throws: ``Failure`` for what cannot be asked.
  private func check() throws {
    if cohort.cohort.declaration.design == .crossover {
      throw Failure(
        .configuration, "A crossover has no road: its second treatment comes whatever became of the first.")
    }
    if policies.isEmpty, options.learning == nil {
      throw Failure(
        .configuration,
        "There is no policy. Name a file with --policies, or write one: --policy 'step 2: SWITCH_OUT; step 3: ECT'."
      )
    }
    try NamedPolicy.check(policies)
    for policy in policies {
      if let last = policy.policy.rules.last?.step, last > options.lastStep {
        throw Failure(
          .configuration,
          "The policy '\(policy.name)' has a rule for step \(last), and roads end with step \(options.lastStep) (--max-steps)."
        )
      }
    }
    try guardAgainstLeaks()
  }

  /// What comes about after a step began is refused, and so is the strategy itself: as covariates, as what a learned tree asks for, and as
  /// what a condition reads.
  private func guardAgainstLeaks() throws {
    var terms = try Formula(parsing: "begun ~ " + options.adjustment).leakageTerms
    try refuseLate(terms.flatMap(\.variables), of: "--adjust", "Adjust for")
    let asked = options.learning?.by ?? []
    try refuseLate(asked, of: "--by", "Let a tree ask for")
    // Conditions say by themselves what looks ahead; roles are theirs too.
    let read = policies.flatMap { policy in
      (1...options.lastStep).flatMap { policy.policy.columns(at: $0).map(\.name) }
    }
    let isLate = { PolicyNames.lateness(of: $0, at: max(2, options.lastStep)) != nil }
    for name in asked + read where !isLate(name) && !terms.contains(where: { $0.label == name }) {
      terms.append(.init(name, variables: [name]))
    }
    // What the history holds is known, by its definition.
    var known = CohortTable.roles
    for name in terms.flatMap(\.variables) where PolicyNames.isHistory(name) { known[name] = .baseline }
    let roles = known.merging(try CovariateRole.roles(roles)) { $1 }
    _ = try LeakageGuard(rule: nil, roles: roles, allowing: allowedLeakage).check(terms)
  }

  private func refuseLate(_ names: [String], of option: String, _ way: String) throws {
    for name in names where !allowedLeakage.contains(name) {
      // As of the last step, at which most is known.
      guard let reason = PolicyNames.lateness(of: name, at: max(2, options.lastStep)) else { continue }
      throw Failure(
        .configuration, "\(option) names '\(name)': \(reason) \(way) what is known when a step begins.")
    }
  }

  /// The cohort's roads.
  func roads(isRead: () -> Void = {}) async throws -> RoadCohort {
    try check()
    let covariates = try RoadCohort.covariates(options, policies.map(\.policy))
    let known = try patientColumns()
    for policy in policies {
      // Strategies are checked once it is known which there are.
      try policy.policy.check(strategies: nil) { step in PolicyNames.known(at: step) + known }
    }
    var requests = try CovariateTypes(cohort.cohort).requests(covariates)
    for policy in policies {
      for step in 1...options.lastStep {
        for column in policy.policy.columns(at: step) {
          // A condition says how it reads a column that is not declared.
          if let place = requests.firstIndex(where: { $0.name == column.name }),
            requests[place].kind != column.kind,
            column.kind == .text
          {
            requests[place] = column
          }
        }
      }
    }
    let hasReasons = try cohort.cohort.isRaw || cohort.cohort.stepColumns().contains(StopReason.column)
    if hasReasons { requests.append(CovariateRequest(StopReason.column, as: .text)) }
    var text = "step <= \(options.lastStep + 1)"
    if let filter { text = "(\(filter)) and " + text }
    let condition = try RatesQuestion(by: "", filter: text, catalogue: cohort.cohort.catalogue).condition()
    let rows = try await cohort.answer(
      CohortTable(
        try RoadCohort.columns(options, policies.map(\.policy)), covariates: requests,
        scale: try scaleIdentifier(), baseline: baseline,
        endpoint: endpoint, missing: .observed, where: condition))
    isRead()
    guard let held = rows.table else { throw Failure(.noAnswer, "No patient has a road.") }
    var options = options
    options.endpoint = endpoint
    let roads = try RoadCohort(held, policies: policies.map(\.policy), options)
    for policy in policies {
      try policy.policy.check(strategies: { roads.actions(at: $0) }) { step in
        PolicyNames.known(at: step) + known
      }
    }
    return roads
  }

  /// What policies are worth, and what is to be said besides.
  func answer(isRead: () -> Void = {}) async throws -> (table: RoadmapTable, notes: [String]) {
    let roads = try await roads(isRead: isRead)
    var table = try Roadmap(roads, policies: policies).table()
    PolicyTruth(cohort.cohort.path)?.mark(&table)
    return (table, notes)
  }

  /// Columns that a condition may name, beside the history.
  private func patientColumns() throws -> [String] {
    let reserved = Set(["patient_id", "entry_day", "last_day"])
    var names = try cohort.cohort.columnNames().filter { !reserved.contains($0) }
    for table in cohort.cohort.declaration.tables { names += (table.covariates ?? []).map(\.name) }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func scaleIdentifier() throws -> String? {
    let scales = cohort.cohort.isRaw ? try cohort.cohort.scales() : []
    guard let scale else {
      if scales.count > 1 {
        throw Failure(
          .configuration,
          "The cohort has several scales (\(scales.joined(separator: ", "))), which are never pooled. Name one with --scale."
        )
      }
      return scales.first
    }
    let catalogue = cohort.cohort.catalogue
    guard let place = catalogue.scale(named: scale) else {
      throw Failure(.configuration, "'\(scale)' is no scale of the catalogue.")
    }
    return catalogue.scales[place].id
  }

  private var notes: [String] {
    var result = [
      "\(options.outcome.rawValue.prefix(1).uppercased() + options.outcome.rawValue.dropFirst()) is judged by \(endpoint.words), and ends "
        + "a road. A road is a patient's first episode, to the end of step \(options.lastStep). Whoever has no score there is lost from there on, unless the step was given up for another before its endpoint could be seen: "
        + "then it ended without."
    ]
    if cohort.cohort.isRaw {
      result.append(
        "What a derived step is called rests on up to \(parameters.overlapSwitchMax) days after its start. A combination that was soon given "
          + "up (COMBINE_ABORTED) counts as the combination that was begun.")
    }
    if options.effects.folds > 1 {
      result.append(
        "Cross-fitted in \(options.effects.folds) folds of patients, seed \(options.effects.seed): each patient is judged by models that never "
          + "saw them. The g-formula has no limits then.")
    }
    if cohort.cohort.declaration.design == .randomised {
      result.append("Patients were randomised at the start; later steps were not, unless the study says so.")
    }
    return result
  }
}
