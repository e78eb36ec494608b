import Foundation
import Treatment

extension StudySpecification {
  static let intervals = ["wilson", "exact", "jeffreys", "agresti-coull"]
  private static let ratesKeys = [
    "where", "scales", "endpoints", "outcomes", "baselines", "missing", "interval", "level", "by",
    "evaluable",
  ]
  static let keys =
    ["title", "question", "cohort"] + ratesKeys + [
      "arm", "arms", "rates", "table1", "labels", "trajectories", "cumulative", "lifestyle", "resistance",
      "benchmarks", "predictors", "comparisons", "time", "roadmap", "disclosure", "derivation",
      "baseline_window", "page",
      "notes",
      "sources", "license", "published",
    ]

  /// The study at a path; its names stand in the catalogue in force for its cohort.
  ///
  /// `parameters` take the place of what the file says of their keys; `cohorts` are folders by the names that studies give
  /// them, wherever they lie. One under the empty name wins over whatever the file says, which may not reach outside the
  /// file's folder; whoever names a path on the command line may.
  ///
  /// Throws: `missing` and `unreadable` for the file, `configuration` with its line and column for what
  /// stands in it.
  public init(
    at path: String, under own: OwnCatalogue? = nil, with parameters: [StudyParameter] = [],
    cohorts: [String: String] = [:]
  ) throws(IntakeError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let folder = path.contains("/") ? String(path.dropLast(name.utf8.count + 1)) : "."
    try self.init(
      YAMLValue.document(at: path, named: name).with(parameters), folder: folder.isEmpty ? "/" : folder,
      under: own, cohorts: cohorts)
  }

  /// A study from the text of a file in `folder`.
  public init(
    yaml text: String, named file: String = "STUDY.yaml", folder: String, under own: OwnCatalogue? = nil
  ) throws(IntakeError) {
    try self.init(YAMLValue.document(text, named: file), folder: folder, under: own)
  }

