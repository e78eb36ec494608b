import Intake
import Reporting
import Statistics
import Treatment

/// The words of a study's report, each with the rule behind it and where the rule comes from.
struct StudyDefinitions {
  let study: StudySpecification
  let scales: [String]
  let catalogue: Catalogue
  /// Whether steps are made of exposures.
  let isDerived: Bool

  init(_ study: StudySpecification, scales: [String], catalogue: Catalogue, isDerived: Bool) {
    self.isDerived = isDerived
    self.study = study
    self.scales = scales
    self.catalogue = catalogue
  }

  var entries: [ReportContent.Definition] {
    [step] + parameters + [baseline, endpoint] + scaleRules + ownEntries + readings + [interval, robust]
  }

  private var step: ReportContent.Definition {
    .init(
      term: "Step",
      text:
        "One treatment attempt of a patient, from its onset to the day before the next one. Its strategy is "
        + "the one that the data declare, or else the decision table's, from what ran before and how long it ran on.",
      source: "GLOSSARY.md")
  }

  private var parameters: [ReportContent.Definition] {
    guard isDerived else { return [] }
    return [
      .init(
        term: "Parameters of steps", text: study.derivation.sentence,
        source: "Documentation/Treatment/README.md")
    ]
  }

  private var baseline: ReportContent.Definition {
    .init(
      term: "Baseline",
      text: (isDerived
        ? "Against the step's start: \(study.derivation.baselineWindow.words) (never after it for rapid-acting agents or "
          + "ECT). Against entry: the same at the day of entry. "
        : "As the file of steps has it. ")
        + "A score used as a baseline is never an endpoint. A start at the scale's minimum is not evaluable for response."
        + (study.common.evaluable
          ? " Steps that start in remission are left out of every N, and of remission those without a score at the start."
          : ""),
      source: "GLOSSARY.md")
  }

  private var endpoint: ReportContent.Definition {
    let rules = endpoints.map { endpoint in
      switch endpoint {
      case .lastScore: endpoint.words
      case .nearest(let day, let window):
        "the score nearest to day \(day) after the start, within \(window) days, the later of two equally near, also "
          + "after the step's end"
      }
    }
    return .init(
      term: "Endpoint",
      text: "For each step: " + rules.joined(separator: "; ") + ". Always after the start and "
        + "before the next step's.",
      source: "GLOSSARY.md")
  }

  private var scaleRules: [ReportContent.Definition] {
    scales.compactMap { id in
      guard let place = catalogue.scale(named: id) else { return nil }
      let scale = catalogue.scales[place]
      var text = "\(scale.name), \(Self.plain(scale.lowest)) to \(Self.plain(scale.highest)). "
      if let reason = scale.unavailability(of: .response) {
        text += "Response is not available: \(reason). "
      } else {
        text += "Response: " + Self.words(scale.responseRule) + ". "
      }
      if let cutoff = scale.remissionCutoff {
        text += "Remission: a score of \(Self.plain(cutoff)) or less."
        if !scale.remissionAlternatives.isEmpty { text += " Also in use: \(scale.remissionAlternatives)." }
      } else {
        text += "Remission is not available: no cut-off is set."
      }
      return .init(term: scale.id, text: text, source: scale.source, provenance: scale.provenance)
    }
  }

  /// What does not stand in the bundled catalogue, so that a reader does not take its figures for the bundled
  /// ones.
  private var ownEntries: [ReportContent.Definition] {
    let names =
      catalogue.agents.filter { $0.mark == .own }.map(\.label)
      + catalogue.scales.filter { $0.mark == .own }.map(\.id)
    guard !names.isEmpty else { return [] }
    return [
      .init(
        term: "Own catalogue",
        text:
          "The study's own catalogue adds or overrides: \(names.joined(separator: ", ")). The digests of its files "
          + "stand in provenance.json.", provenance: "own")
    ]
  }

  private var readings: [ReportContent.Definition] {
    study.common.missing.map { reading in
      switch reading {
      case .observed:
        .init(
          term: "Observed", text: "Response needs the scores at both ends of a step, remission its endpoint.",
          source: "GLOSSARY.md")
      case .worstCase:
        .init(
          term: "Worst case",
          text:
            "A step without an endpoint counts as a failure, for response where it has a baseline. Whoever was never "
            + "assessed on the scale is in no reading (not_assessed).",
          source: "GLOSSARY.md")
      case .locf:
        .init(
          term: "LOCF",
          text:
            "The last score after the start, up to the endpoint's latest day, stands for the endpoint; a step "
            + "without any stays missing.", source: "GLOSSARY.md")
      case .locfBaseline:
        .init(
          term: "LOCF with baseline",
          text: "As LOCF, and the baseline stands in where no later score exists.",
          source: "GLOSSARY.md")
      }
    }
  }

  private var interval: ReportContent.Definition {
    let percent = Self.plain((study.common.level * 1000).rounded() / 10)
    return .init(
      term: "Interval", text: "\(percent) % limits by \(intervalName), as if steps were independent.")
  }

  var intervalName: String {
    switch study.common.interval {
    case "wilson": "Wilson's score interval"
    case "exact": "the exact interval of Clopper and Pearson"
    case "jeffreys": "Jeffreys' interval"
    default: "the interval of Agresti and Coull"
    }
  }

  private var robust: ReportContent.Definition {
    .init(
      term: "Robust interval",
      text:
        "The same interval with n divided by the design effect of patients as clusters (CR1, at least 1) and the "
        + "t quantile with one degree of freedom less than there are patients.",
      source: "GLOSSARY.md")
  }

  static func words(_ rule: ResponseRule) -> String {
    switch rule {
    case .fall(let fraction): "a fall of at least \(plain(fraction * 100)) % from the baseline"
    case .points(let points): "a fall of at least \(plain(points)) points from the baseline"
    case .atMost(let score): "a score of \(plain(score)) or less"
    case .none(let reason): reason
    }
  }

  /// A number without a decimal point where it needs none.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
