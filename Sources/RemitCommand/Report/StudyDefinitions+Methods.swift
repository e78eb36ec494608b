import Intake
import Reporting
import Treatment

extension StudyDefinitions {
  /// A paragraph of methods as a paper has it, from the definitions in force.
  func methods(_ design: StudyDesign) -> String {
    var sentences: [String] = []
    sentences.append(
      isDerived
        ? "Steps of treatment were derived from dated exposures by Remit's decision table: a step begins with a new treatment and "
          + "ends on the day before the next one; strategies are named by what ran before and how long it ran on."
        : "Steps of treatment and their strategies are those of the file of steps.")
    let named = scales.compactMap { id in catalogue.scale(named: id).map { catalogue.scales[$0] } }
    let rules = named.map { scale -> String in
      var rule =
        scale.unavailability(of: .response) == nil ? "response was \(Self.words(scale.responseRule))" : ""
      if let cutoff = scale.remissionCutoff {
        rule += (rule.isEmpty ? "" : ", ") + "remission a score of \(Self.plain(cutoff)) or less"
      }
      return rule.isEmpty ? "" : "on the \(scale.name) (\(scale.id)) \(rule)"
    }.filter { !$0.isEmpty }
    if let first = rules.first {
      let text = ([first] + rules.dropFirst()).joined(separator: "; ")
      sentences.append(text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
    let endpoints = endpoints.map { endpoint in
      switch endpoint {
      case .lastScore: "the last score of the step"
      case .nearest(let day, 0): "the score on day \(day)"
      case .nearest(let day, let window): "the score nearest to day \(day), within \(window) days"
      }
    }
    let starts = baselines.map { $0 == .step ? "the start of the step" : "entry" }
    sentences.append(
      "Endpoints were \(endpoints.joined(separator: " and ")), compared with \(starts.joined(separator: " and with "))."
    )
    let readings = study.common.missing.map { reading in
      switch reading {
      case .observed: "among those observed"
      case .worstCase: "with every missing endpoint as a failure"
      case .locf: "with the last score carried forward"
      case .locfBaseline: "with the last score or the baseline carried forward"
      }
    }
    sentences.append("Rates are given \(readings.joined(separator: ", and ")).")
    let level = Self.plain((study.common.level * 1000).rounded() / 10)
    sentences.append(
      "Limits of \(level) % are \(intervalName), beside limits with patients as clusters (CR1, t quantile).")
    sentences += analyses(design)
    sentences.append(
      "Analyses were made with Remit; versions and digests of all files stand in provenance.json.")
    return sentences.joined(separator: " ")
  }

  /// Every endpoint that a table of rates asks for.
  var endpoints: [Endpoint] { Self.distinct(study.common.endpoints + study.rates.flatMap(\.endpoints)) }

  private var baselines: [BaselineKind] {
    Self.distinct(study.common.baselines + study.rates.flatMap(\.baselines))
  }

  private static func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }
}