  private init(
    _ root: YAMLValue, folder: String, under own: OwnCatalogue?, cohorts: [String: String] = [:]
  ) throws(IntakeError) {
    let entries = try root.entries(known: Self.keys, of: "a study")
    guard let title = entries["title"] else { throw root.failure("A study needs a title.") }
    self.title = try title.text()
    question = try entries["question"]?.text()
    if let elsewhere = cohorts[""] {
      // What the file says is looked at all the same.
      if let value = entries["cohort"] { _ = try value.text() }
      (cohort, cohortPath) = ("", elsewhere)
    } else if let value = entries["cohort"] {
      cohort = try value.text()
      cohortPath =
        if let path = cohorts[cohort] { path } else { try ConfinedPath.resolve(value, in: folder) }
    } else {
      cohort = "."
      cohortPath = cohorts["."] ?? folder
    }
    let catalogue = try Catalogue.inForce(forCohortAt: cohortPath, under: own)
    try common.read(entries, catalogue)
    statesBaselines = entries["baselines"] != nil
    for value in try entries["rates"]?.list() ?? [] {
      var table = common
      try table.read(value.entries(known: Self.ratesKeys, of: "a table of rates"), catalogue)
      rates.append(table)
    }
    if let value = entries["arm"] {
      let name = try value.text()
      arm = name == "strategy" ? .strategy : name == "agent" ? .agent : .covariate(name)
    }
    if rates.isEmpty {
      // A study that says nothing of its tables has its arms, and them step by step.
      if entries["by"] == nil {
        var overall = common
        overall.by = [arm.name]
        rates = [overall]
        common.by = [arm.name, "step"]
      }
      rates.append(common)
    }
    if let value = entries["arms"] {
      arms = try value.texts()
      if arm == .agent {
        // Reports print labels, whatever name of the agent the study prefers.
        arms = arms.map { name in catalogue.agent(named: name).map { catalogue.agents[$0].label } ?? name }
      }
    }
    if let value = entries["table1"] { table1 = try value.texts() }
    if let value = entries["labels"] { labels = try Labels(value) }
    if let value = entries["trajectories"] { trajectories = try value.boolean() }
    if let value = entries["cumulative"] { cumulative = try value.boolean() }
    if let value = entries["lifestyle"] { lifestyle = try value.boolean() }
    if let value = try entries["page"]?.entries(known: ["paper"], of: "a page")["paper"] {
      paper = try value.word(Paper.allCases)
    }
    if let value = entries["resistance"] {
      resistance = try ResistanceSpecification(value, common, catalogue)
    }
    if let value = entries["benchmarks"] { benchmarks = try BenchmarkSpecification(value) }
    for value in try entries["predictors"]?.list() ?? [] {
      let model = try PredictorSpecification(value, common, catalogue)
      if predictors.contains(where: { $0.name == model.name }) {
        throw value.failure("Two models are named '\(model.name)'. Give each a name of its own.")
      }
      predictors.append(model)
    }
    for value in try entries["comparisons"]?.list() ?? [] {
      let comparison = try ComparisonSpecification(value, common, catalogue)
      if comparisons.contains(where: { $0.name == comparison.name }) {
        throw value.failure("Two comparisons are named '\(comparison.name)'. Give each a name of its own.")
      }
      comparisons.append(comparison)
    }
    for value in try entries["time"]?.list() ?? [] {
      let time = try TimeSpecification(value, common, catalogue)
      if times.contains(where: { $0.name == time.name }) {
        throw value.failure("Two times are named '\(time.name)'. Give each a name of its own.")
      }
      times.append(time)
    }
    if let value = entries["roadmap"] { roadmap = try RoadmapSpecification(value, common, catalogue) }
    if let value = entries["disclosure"] { disclosure = try Disclosure(value) }
    if let value = entries["derivation"] { derivation = try DerivationParameters(value) }
    if let value = entries["baseline_window"] { derivation.baselineWindow = try BaselineWindow(value) }
    if let value = entries["resistance"], resistance?.grid == true, derivation.trialDays == .catalogue {
      throw value.failure(
        "'resistance.grid' moves the days that a trial must last, so it goes with derivation: {trialDays: parameter}."
      )
    }
    let statesTail = try entries["derivation"]?.entries().contains { $0.key == "endpointTail" } ?? false
    shareEndpoint(statesTail: statesTail)
    if let value = entries["notes"] { notes = try value.texts() }
    if let value = entries["sources"] { sources = try value.texts() }
    license = try entries["license"]?.text()
    if let value = entries["published"] {
      let text = try value.text()
      guard CalendarDay.number(of: text) != nil else {
        throw value.failure("'\(value.name)' expects a date as 2024-01-31.")
      }
      published = text
    }
  }
}

extension StudySpecification {
  /// Rates, models and trials take the same last score: that of the derivation where it states days after the end, else
  /// that of the study's first endpoint.
  private mutating func shareEndpoint(statesTail: Bool) {
    if statesTail {
      func shared(_ endpoint: Endpoint) -> Endpoint { endpoint == .last ? derivation.lastEndpoint : endpoint }
      common.endpoints = common.endpoints.map(shared)
      for place in rates.indices { rates[place].endpoints = rates[place].endpoints.map(shared) }
      for place in predictors.indices { predictors[place].endpoint = shared(predictors[place].endpoint) }
      for place in comparisons.indices { comparisons[place].endpoint = shared(comparisons[place].endpoint) }
      if let own = roadmap { roadmap?.endpoint = shared(own.endpoint) }
    } else if case .lastScore(let days)? = common.endpoints.first {
      derivation.endpointTail = days.map { Int32($0) } ?? DerivationParameters.noLimit
    }
  }
}

extension StudySpecification.Rates {
  fileprivate mutating func read(
    _ entries: [String: YAMLValue], _ catalogue: Catalogue
  ) throws(IntakeError) {
    if let value = entries["by"] { by = try value.texts() }
    if let value = entries["where"] { filter = try value.filterText() }
    if let value = entries["scales"] {
      var names: [String] = []
      for item in try value.oneOrMore() { names.append(try item.scale(of: catalogue)) }
      scales = names
    }
    if let value = entries["endpoints"] {
      endpoints = []
      for item in try value.oneOrMore() { endpoints.append(try Endpoint(item)) }
    }
    if let value = entries["outcomes"] { outcomes = try value.words(Outcome.allCases) }
    if let value = entries["baselines"] { baselines = try value.words(BaselineKind.allCases) }
    if let value = entries["missing"] { missing = try value.words(MissingReading.allCases) }
    if let value = entries["interval"] {
      interval = try value.text()
      if !StudySpecification.intervals.contains(interval) {
        throw value.failure(
          "'\(value.name)' expects one of \(StudySpecification.intervals.joined(separator: ", ")).")
      }
    }
    if let value = entries["evaluable"] { evaluable = try value.boolean() }
    if let value = entries["level"] {
      level = try value.number()
      if !(level > 0 && level < 1) {
        throw value.failure("'\(value.name)' expects a number between 0 and 1, for example 0.95.")
      }
    }
  }
}

