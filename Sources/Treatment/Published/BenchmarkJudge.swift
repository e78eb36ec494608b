/// Judges published rows against one cohort.
///
/// Grade: exact.
/// Not: a judgement of the published study, nor of whether two groups of patients are alike in what no row states.
/// Source: Documentation/Benchmarks.md, "When a row is comparable".
public struct BenchmarkJudge: Sendable {
  private typealias Mismatch = Comparability.Mismatch

  private let design: StudyDesign
  /// Identifiers of the scales that the cohort holds.
  private let scales: Set<String>
  private let catalogue: Catalogue
  private let tolerances: BenchmarkTolerances

  public init(
    design: StudyDesign, scales: Set<String>, catalogue: Catalogue, tolerances: BenchmarkTolerances
  ) {
    self.design = design
    self.scales = scales
    self.catalogue = catalogue
    self.tolerances = tolerances
  }

  /// Whether the row is comparable; what was looked at in the data, and not found, is another question.
  public func judge(_ row: PublishedRate) -> Comparability {
    let found = [
      reference(row), outcome(row), strategy(row), scale(row), cutoff(row), window(row), analysisSet(row),
      priorFailures(row), studyDesign(row), population(row),
    ].compactMap(\.self)
    let standing = found.filter { !($0.criterion.isWaivable && tolerances.waived.contains($0.criterion)) }
    guard standing.isEmpty, let outcome = Outcome(rawValue: row.outcome),
      let endpoint = tolerances.endpoint(of: row), let scale = catalogue.scale(named: row.scale)
    else { return .incomparable(standing.isEmpty ? found : standing) }
    // Without a reading of the row's own, a waived analysis set is read as everybody treated.
    let match = BenchmarkMatch(
      outcome: outcome, scale: catalogue.scales[scale].id, endpoint: endpoint,
      missing: row.reading ?? .worstCase,
      filter: filter(for: row, atAnyStep: found.contains { $0.criterion == .priorFailures }))
    return .comparable(match, waived: found)
  }

  private func reference(_ row: PublishedRate) -> Mismatch? {
    if !row.isReference {
      return Mismatch(.reference, "not kept as a reference" + (row.note.isEmpty ? "" : " (\(row.note))"))
    }
    return row.n == nil || row.events == nil
      ? Mismatch(.reference, "the source gives a rate and no count, so that no limits can be had") : nil
  }

  private func outcome(_ row: PublishedRate) -> Mismatch? {
    Outcome(rawValue: row.outcome) == nil
      ? Mismatch(.outcome, "\(row.outcome.replacing("_", with: " ")) is no outcome of a step") : nil
  }

  private func strategy(_ row: PublishedRate) -> Mismatch? {
    if row.strategy != "ANY", Self.strategies(of: row.strategy).isEmpty {
      return Mismatch(.strategy, "\(row.strategy) is an arm of trials alone, and no strategy of a step")
    }
    let unknown = row.agents.filter { catalogue.agent(named: $0) == nil }
    return unknown.isEmpty
      ? nil : Mismatch(.strategy, "the catalogue in force has no \(unknown.joined(separator: ", "))")
  }

  private func scale(_ row: PublishedRate) -> Mismatch? {
    guard let place = catalogue.scale(named: row.scale) else {
      return Mismatch(
        .scale,
        row.scale.isEmpty || row.scale == "mixed" ? "no one scale" : "\(row.scale), version not stated")
    }
    let id = catalogue.scales[place].id
    return scales.contains(id)
      ? nil
      : Mismatch(
        .scale,
        "\(id), and the cohort has " + (scales.isEmpty ? "none" : scales.sorted().joined(separator: ", ")))
  }

  private func cutoff(_ row: PublishedRate) -> Mismatch? {
    guard let outcome = Outcome(rawValue: row.outcome), let place = catalogue.scale(named: row.scale) else {
      return nil
    }
    let scale = catalogue.scales[place]
    let own: String
    switch outcome {
    case .remission: own = scale.remissionCutoff.map { "score<=" + Self.plain($0) } ?? "no cut-off"
    case .response:
      switch scale.responseRule {
      case .fall(let fraction): own = "fall>=" + Self.plain(fraction * 100) + "%"
      case .atMost(let score): own = "score<=" + Self.plain(score)
      case .points(let points): own = "fall>=" + Self.plain(points)
      case .none: own = "no rule"
      }
    }
    if row.rule == own { return nil }
    let theirs = row.rule == "composite" || row.rule.isEmpty ? row.definition : row.rule
    return Mismatch(.cutoff, "\(theirs) there, \(own) here")
  }

