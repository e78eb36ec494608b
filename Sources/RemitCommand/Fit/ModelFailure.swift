import Regression
import Reporting
import Summaries
import Treatment

/// Why a model has no answer, with ways out that work where they are read: flags on a command line, keys in a study.
struct ModelFailure {
  enum Place { case command, study }

  let place: Place
  let method: RegressionOptions.Method
  let rule: Disclosure
  /// What may stand behind it: levels of a factor that a single row has, with their terms.
  var rareLevels: [(column: String, term: String)] = []

  init(place: Place, method: RegressionOptions.Method, rule: Disclosure) {
    (self.place, self.method, self.rule) = (place, method, rule)
  }

  /// Runs a regression; why it has no fit is worded for a reader at that place.
  static func worded<Answer>(
    _ place: Place, under rule: Disclosure, _ regression: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await regression()
    } catch let refusal as RegressionRefusal {
      throw failure(refusal, place: place, rule: rule)
    }
  }

  private static func failure(_ refusal: RegressionRefusal, place: Place, rule: Disclosure) -> Failure {
    switch refusal {
    case .robustOfSeparated: return separatedRobust
    case .unanswered(let error, let method, let cells):
      var own = ModelFailure(place: place, method: method, rule: rule)
      own.rareLevels = cells.cells.filter { $0.rows == 1 && !$0.column.contains(" without ") }
        .map { ($0.column, $0.term) }
      return own.failure(error)
    }
  }

  private static var separatedRobust: Failure {
    Failure(
      .noAnswer,
      "Robust standard errors are far too small where the outcome is separated, as it is here. Take rows as independent with "
        + "--cluster none, so that Firth's limits are those of its profile, and say so.")
  }

  func failure(_ error: any Error) -> Failure {
    var failure = Failure(error)
    if let error = error as? StatisticError { failure.message = message(error) }
    if place == .study { failure.message = Self.asKeys(failure.message) }
    return failure
  }

  private func message(_ error: StatisticError) -> String {
    switch error {
    case .separated where method == .firth, .notConverged:
      let rounds = if case .notConverged(let rounds) = error { " in \(rounds) rounds" } else { "" }
      return "The \(method == .firth ? "penalised fit" : "fit") did not converge\(rounds)." + levels
        + " Join rare levels of factors, or use fewer terms"
        + (method == .firth ? ", or --interval wald, which needs no profiles." : ", or --method firth.")
    case .fewClusters:
      return error.description + " Or take rows as independent with --cluster none."
    case .fewEvents(let events, let parameters) where rule.isSmall(events):
      return
        "Too few events (of the rarer outcome) for \(parameters) parameters: fewer than three each. Use fewer terms, or "
        + "--method firth; --allow-few-events fits it all the same."
    case .constantOutcome(let events, let n) where [events, n - events, n].contains(where: rule.isSmall):
      return "The outcome is the same in every row, so nothing can predict it. Check --event and --where."
    case .separated(let term, _) where hides:
      // Which level has no event, or nothing else, may be what a table of rates hides; a threshold is a patient's own value.
      return StatisticError.separated(term: term, levels: []).description + levels
    case .separated, .fewEvents: return error.description + levels
    default: return error.description
    }
  }

  /// Whether levels may not be named.
  private var hides: Bool {
    if case .none = rule { false } else { true }
  }

  private var levels: String {
    if rareLevels.isEmpty { return "" }
    if hides {
      let terms = Set(rareLevels.map(\.term)).sorted().joined(separator: ", ")
      return " A level of \(terms) has few rows. Join it with another."
    }
    let names = rareLevels.map(\.column)
    return names.count == 1
      ? " A level has a single row: \(names[0]). Join it with another."
      : " Levels with a single row: \(names.joined(separator: ", ")). Join them with others."
  }

  /// Flags of the command line as the keys of a model in STUDY.yaml.
  static func asKeys(_ text: String) -> String {
    let keys = [
      ("--method firth", "method: firth"), ("--allow-few-events fits", "allow_few_events: true fits"),
      ("--interval wald", "interval: wald"), ("--cluster none", "cluster: none"), ("--se ", "se: "),
      ("Check --event and --where.", "Check the formula's outcome and where."),
      ("--adjust", "adjust"), ("--at", "at"), ("--landmark", "landmark:"),
      ("--where", "where"), ("insist with --allow-leakage", "insist with allow_leakage:"),
      (" --allow-leakage '", ", '"), ("--allow-leakage", "allow_leakage"),
      ("--outcome-rule with", "outcome_rule with"), ("--outcome-rule", "outcome_rule"),
      ("--poly-rows all", "poly_rows: all"),
    ]
    return keys.reduce(text) { text, pair in
      text.split(separator: pair.0, omittingEmptySubsequences: false).joined(separator: pair.1)
    }
  }
}