extension Endpoint {
  init(_ value: YAMLValue) throws(IntakeError) {
    guard value.isMapping else {
      guard try value.text() == "last" else {
        throw value.failure(
          "'\(value.name)' expects last, or a mapping as {day: 42, window: 7} or {after_end: any}.")
      }
      self = .last
      return
    }
    let keys = try value.entries(known: ["day", "window", "after_end"], of: "an endpoint")
    if let limit = keys["after_end"] {
      guard keys.count == 1 else {
        throw limit.failure("'\(limit.name)' is of the last score and goes without day and window.")
      }
      self = .lastScore(afterEnd: try limit.daysOrAny())
      return
    }
    guard let day = keys["day"] else { throw value.failure("An endpoint needs a day.") }
    let target = try day.boundedInteger()
    let window = try keys["window"]?.boundedInteger() ?? 0
    guard target > 0 else { throw day.failure("'\(day.name)' expects a day after the start, 1 or more.") }
    guard window >= 0 else {
      throw (keys["window"] ?? value).failure("The window expects 0 days or more.")
    }
    self = .nearest(day: target, window: window)
  }
}

extension StudySpecification.Labels {
  /// `{sex: {label: Sex, levels: {f: women}}, age: "Age, years"}`: a text is the column's label.
  fileprivate init(_ value: YAMLValue) throws(IntakeError) {
    for entry in try value.entries() {
      let (column, item) = (entry.key, entry.value)
      guard item.isMapping else {
        columns[column] = try item.text()
        continue
      }
      let keys = try item.entries(known: ["label", "levels"], of: "a label")
      if let label = keys["label"] { columns[column] = try label.text() }
      for level in try keys["levels"]?.entries() ?? [] {
        levels[column, default: [:]][level.key] = try level.value.text()
      }
    }
  }
}

extension StudySpecification.Disclosure {
  fileprivate init(_ value: YAMLValue) throws(IntakeError) {
    self.init()
    if value.isMapping {
      let keys = try value.entries(known: ["rule", "reason", "min_cell_count"], of: "disclosure")
      if let item = keys["rule"] { rule = try item.word(StudySpecification.DisclosureRule.allCases) }
      if let item = keys["reason"] { reason = try item.text() }
      if let item = keys["min_cell_count"] {
        minCellCount = try item.boundedInteger()
        if minCellCount < 1 { throw item.failure("'\(item.name)' expects 1 or more.") }
      }
    } else {
      rule = try value.word(StudySpecification.DisclosureRule.allCases)
    }
    if rule == .none, (reason ?? "").isEmpty {
      throw value.failure(
        "Disclosure 'none' needs a reason, which the report prints: {rule: none, reason: \"…\"}.")
    }
  }
}

extension BaselineWindow {
  /// `{before: 42, after: 3}`; what is left out is as by default.
  fileprivate init(_ value: YAMLValue) throws(IntakeError) {
    self.init()
    for (name, item) in try value.entries(known: ["before", "after"], of: "baseline_window") {
      let days = try item.boundedInteger()
      guard (0...36_525).contains(days) else {
        throw item.failure("'\(item.name)' expects a whole number of days from 0 to 36525.")
      }
      if name == "before" { before = days } else { after = days }
    }
  }
}

extension YAMLValue {
  /// Days from 0 to 36525; `nil` for `any`.
  func daysOrAny() throws(IntakeError) -> Int? {
    if try text() == "any" { return nil }
    let days = try boundedInteger()
    guard (0...36_525).contains(days) else {
      throw failure("'\(name)' expects a whole number of days from 0 to 36525, or any.")
    }
    return days
  }
}