  private func window(_ row: PublishedRate) -> Mismatch? {
    if tolerances.endpoint(of: row) != nil { return nil }
    let reason =
      switch row.timing {
      case .overTime: "counted over a time, not at its end"
      case .overTreatments:
        "of patients whatever treatment they had by then, and a rate here is of one treatment"
      case .variable, .fixed, .exit: "no one time at which it was counted"
      }
    return Mismatch(.window, reason)
  }

  private func analysisSet(_ row: PublishedRate) -> Mismatch? {
    row.reading == nil
      ? Mismatch(
        .analysisSet,
        (row.analysisSet.isEmpty ? "analysis set not stated" : "analysis set '\(row.analysisSet)'")
          + " is none of observed, worst case and last carried") : nil
  }

  private func priorFailures(_ row: PublishedRate) -> Mismatch? {
    guard row.priorLeast != nil else {
      return Mismatch(
        .priorFailures,
        row.prior.isEmpty ? "failures before it not stated" : "failures before it: \(row.prior)")
    }
    if let most = row.priorMost, most < tolerances.priorFailures {
      return Mismatch(
        .priorFailures, "at most \(most) failures before it there, at least \(tolerances.priorFailures) here")
    }
    return nil
  }

  private func studyDesign(_ row: PublishedRate) -> Mismatch? {
    let matches =
      switch (design, row.designKind) {
      case (.randomised, .randomised), (.cohort, .cohort): true
      default: false
      }
    return matches ? nil : Mismatch(.design, "\(row.design) there, \(design.rawValue) here")
  }

  private func population(_ row: PublishedRate) -> Mismatch? {
    row.populationKind == tolerances.population
      ? nil
      : Mismatch(
        .population, "\(row.populationKind) (\(row.population)) there, \(tolerances.population) here")
  }

  /// Which steps: those of the first episode in the files, of the row's strategies and agents, with as many treatments before them.
  private func filter(for row: PublishedRate, atAnyStep: Bool) -> String {
    var parts: [String] = []
    func list(_ name: String, _ values: [String]) {
      if values.isEmpty { return }
      let quoted = values.map { "'\($0)'" }
      parts.append(
        values.count == 1 ? "\(name) == \(quoted[0])" : "\(name) in (\(quoted.joined(separator: ", ")))")
    }
    if !atAnyStep {
      let least = (row.priorLeast ?? 0) - tolerances.priorFailures + 1
      let most = row.priorMost.map { $0 - tolerances.priorFailures + 1 }
      if let most, max(least, 1) == most {
        parts.append("step == \(most)")
      } else {
        if least > 1 { parts.append("step >= \(least)") }
        if let most { parts.append("step <= \(most)") }
      }
    }
    // Each patient once, and nobody's failures of an earlier episode among those before.
    parts.append("episode == 1")
    if row.strategy != "ANY" { list("strategy", Self.strategies(of: row.strategy)) }
    list("agent", row.agents)
    return parts.joined(separator: " and ")
  }

  /// The strategies of a step that a row's code takes in; none where it is a code of published rows alone.
  static func strategies(of code: String) -> [String] {
    switch code {
    case "SWITCH": ["SWITCH_WITHIN", "SWITCH_OUT", "SWITCH"]
    case "STEPPED":
      [
        "FIRST_LINE", "SWITCH_WITHIN", "SWITCH_OUT", "SWITCH", "COMBINE", "AUGMENT_AAP", "AUGMENT_LI",
        "AUGMENT_THYROID", "AUGMENT_OTHER", "PSYCH_ADD", "PSYCH_SWITCH",
      ]
    case "AUGMENT": ["AUGMENT_AAP", "AUGMENT_LI", "AUGMENT_THYROID", "AUGMENT_OTHER"]
    default: Strategy.words(for: code) == nil ? [] : [code]
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : "\(value)"
  }
}
