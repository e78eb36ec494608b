/// What rates are grouped by.
public enum GroupKey: Sendable, Hashable {
  case strategy, step, priorFailures, agent, scale, baselineSeverity, design
  /// A covariate by its text.
  case covariate(String)
  /// A numeric covariate in ranges: `cut(age, 30, 50)` is `<30`, `30-<50`, `>=50`.
  case cut(String, [Double])

  /// The name of the column that holds the group.
  public var name: String {
    switch self {
    case .strategy: "strategy"
    case .step: "step"
    case .priorFailures: "prior_failures"
    case .agent: "agent"
    case .scale: "scale"
    case .baselineSeverity: "baseline_severity"
    case .design: "design"
    case .covariate(let name): name
    case .cut(let name, _): name
    }
  }
}
