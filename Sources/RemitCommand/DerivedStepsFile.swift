import Intake
import Treatment

/// The rows of a canonical `steps.csv` (FORMATS.md), one a patient x episode x step x scale.
///
/// Not: a cohort where there are no scores; `scale` is empty then. Nor `adequate`. Trials are not judged yet, and an absent column is `unknown` to every rule.
struct DerivedStepsFile {
  static let header =
    "patient_id,episode,step,strategy,agents,start_day,end_day,scale,score_start,score_end,score_entry,score_last,"
    + "end_score_day,censored,rule,tags\n"

  let catalogue: Catalogue
  /// Indices into the catalogue's scales.
  let scales: [Int]
  private let scoring = StepScoring()

  init(catalogue: Catalogue, scales: [Int]) {
    self.catalogue = catalogue
    self.scales = scales
  }

  func append(_ patient: CSVCohort.DerivedPatient, to text: inout String) {
    let steps = patient.record.plainSteps
    // Without any score a step still has its row, with the scale left empty.
    let scales = scales.isEmpty ? [nil] : scales.map(Optional.some)
    for (place, step) in patient.record.steps.enumerated() {
      let agents = steps[place].agents.map { catalogue.agents[$0].name }.joined(separator: "+")
      for scale in scales {
        let scores = scale.map {
          scoring.scores(ofStep: place, of: steps, in: patient.history, on: $0, catalogue: catalogue)
        }
        let day = scores?.endpointIndex.map { String(patient.history.assessments[$0].day) } ?? ""
        let cells = [
          patient.identifier, String(step.episode), String(step.number), step.strategy.name, agents,
          String(step.start),
          String(step.end), scale.map { catalogue.scales[$0].id } ?? "", Self.score(scores?.baseline),
          Self.score(scores?.endpoint),
          Self.score(scores?.entry), Self.score(scores?.last), day, step.isCensored ? "1" : "0",
          step.rule.rawValue,
          step.tags.names.joined(separator: ";"),
        ]
        text += cells.map(Self.quoted).joined(separator: ",") + "\n"
      }
    }
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
