import Intake
import Statistics
import Treatment

/// The rows of a canonical `steps.csv` (Documentation/Formats/Cohort.md), one a patient x episode x step x scale.
///
/// `adequate` is that of the step's leading trial (F14), `stop_reason` the code of its leading treatment.
/// Not: a cohort where there are no scores; `scale` is empty then.
struct DerivedStepsFile: DerivedPatientWorker {
  static let header =
    "patient_id,episode,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate,stop_reason,"
    + "score_entry,score_last,end_score_day,censored,rule,tags,"
    + ProgrammeColumn.allCases.map(\.rawValue).joined(separator: ",") + "\n"

  /// What some patients came to.
  struct Output: Sendable {
    var text: [UInt8] = []
    var losses: BaselineLosses
    var patientsWithoutSteps = 0
    /// The patient who is to be explained, where it is among them.
    var explained: CSVCohort.DerivedPatient?
  }

  private let catalogue: Catalogue
  private let formulary: Formulary
  /// Indices into the catalogue's scales; one `nil` where there are no scores.
  private let scales: [Int?]
  private let explain: String?
  private let writesRows: Bool
  private var scoring: StepScoring
  private let judge: TrialJudge
  private let agentNames: [[UInt8]]
  private var regimens: [[Int]: [UInt8]] = [:]
  private var strategyNames: [Strategy: [UInt8]] = [:]
  private var tagNames: [UInt64: [UInt8]] = [:]
  private var losses: [BaselineLoss]
  private var result: Output

  init(_ context: RuleContext, scales: [Int], explain: String?, writesRows: Bool) {
    catalogue = context.catalogue
    formulary = context.formulary
    judge = TrialJudge(context)
    scoring = StepScoring(context.parameters)
    scoring.makesMarks = true
    // Without any score a step still has its row, with the scale left empty.
    self.scales = scales.isEmpty ? [nil] : scales
    self.explain = explain
    self.writesRows = writesRows
    agentNames = context.catalogue.agents.map { Array($0.name.utf8) }
    losses = self.scales.map { _ in BaselineLoss() }
    result = Output(losses: BaselineLosses(context.parameters.baselineWindow))
  }

  mutating func output() -> Output {
    for (place, scale) in scales.enumerated() where losses[place].starts > 0 {
      if let scale { result.losses.add(losses[place], on: catalogue.scales[scale].id) }
      losses[place] = BaselineLoss()
    }
    let output = result
    result = Output(losses: BaselineLosses(scoring.window))
    return output
  }

  mutating func add(_ patient: inout CSVCohort.DerivedPatient) {
    if patient.record.steps.isEmpty { result.patientsWithoutSteps += 1 }
    if let explain, patient.identifier == explain { result.explained = patient }
    guard writesRows, !patient.record.steps.isEmpty else { return }
    judge.judge(patient.history, into: &patient.record)
    let entersRapid = scoring.entersRapid(patient.record, in: patient.history, formulary)
    let identifier = CSVLine.quoted(Array(patient.identifier.utf8))
    var line = CSVLine(result.text)
    result.text = []
    for place in patient.record.steps.indices {
      for (number, scale) in scales.enumerated() {
        let scores = scale.map {
          scoring.scores(
            ofStep: place, of: patient.record, in: patient.history, on: $0, formulary,
            entersRapid: entersRapid)
        }
        if let scores {
          losses[number].add(hasBaseline: !scores.baseline.isNaN) {
            scores.marks.contains(.hasBaseline(wider: $0, .step))
          }
        }
        line.add(identifier)
        append(place, scale, scores, patient, to: &line)
      }
    }
    result.text = line.bytes
  }

  private mutating func append(
    _ place: Int, _ scale: Int?, _ scores: StepScores?, _ patient: CSVCohort.DerivedPatient,
    to line: inout CSVLine
  ) {
    let step = patient.record.steps[place]
    line.add(Int(step.episode))
    line.add(Int(step.number))
    line.add(name(of: step.strategy))
    line.add(agents(patient.record.agents(ofStep: place)))
    line.add(Int(step.start))
    line.add(Int(step.end))
    line.add(scale.map { catalogue.scales[$0].id } ?? "")
    line.add(scores?.baseline)
    line.add(scores?.endpoint)
    line.add(patient.record.adequacy(ofStep: place).rawValue)
    line.add(patient.record.eras[Int(step.leader)].stopReason.rawValue)
    line.add(scores?.entry)
    line.add(scores?.last)
    if let place = scores?.endpointIndex {
      line.add(Int(patient.history.assessments[place].day))
    } else {
      line.add("")
    }
    line.add(step.isCensored ? "1" : "0")
    line.add(step.rule.rawValue)
    line.add(tags(of: step, isElsewhere: scores.map(Self.isScoredElsewhere) ?? false))
    for column in ProgrammeColumn.allCases { line.add(column.level(of: step).rawValue) }
    line.end()
  }

  private mutating func agents(_ agents: [Int]) -> [UInt8] {
    if let known = regimens[agents] { return known }
    let text = CSVLine.quoted(Array(agents.map { agentNames[$0] }.joined(separator: [UInt8(ascii: "+")])))
    regimens[agents] = text
    return text
  }

  private mutating func name(of strategy: Strategy) -> [UInt8] {
    if let known = strategyNames[strategy] { return known }
    let name = CSVLine.quoted(Array(strategy.name.utf8))
    strategyNames[strategy] = name
    return name
  }

  private mutating func tags(of step: DerivedStep, isElsewhere: Bool) -> [UInt8] {
    let key = step.tags.rawValue << 1 | (isElsewhere ? 1 : 0)
    if let known = tagNames[key] { return known }
    let names = step.tags.names + (isElsewhere ? [StepMarks.assessedElsewhere] : [])
    let text = CSVLine.quoted(Array(names.joined(separator: ";").utf8))
    tagNames[key] = text
    return text
  }

  /// Whether the patient has scores on the scale and none of them is in the row.
  private static func isScoredElsewhere(_ scores: StepScores) -> Bool {
    scores.marks.contains(.isAssessed)
      && scores.baseline.isNaN && scores.entry.isNaN && scores.endpoint.isNaN && scores.last.isNaN
  }
}
