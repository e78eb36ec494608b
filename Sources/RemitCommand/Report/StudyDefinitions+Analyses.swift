import Intake
import Reporting
import Statistics
import Treatment

/// Sentences of the methods on what a study asks besides rates.
extension StudyDefinitions {
  func analyses(_ design: StudyDesign) -> [String] {
    [assignment(design)] + [compared(design), timed, planned, modelled, judged].compactMap(\.self)
  }

  private func assignment(_ design: StudyDesign) -> String {
    switch design {
    case .cohort:
      study.comparisons.isEmpty && study.roadmap == nil
        ? "Patients were not randomised, and no comparison is adjusted."
        : "Patients were not randomised. Rates are unadjusted."
    case .randomised: "Patients were randomised to their arms."
    case .crossover:
      "Patients had the treatments one after the other; who had both is compared within patients "
        + "(McNemar's test, Tango's limits), whatever the first treatment may still have done."
    }
  }

  private func compared(_ design: StudyDesign) -> String? {
    if study.comparisons.isEmpty { return nil }
    let adjusted = study.comparisons.map {
      "\($0.outcome.rawValue) for \($0.adjustment == "1" ? "nothing" : $0.adjustment)"
    }
    return
      "Comparisons of strategies are adjusted (\(Self.once(adjusted).joined(separator: "; "))) by standardisation, by "
      + "inverse-probability weighting and by both (doubly robust), missing endpoints weighted for, with standard errors by stacked "
      + "estimating equations and p-values by Holm"
      + (design == .randomised ? "; adjustment is for precision." : ".")
  }

  private var timed: String? {
    if study.times.isEmpty { return nil }
    let outcomes = Self.once(study.times.map(\.outcome))
    return
      "Times to \(outcomes.joined(separator: " and to ")) are given as incidence with competing ends (Aalen-Johansen), unadjusted; "
      + "groups are compared by the log-rank and by Gray's test."
  }

  private var planned: String? {
    guard let roadmap = study.roadmap else { return nil }
    let count = roadmap.policies.count
    return
      "\(count == 1 ? "The value of a policy" : "Values of \(count) policies") over up to \(roadmap.lastStep) steps "
      + "\(count == 1 ? "is" : "are") estimated by backward induction, by weighting and by both (sequential and doubly robust), adjusted for "
      + "\(roadmap.adjustment), with patients who were lost weighted for."
  }

  private var modelled: String? {
    if study.predictors.isEmpty { return nil }
    let methods = Self.once(
      study.predictors.map { $0.method == "firth" ? "Firth's penalty" : "maximum likelihood" })
    return
      "\(study.predictors.count == 1 ? "A logistic regression is" : "Logistic regressions are") fitted by "
      + methods.joined(separator: " or by ")
      + (study.predictors.contains(where: \.clustersByPatient)
        ? ", with errors robust to several rows of a patient where there are any." : ".")
  }

  private var judged: String? {
    guard let resistance = study.resistance else { return nil }
    return "Treatment resistance is judged by \(resistance.rules.count == 1 ? "the rule" : "the rules") "
      + "\(resistance.rules.joined(separator: ", "))."
  }

  private static func once(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
