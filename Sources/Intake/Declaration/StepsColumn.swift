internal import Treatment

/// A column of a steps file that has a meaning.
///
/// The one place that says what each is called, what its cells hold, when it has to be there, and whether it repeats;
/// every way of reading a steps file asks here.
/// Source: Documentation/Formats/Cohort.md, "steps.csv" (read).
enum StepsColumn: Int, CaseIterable, Sendable {
  // The canonical order: those that a file must have, then the others.
  case patient, step, strategy, agents, startDay, endDay, scale, scoreStart, scoreEnd
  case episode, adequate, stopReason, scoreEntry, endScoreDay, scoreLast, censored, rule, tags

  enum Need: Equatable {
    /// The file has the column and each row a value.
    case value
    /// The same, but a row may leave it blank where nobody asks for days: see ``StepsColumn/needsStart(_:)``.
    case valueForDays
    /// The file has the column; a cell may be blank.
    case column
    /// The file may lack it, but for what is asked for by this option.
    case option(String)
    case nothing
  }

  var name: String {
    switch self {
    case .patient: "patient_id"
    case .step: "step"
    case .strategy: "strategy"
    case .agents: "agents"
    case .startDay: "start_day"
    case .endDay: "end_day"
    case .scale: "scale"
    case .scoreStart: "score_start"
    case .scoreEnd: "score_end"
    case .episode: "episode"
    case .adequate: "adequate"
    case .stopReason: "stop_reason"
    case .scoreEntry: "score_entry"
    case .endScoreDay: "end_score_day"
    case .scoreLast: "score_last"
    case .censored: "censored"
    case .rule: "rule"
    case .tags: "tags"
    }
  }

  var need: Need {
    switch self {
    case .patient, .step, .strategy, .scale: .value
    case .startDay: .valueForDays
    case .agents, .endDay, .scoreStart, .scoreEnd: .column
    case .scoreEntry: .option("--baseline entry")
    case .scoreLast: .option("--missing locf")
    case .endScoreDay: .option("--endpoint-day")
    case .episode, .adequate, .stopReason, .censored, .rule, .tags: .nothing
    }
  }

  /// The words that a cell may hold; `nil` for a column without words of its own.
  var words: [String]? { Self.wordsOfColumns[rawValue] }

  /// The columns that have words of their own.
  static let worded = allCases.filter { $0.words != nil }

  private static let wordsOfColumns: [[String]?] = allCases.map { column in
    if case .word(let words) = CanonicalColumn(column.name) { words } else { nil }
  }

  static let required = allCases.filter { $0.isRequired }
  static let optional = allCases.filter { !$0.isRequired }

  /// Columns beside treatment and days that say something of a step and not of its scores, so that all rows of a step
  /// hold the same. Covariates that are read are the others. (`tags` may tell of scores.)
  static let repeated: [StepsColumn] = [.adequate, .stopReason, .censored, .rule]

  private var isRequired: Bool {
    switch need {
    case .value, .valueForDays, .column: true
    case .option, .nothing: false
    }
  }

  /// Columns that the request needs beside the required ones, each with the option that it is for.
  static func needed(by request: PageRequest) -> [(column: StepsColumn, purpose: String)] {
    optional.compactMap { column in
      guard case .option(let purpose) = column.need, column.isAsked(by: request) else { return nil }
      return (column, purpose)
    }
  }

  private func isAsked(by request: PageRequest) -> Bool {
    switch self {
    case .scoreEntry: request.columns.contains(.entry)
    case .scoreLast: request.columns.contains(.last)
    case .endScoreDay: if case .nearest = request.endpoint { true } else { false }
    default: false
    }
  }

  /// Whether each row has to have a start.
  static func needsStart(_ request: PageRequest) -> Bool {
    request.columns.contains(.days) || StepsColumn.endScoreDay.isAsked(by: request)
  }
}
