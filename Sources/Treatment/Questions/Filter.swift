/// A condition on step rows, as `--where` gives it.
///
/// `name op value` joined by `and`, `or`, `not` and parentheses (`not` binds before `and`, `and` before
/// `or`); op is `== != < <= > >= in`; `name is missing`, `name is not missing`. Values are bare words,
/// 'quoted' texts (`''` is a quote) or numbers.
///
/// Names: `strategy, step, episode, agent, agents, scale, start_day, end_day, baseline` (the score that the
/// step started from); any other name is a covariate, `prior_failures` among them. A name may be quoted.
/// An agent or scale may be named by a synonym; other texts are compared as they are written.
///
/// A covariate is read as a number where it is compared with an unquoted number or by `< <= > >=`, else as
/// text; quote a number to compare it as text.
///
/// Not: three-valued logic. A missing value makes a comparison false, `!=` and `in` too, and the `not` of a
/// false comparison is true: `not age > 50` holds for a patient of unknown age, `age <= 50` does not.
public struct Filter: Sendable, Hashable {
  let root: Condition

  init(_ root: Condition) { self.root = root }

  /// Reads the text of a filter.
  ///
  /// Throws: ``TreatmentError/doesNotParse(text:column:expected:)`` at the first mistake.
  public init(parsing text: String) throws(TreatmentError) {
    root = try FilterParser.condition(in: text)
  }

  indirect enum Condition: Sendable, Hashable {
    /// At least two conditions, none of them itself `all`.
    case all([Condition])
    /// At least two conditions, none of them itself `any`.
    case any([Condition])
    case not(Condition)
    case missing(Name, Bool)
    case number(Name, Comparison, Double)
    case text(Name, equal: Bool, String)
    case numbers(Name, [Double])
    case texts(Name, [String])

    /// Conditions joined, with those of the same kind laid flat.
    static func joined(_ parts: [Condition], all: Bool) -> Condition {
      let flat = parts.flatMap { part -> [Condition] in
        switch part {
        case .all(let inner) where all: inner
        case .any(let inner) where !all: inner
        default: [part]
        }
      }
      return flat.count == 1 ? flat[0] : all ? .all(flat) : .any(flat)
    }
  }

  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
  }

  /// What a name in a filter stands for.
  enum Name: Sendable, Hashable {
    case strategy, step, episode, agent, agents, scale
    case startDay, endDay, baseline
    case covariate(String, CovariateRequest.Kind)

    /// The name that is no covariate.
    static func reserved(_ name: String) -> Name? {
      switch name {
      case "strategy": .strategy
      case "step": .step
      case "episode": .episode
      case "agent": .agent
      case "agents": .agents
      case "scale": .scale
      case "start_day": .startDay
      case "end_day": .endDay
      case "baseline": .baseline
      default: nil
      }
    }

    var text: String {
      switch self {
      case .strategy: "strategy"
      case .step: "step"
      case .episode: "episode"
      case .agent: "agent"
      case .agents: "agents"
      case .scale: "scale"
      case .startDay: "start_day"
      case .endDay: "end_day"
      case .baseline: "baseline"
      case .covariate(let name, _): name
      }
    }

    var kind: CovariateRequest.Kind {
      switch self {
      case .strategy, .agent, .agents, .scale: .text
      case .step, .episode, .startDay, .endDay, .baseline: .number
      case .covariate(_, let kind): kind
      }
    }
  }

  static let keywords: Set<String> = ["and", "or", "not", "in", "is", "missing"]
}

extension Filter {
  /// What the filter needs in a page.
  public var reads: (columns: PageRequest.Columns, covariates: [CovariateRequest]) {
    var columns: PageRequest.Columns = []
    var covariates: [CovariateRequest] = []
    for name in root.names {
      switch name {
      case .episode: columns.insert(.episode)
      case .agent, .agents: columns.insert(.agents)
      case .startDay, .endDay: columns.insert(.days)
      case .strategy, .step, .scale, .baseline: break
      case .covariate(let name, let kind):
        let wanted = CovariateRequest(name, as: kind)
        if !covariates.contains(wanted) { covariates.append(wanted) }
      }
    }
    return (columns, covariates)
  }

  /// Whether the filter asks what steps are called, which may rest on days after their start.
  public var readsStrategy: Bool {
    root.names.contains { [.strategy, .agent, .agents].contains($0) }
  }

  /// Whether the filter asks about steps, so that it cannot judge a patient who has none.
  public var readsSteps: Bool {
    root.names.contains { name in
      if case .covariate(let name, _) = name {
        ProgrammeColumn(rawValue: name) != nil || name == StopReason.column
      } else {
        true
      }
    }
  }
}

extension Filter.Condition {
  /// The names in the order of the text.
  var names: [Filter.Name] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.names)
    case .not(let part): part.names
    case .missing(let name, _), .number(let name, _, _), .text(let name, _, _), .numbers(let name, _),
      .texts(let name, _):
      [name]
    }
  }
}

extension Filter: CustomStringConvertible {
  /// The filter in its canonical spelling, which parses back to the same filter.
  public var description: String { root.text }
}

extension Filter.Condition {
  fileprivate var text: String {
    switch self {
    case .all(let parts): parts.map(\.textInAll).joined(separator: " and ")
    case .any(let parts): parts.map(\.text).joined(separator: " or ")
    case .not(let part): "not " + part.textInNot
    case .missing(let name, let isMissing): spelled(name) + (isMissing ? " is missing" : " is not missing")
    case .number(let name, let comparison, let value):
      "\(spelled(name)) \(comparison.rawValue) \(TokenReader.text(of: value))"
    case .text(let name, let equal, let value):
      "\(spelled(name)) \(equal ? "==" : "!=") \(spelled(value))"
    case .numbers(let name, let values):
      "\(spelled(name)) in (\(values.map(TokenReader.text(of:)).joined(separator: ", ")))"
    case .texts(let name, let values):
      "\(spelled(name)) in (\(values.map(spelled).joined(separator: ", ")))"
    }
  }

  private var textInAll: String {
    if case .any = self { "(\(text))" } else { text }
  }

  private var textInNot: String {
    switch self {
    case .all, .any: "(\(text))"
    default: text
    }
  }

  private func spelled(_ value: String) -> String {
    TokenReader.text(of: value, keywords: Filter.keywords)
  }

  private func spelled(_ name: Filter.Name) -> String { spelled(name.text) }
}
