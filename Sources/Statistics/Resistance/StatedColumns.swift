public import Treatment

/// Which columns a file of steps has beside those that every one has, for trials to be judged by what it states.
///
/// Source: Documentation/Formats/Cohort.md, "steps.csv".
public struct StatedColumns: Sendable, Hashable {
  /// Without it nobody knows what was adequate.
  public static let needed = adequate
  static let adequate = CovariateRequest("adequate", as: .text)
  static let stopReason = CovariateRequest("stop_reason", as: .text)
  static let priorFailures = CovariateRequest("prior_failures", as: .number)

  /// Those that are there, in the order above.
  let covariates: [CovariateRequest]

  /// `nil` where the file does not say what was adequate.
  public init?(among names: [String]) {
    covariates = [Self.adequate, Self.stopReason, Self.priorFailures].filter {
      names.contains($0.name)
    }
    guard covariates.contains(Self.adequate) else { return nil }
  }

  func request(endpoint: Endpoint) -> PageRequest {
    PageRequest(
      scales: nil, endpoint: endpoint, columns: [.episode, .agents, .days, .endpointDays],
      covariates: covariates)
  }
}
