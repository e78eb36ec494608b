/// What rates are grouped by.
public indirect enum GroupKey: Sendable, Hashable {
  case strategy, step, priorFailures, agent, scale, baselineSeverity, design
  /// Lifestyle programmes of the step, by ``ProgrammeLevel``.
  case lifestyle
  /// A covariate by its text.
  case covariate(String)
  /// A numeric covariate in ranges: `cut(age, 30, 50)` is `<30`, `30-<50`, `>=50`.
  case cut(String, [Double])
  /// A key some of whose levels are one group.
  case pooled(GroupKey, LevelPool)

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
    case .lifestyle: ProgrammeColumn.lifestyle.rawValue
    case .covariate(let name): name
    case .cut(let name, _): name
    case .pooled(let key, _): key.name
    }
  }

  /// The levels that stand together; `nil` where each stands by itself.
  public var pool: LevelPool? {
    if case .pooled(_, let pool) = self { pool } else { nil }
  }

  /// Whether it groups by the texts of a covariate.
  public var isCovariate: Bool {
    switch self {
    case .covariate: true
    case .pooled(let key, _): key.isCovariate
    default: false
    }
  }

  /// Whether its groups are whatever texts a file holds, so that their number has to be watched.
  public var isOpen: Bool {
    switch self {
    case .covariate, .lifestyle: true
    case .pooled(let key, _): key.isOpen
    case .strategy, .step, .priorFailures, .agent, .scale, .baselineSeverity, .design, .cut: false
    }
  }

  /// What the key needs in a page.
  ///
  /// Not: the entry score. Severity at entry needs `.entry` too, which only the asker of that baseline knows.
  public var reads: (columns: PageRequest.Columns, covariates: [CovariateRequest]) {
    switch self {
    case .strategy, .step, .scale, .baselineSeverity, .design: ([], [])
    case .agent: (.agents, [])
    case .priorFailures, .lifestyle, .covariate: ([], [CovariateRequest(name, as: .text)])
    case .cut(let name, _): ([], [CovariateRequest(name, as: .number)])
    case .pooled(let key, _): key.reads
    }
  }

  /// What each range of a cut is called, ascending: `<30`, `30-<50`, `>=50`.
  static func labels(of bounds: [Double]) -> [String] {
    let texts = bounds.map(TokenReader.text(of:))
    guard let first = texts.first, let last = texts.last else { return [] }
    return ["<" + first] + zip(texts, texts.dropFirst()).map { "\($0)-<\($1)" } + [">=" + last]
  }
}
