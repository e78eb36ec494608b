import Intake
import Simulation
import Treatment

/// The steps of a simulated cohort as they were, scored as `remit steps` scores them.
///
/// Eras, scores and adequacy are those of the derivation; episode, number and strategy are the truth's, so that a row differs from
/// that of `remit steps` on the same exposures only where the derivation is wrong.
struct SimulatedSteps: Sendable {
  /// Patients whose onsets the derivation finds otherwise keep its steps: nothing else says when they began.
  struct Differences: Sendable {
    var patients = 0
    var relabelled = 0
    var onsets = 0

    mutating func merge(_ other: Differences) {
      patients += other.patients
      relabelled += other.relabelled
      onsets += other.onsets
    }

    var sentence: String {
      "Of \(patients) patients, \(relabelled) have a step that a derivation names otherwise, and \(onsets) have other onsets in it."
    }
  }

  private let care: SteppedCare
  private let context: RuleContext
  private let scales: [Int]

  init(_ care: SteppedCare, _ catalogue: Catalogue = .bundled) {
    self.care = care
    scales = ["MADRS", "QIDSSR16"].compactMap { catalogue.scale(named: $0) }
    context = RuleContext(
      catalogue: catalogue, formulary: Formulary(catalogue), scales: scales)
  }

  func text(of numbers: Range<Int>) -> (rows: [UInt8], differences: Differences) {
    var derivation = StepDerivation(
      context.catalogue, formulary: context.formulary, parameters: context.parameters)
    var file = DerivedStepsFile(context, scales: scales, explain: nil, writesRows: true)
    var differences = Differences()
    for number in numbers {
      let simulated = care.history(of: number, in: context.catalogue)
      var patient = CSVCohort.DerivedPatient(
        identifier: simulated.identifier, history: simulated.history, record: TreatmentRecord())
      derivation.derive(patient.history, into: &patient.record)
      differences.patients += 1
      if patient.record.steps.map({ Int($0.start) }) == simulated.labels.map(\.start) {
        differences.relabelled += Self.relabel(&patient.record, simulated.labels) ? 1 : 0
      } else {
        differences.onsets += 1
      }
      file.add(&patient)
    }
    return (file.output().text, differences)
  }

  /// Whether any label is another one.
  private static func relabel(_ record: inout TreatmentRecord, _ labels: [SimulatedHistory.Label]) -> Bool {
    var differs = false
    for (place, label) in labels.enumerated() {
      let step = record.steps[place]
      let isSame =
        step.strategy == label.strategy && Int(step.episode) == label.episode
        && Int(step.number) == label.number
      if isSame { continue }
      differs = true
      record.steps[place].strategy = label.strategy
      record.steps[place].episode = Int32(label.episode)
      record.steps[place].number = Int32(label.number)
    }
    return differs
  }
}
