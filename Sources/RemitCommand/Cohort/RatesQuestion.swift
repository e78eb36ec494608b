import Intake
import Treatment

/// The grouping and the filter of a table of rates, read and checked.
struct RatesQuestion {
  let by: String
  let filter: String?
  /// The one in which the filter's names stand.
  let catalogue: Catalogue

  /// Names that the table's own columns have.
  private static let taken: Set<String> = [
    "outcome", "baseline", "endpoint", "missing", "interval", "patients", "steps", "no_baseline", "n",
    "events",
    "estimate", "conf_low", "conf_high", "robust_low", "robust_high", "suppressed",
  ]

  /// Throws: ``Failure`` where a covariate has the name of a column of the output, and what the parser throws.
  func keys() throws -> [GroupKey] {
    let keys = try GroupKey.list(parsing: by)
    for key in keys where Self.taken.contains(key.name) {
      throw Failure(
        .configuration,
        "A table of rates has a column '\(key.name)' of its own. Give the covariate another name under covariates: in "
          + "cohort.yaml, for example \(key.name)_group: {column: \(key.name), type: text}.")
    }
    return keys
  }

  /// Throws: ``Failure`` where a scale or agent is named that the catalogue does not have, since no row could ever
  /// match it, and what the parser throws.
  func condition() throws -> Filter? {
    guard let condition = try filter.map({ try Filter(parsing: $0) }) else { return nil }
    if let name = condition.unknownScales(in: catalogue).first {
      throw Self.unknown(name, "scale", catalogue.nearestScales(to: name))
    }
    if let name = condition.unknownAgents(in: catalogue).first {
      throw Self.unknown(name, "agent", catalogue.nearestAgents(to: name))
    }
    return condition
  }

  /// The covariates that the tables of a study read.
  static func covariates(of study: StudySpecification, in catalogue: Catalogue) throws -> [CovariateRequest] {
    var result: [CovariateRequest] = []
    for table in [study.common] + study.rates {
      let question = RatesQuestion(
        by: table.by.joined(separator: ", "), filter: table.filter, catalogue: catalogue)
      let reads =
        try question.keys().flatMap(\.reads.covariates) + (question.condition()?.reads.covariates ?? [])
      for covariate in reads where !result.contains(covariate) { result.append(covariate) }
    }
    if let filter = study.resistance?.filter {
      let question = RatesQuestion(by: "", filter: filter, catalogue: catalogue)
      for covariate in try question.condition()?.reads.covariates ?? [] where !result.contains(covariate) {
        result.append(covariate)
      }
    }
    return result
  }

  private static func unknown(_ name: String, _ what: String, _ near: [String]) -> Failure {
    let hint = near.isEmpty ? "" : " The nearest: \(near.prefix(3).joined(separator: ", "))."
    return Failure(.configuration, "The filter names '\(name)', which is no \(what) of the catalogue.\(hint)")
  }
}
