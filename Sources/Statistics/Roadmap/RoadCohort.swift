import Causal
public import Regression
public import Treatment

/// A cohort's roads, ready to be put under policies: at each step who came, what was known, what was begun, and what came of it.
///
/// A road is a patient's first episode. At step k a patient either reaches the outcome and leaves with it, or does not and comes to the
/// decision of step k + 1: begins it, or is not seen to (*left*). Whose endpoint nobody saw is lost from there on, whatever came later:
/// only those who did not remit would come back; but a step that was given up for another before its endpoint's window opened ended without. Both are made up for by weights of those who were alike and stayed (IPCW).
///
/// Grade: exact
public struct RoadCohort: Sendable {
  /// What was begun at one step.
  public struct Step: Sendable, Equatable {
    public var number: Int
    /// Patients about whom something was to be decided, and those of them who began the step.
    public var reached: Int
    public var begun: Int
    public var strategies: [Strategy]
    /// Whether strategies stand together under ``RoadCohort/others``.
    public var hasOthers: Bool

    public init(number: Int, reached: Int, begun: Int, strategies: [Strategy], hasOthers: Bool) {
      (self.number, self.reached, self.begun) = (number, reached, begun)
      (self.strategies, self.hasOthers) = (strategies, hasOthers)
    }

    public func names() -> [String] {
      strategies.filter(\.standsAlone).map(\.name) + (hasOthers ? [RoadCohort.others] : [])
    }
  }

  public struct Strategy: Sendable, Equatable {
    public var name: String
    public var patients: Int
    /// Whose outcome was seen, and those who reached it.
    public var seen: Int
    public var events: Int
    /// Of those without the outcome, who began a further step.
    public var wentOn: Int
    /// Whether it stands by its own name.
    public var standsAlone: Bool

    public init(
      name: String, patients: Int, seen: Int, events: Int, wentOn: Int, standsAlone: Bool
    ) {
      (self.name, self.patients, self.seen, self.events) = (name, patients, seen, events)
      (self.wentOn, self.standsAlone) = (wentOn, standsAlone)
    }
  }

  /// What strategies stand under that too few had, or that were not asked for.
  public static let others = "other strategies"

  public let options: RoadmapOptions
  public private(set) var steps: [Step] = []
  /// Patients with a road, and those of them without a covariate at the first step, who are in no estimate.
  public private(set) var patients = 0
  public private(set) var withoutCovariate = 0
  /// Patients whose steps do not begin with the first.
  public let withoutFirst: Int
  /// By step from the second, patients who came to it but lack a covariate; they count as lost before it.
  public private(set) var lackingLater: [Int] = []
  var decisions: [RoadDecision] = []
  let roads: [[RoadStep]]
  let clusters: [Int32]

  /// Stands on the left of the formulas.
  static let decided = "decided"

  /// The columns that a cohort must give, beside covariates; the score of entry, which not every file of steps has, where it is asked for.
  public static func columns(
    _ options: RoadmapOptions, _ policies: [TreatmentPolicy]
  ) throws(DesignError) -> [String] {
    ["episode", "step", "strategy", "start_day", "end_day", "baseline", "endpoint", "response"]
      + (options.outcome == .response ? [] : [options.outcome.rawValue])
      + (try read(options, policies).contains("entry") ? ["entry"] : [])
  }

  /// Every name that the formula, the policies and the trees read.
  private static func read(
    _ options: RoadmapOptions, _ policies: [TreatmentPolicy]
  ) throws(DesignError) -> [String] {
    var names = try Formula(parsing: decided + " ~ " + options.adjustment).columns.filter { $0 != decided }
    for policy in policies {
      for step in 1...max(1, options.lastStep) { names += policy.columns(at: step).map(\.name) }
    }
    return names + (options.learning?.by ?? [])
  }

  /// Names of covariates that the formula, the policies and the trees read, beside the history.
  public static func covariates(_ options: RoadmapOptions, _ policies: [TreatmentPolicy]) throws(DesignError)
    -> [String]
  {
    var names = try read(options, policies)
    if let cluster = options.cluster { names.append(cluster) }
    return names.reduce(into: []) { if !PolicyNames.isHistory($1) && !$0.contains($1) { $0.append($1) } }
  }

