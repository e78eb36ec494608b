import Intake
import Treatment

/// The rows of a canonical `steps.csv` (Documentation/Formats/Cohort.md), one a patient x episode x step x scale.
///
/// `adequate` is that of the step's leading trial (F14), `stop_reason` the code of its leading treatment.
/// Not: a cohort where there are no scores; `scale` is empty then.
struct DerivedStepsFile {
  static let header =
    "patient_id,episode,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate,stop_reason,"
    + "score_entry,score_last,end_score_day,censored,rule,tags\n"

  let catalogue: Catalogue
  /// Indices into the catalogue's scales.
  let scales: [Int]
  private var scoring: StepScoring
  private let judge: TrialJudge

  init(_ context: RuleContext, scales: [Int]) {
    catalogue = context.catalogue
    judge = TrialJudge(context)
    scoring = StepScoring(context.parameters)
    scoring.makesMarks = true
    self.scales = scales
  }

  /// Counts the rows' baselines in `losses`.
  func rows(of patient: CSVCohort.DerivedPatient, _ losses: inout BaselineLosses) -> String {
    var text = ""
    let steps = patient.record.plainSteps
    var record = patient.record
    judge.judge(patient.history, into: &record)
    // Without any score a step still has its row, with the scale left empty.
    let scales = scales.isEmpty ? [nil] : scales.map(Optional.some)
    for (place, step) in record.steps.enumerated() {
      let agents = steps[place].agents.map { catalogue.agents[$0].name }.joined(separator: "+")
      for scale in scales {
        let scores = scale.map {
          scoring.scores(ofStep: place, of: steps, in: patient.history, on: $0, catalogue: catalogue)
        }
        if let scores, let scale { losses.add(scores, on: catalogue.scales[scale].id) }
        let day = scores?.endpointIndex.map { String(patient.history.assessments[$0].day) } ?? ""
        let cells = [
          patient.identifier, String(step.episode), String(step.number), step.strategy.name, agents,
          String(step.start),
          String(step.end), scale.map { catalogue.scales[$0].id } ?? "", Self.score(scores?.baseline),
          Self.score(scores?.endpoint), record.adequacy(ofStep: place).rawValue,
          record.eras[Int(step.leader)].stopReason.rawValue,
          Self.score(scores?.entry), Self.score(scores?.last), day, step.isCensored ? "1" : "0",
          step.rule.rawValue,
          (step.tags.names
            + (scores.map(Self.isScoredElsewhere) ?? false ? [StepMarks.assessedElsewhere] : []))
            .joined(separator: ";"),
        ]
        text += cells.map(Self.quoted).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  /// Whether the patient has scores on the scale and none of them is in the row.
  private static func isScoredElsewhere(_ scores: StepScores) -> Bool {
    scores.marks.contains(.isAssessed)
      && [scores.baseline, scores.entry, scores.endpoint, scores.last].allSatisfy(\.isNaN)
  }

  private static func score(_ score: Double?) -> String {
    guard let score, !score.isNaN else { return "" }
    return score == score.rounded() && abs(score) < 1e9 ? String(Int(score)) : "\(score)"
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
