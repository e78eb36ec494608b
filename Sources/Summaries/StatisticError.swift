/// Why a statistic has no answer. Each case has a way out, which `description` names.
public enum StatisticError: Error, Equatable, Sendable {
  case noRows(wanted: String)
  case tooManyLevels(of: String, limit: Int, numeric: Bool)
  case notAvailable(outcome: String, scale: String, reason: String)
  /// `levels`: which values of the term's columns have only one outcome, in words; empty where it takes several.
  case separated(term: String, levels: [String])
  case constantOutcome(events: Double, n: Double)
  /// Fewer than three events for each parameter: `events` counts the rarer outcome.
  case fewEvents(events: Double, parameters: Int)
  case notFinite(column: String)
  case badWeights(reason: String)
  case fewClusters(Int)
  /// A cluster has more rows than its adjustment can be worked out for.
  case largeClusters(limit: Int)
  case rankDeficient(terms: [String])
  case notConverged(rounds: Int)
}

extension StatisticError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRows(let wanted):
      "No row is left for \(wanted). Loosen --where, or name another scale or column."
    case .tooManyLevels(let name, let limit, let numeric):
      numeric
        ? "The column '\(name)' is numeric and has more than \(limit) values. "
          + "Group it with cut(\(name), …), for example cut(\(name), 30, 50)."
        : "The column '\(name)' has more than \(limit) different texts, which is too many for a grouping. "
          + "Map them to fewer in cohort.yaml, or group by another column."
    case .notAvailable(let outcome, let scale, let reason):
      "\(outcome) is not available on \(scale): \(reason). Choose another outcome or scale."
    case .separated(let term, let levels):
      "The outcome is separated by '\(term)'"
        + (levels.isEmpty ? "" : " (\(levels.joined(separator: "; ")))")
        + ", so its estimate by maximum likelihood is infinite. Use --method firth."
    case .constantOutcome(let events, let n):
      "The outcome is the same in every row (\(Self.plain(events)) events of \(Self.plain(n))), so nothing can predict it. "
        + "Check --event and --where."
    case .fewEvents(let events, let parameters):
      "\(Self.plain(events)) events (of the rarer outcome) for \(parameters) parameters are fewer than three each. Use fewer "
        + "terms, or --method firth; --allow-few-events fits it all the same."
    case .notFinite(let column):
      "The column '\(column)' has an infinite value or one that is no number. Check the transformation "
        + "(log of 0?), or leave those rows out with --where."
    case .fewClusters(let count):
      "Standard errors robust to clusters need at least two clusters; there are \(count). Name a cluster column with more "
        + "values, or leave robust standard errors out."
    case .largeClusters(let limit):
      "A cluster has more than \(limit) rows, for which CR2 costs too much. Use --se cr1."
    case .badWeights(let reason):
      "The weights cannot be used: \(reason). Give weights of 0 or more, and proportions from 0 to 1."
    case .rankDeficient(let terms):
      "These terms repeat others: \(terms.joined(separator: ", ")). Remove them from the formula."
    case .notConverged(let rounds):
      "The fit did not converge in \(rounds) rounds. Check the scaling of the columns, use fewer terms, or, for maximum likelihood, --method firth."
    }
  }

  /// A whole number without its point.
  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