  /// - Parameter names: columns of the history and the patients that policies read, beside the formula's.
  public init(_ rows: FlatTable, policies: [TreatmentPolicy], _ options: RoadmapOptions) throws(DesignError) {
    self.options = options
    let (roads, withoutFirst) = RoadStep.roads(rows, outcome: options.outcome, endpoint: options.endpoint)
    (self.roads, self.withoutFirst) = (roads, withoutFirst)
    patients = roads.count
    clusters = try Self.clusters(roads, rows, options.cluster)
    var here = Array(roads.indices)
    for step in 1...max(1, options.lastStep) where !here.isEmpty {
      let history = RoadHistory(roads: roads, rows: rows, step: step, patients: here)
      let formula = try Self.formula(options.adjustment, at: step)
      var names = formula.columns.filter { $0 != Self.decided }
      for policy in policies { names += policy.columns(at: step).map(\.name) }
      names += options.learning?.by ?? []
      let begun = here.map { roads[$0].count >= step }
      // A design wants an outcome of two values; nobody looks at this one.
      let parity = here.indices.map { Double($0 % 2) }
      var table = FlatTable([FlatColumn(Self.decided, .numbers(parity))], rowCount: here.count)
      for name in names where table[name] == nil {
        if let column = history.column(name) { table.set(column) }
      }
      let own = here.map { roads[$0].count >= step ? roads[$0][step - 1] : nil }
      var decision = RoadDecision(
        step: step, patients: here, begun: begun, action: own.map { $0?.strategy },
        outcome: own.map { $0?.outcome ?? .nan }, table: table)
      let complete = try table.completeRows(of: formula)
      let lacking = complete.count { !$0 }
      if step == 1 { withoutCovariate = lacking } else { lackingLater.append(lacking) }
      decision = decision.kept(complete)
      name(&decision)
      decisions.append(decision)
      here = decision.patients.indices
        .filter { decision.outcome[$0] == 0 && decision.action[$0] != nil }.map { decision.patients[$0] }
    }
  }

  mutating func dropOthers(of place: Int) { steps[place].hasOthers = false }

  /// Terms whose columns are known at the step, and vary among the patients of a table: what all have in common tells nobody apart.
  static func formula(
    _ adjustment: String, at step: Int, among table: FlatTable? = nil
  ) throws(DesignError) -> Formula {
    let whole = try Formula(parsing: Self.decided + " ~ " + adjustment)
    let known = Set(PolicyNames.known(at: step))
    let kept = whole.leakageTerms.filter { term in
      term.variables.allSatisfy { name in
        if PolicyNames.triedStrategy(name) != nil { return step > 1 }
        return !PolicyNames.isHistory(name) || known.contains(name)
      } && term.variables.allSatisfy { table?[$0].map(varies) ?? true }
    }
    return try Formula(
      parsing: Self.decided + " ~ " + (kept.isEmpty ? "1" : kept.map(\.label).joined(separator: " + ")))
  }

  private static func varies(_ column: FlatColumn) -> Bool {
    switch column.values {
    case .numbers(let values): values.contains { $0 != values[0] }
    case .texts(let codes, _): codes.contains { $0 != codes[0] }
    }
  }

  private static func clusters(
    _ roads: [[RoadStep]], _ rows: FlatTable, _ name: String?
  ) throws(DesignError) -> [Int32] {
    guard let name, !roads.isEmpty else { return [] }
    return try rows.clusters(
      name, of: roads.map { $0[0].row }, called: "patient",
      remedy: "Fill it in, or leave those patients out with --at '\(name) is not missing'.")
  }

  /// Puts what too few had together, and counts what was begun.
  private mutating func name(_ decision: inout RoadDecision) {
    let fewestEvents = options.fewestEvents
    var found: [String: Strategy] = [:]
    for row in decision.patients.indices {
      guard let name = decision.action[row] else { continue }
      let road = roads[decision.patients[row]]
      var own =
        found[name]
        ?? Strategy(name: name, patients: 0, seen: 0, events: 0, wentOn: 0, standsAlone: false)
      own.patients += 1
      own.seen += decision.outcome[row].isNaN ? 0 : 1
      own.events += decision.outcome[row] == 1 ? 1 : 0
      own.wentOn += decision.outcome[row] == 0 && road.count > decision.step ? 1 : 0
      found[name] = own
    }
    for name in found.keys {
      guard let own = found[name] else { continue }
      let isNamed = options.strategies.isEmpty || options.strategies.contains(name) || decision.step == 1
      let fewest = min(own.events, own.seen - own.events)
      found[name]?.standsAlone =
        isNamed && own.patients >= options.fewest && fewest >= fewestEvents
    }
    let others = found.values.filter { !$0.standsAlone }
    let events = others.reduce(0) { $0 + $1.events }
    let without = others.reduce(0) { $0 + $1.seen - $1.events }
    let hasOthers =
      others.reduce(0) { $0 + $1.patients } >= options.fewest
      && min(events, without) >= fewestEvents
    for row in decision.patients.indices {
      guard let name = decision.action[row], found[name]?.standsAlone == false else { continue }
      decision.action[row] = hasOthers ? Self.others : nil
    }
    let sorted = found.values.sorted { one, other in
      let places = [one.name, other.name].map(Treatment.Strategy.clinicalPlace)
      return places[0] != places[1] ? places[0] < places[1] : one.name < other.name
    }
    steps.append(
      Step(
        number: decision.step, reached: decision.patients.count, begun: decision.begun.count { $0 },
        strategies: sorted, hasOthers: hasOthers))
  }
}
