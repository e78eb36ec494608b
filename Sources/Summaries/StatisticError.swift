/// Why a statistic has no answer. Each case has a way out, which `description` names.
public enum StatisticError: Error, Equatable, Sendable {
  case noRows(wanted: String)
  case tooManyLevels(of: String, limit: Int, numeric: Bool)
  case notAvailable(outcome: String, scale: String, reason: String)
  case separated(term: String)
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
    case .separated(let term):
      "The outcome is separated by '\(term)', so its estimate is infinite. Use --method firth."
    case .rankDeficient(let terms):
      "These terms repeat others: \(terms.joined(separator: ", ")). Remove them from the formula."
    case .notConverged(let rounds):
      "The fit did not converge in \(rounds) rounds. Check the scaling of the columns."
    }
  }
}
