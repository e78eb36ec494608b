import TestSupport
import Treatment

/// A patient as the tests write one, before a page turns it into columns.
struct GeneratedPatient: Equatable {
  struct Row: Equatable {
    var episode = 1
    var step: Int
    var scale = 0
    var strategy = "SWITCH_OUT_CLASS"
    var agent = "sertraline"
    var baseline: Double
    var entry = Double.nan
    var endpoint: Double
    var last = Double.nan
    var startDay = 0
    var endsLate = false

    /// Any score at all.
    var isScored: Bool { [baseline, entry, endpoint, last].contains { !$0.isNaN } }
  }

  struct Assessment: Equatable {
    var day: Int
    var scale = 0
    var score: Double
  }

  var rows: [Row] = []
  var texts: [String: String] = [:]
  var numbers: [String: Double] = [:]
  var marks: PatientMarks = [.hasExposure, .hasScore]
  var assessments: [Assessment] = []

  /// Whether the files hold a score of the patient on a scale.
  func isAssessed(on scale: Int) -> Bool {
    rows.contains { $0.scale == scale && $0.isScored } || assessments.contains { $0.scale == scale }
  }
}

/// The scales of the tests: one of each kind of rule.
let testScales = [
  Scale(
    id: "MADRS", name: "MADRS", lowest: 0, highest: 60, remissionCutoff: 10,
    severityBands: [
      SeverityBand(name: "none", upTo: 6), SeverityBand(name: "mild", upTo: 19),
      SeverityBand(name: "moderate", upTo: 34),
      SeverityBand(name: "severe", upTo: 60),
    ]),
  Scale(id: "HAMD6", name: "HAMD6", lowest: 0, highest: 22),
  Scale(id: "CGIS", name: "CGIS", lowest: 1, highest: 7, responseRule: .points(2), remissionCutoff: 2),
  Scale(id: "CGII", name: "CGII", lowest: 1, highest: 7, responseRule: .atMost(2), remissionCutoff: 1),
  Scale(
    id: "SIXTY", name: "SIXTY", lowest: 0, highest: 10, responseRule: .fall(fraction: 0.6),
    remissionCutoff: 2.5),
  Scale(
    id: "ZUNG", name: "ZUNG", lowest: 20, highest: 80, responseRule: .none(reason: "no rule is established")),
]

let testCatalogue = Catalogue(scales: testScales, agents: [])

/// Patients with and without rows, on every scale, with holes in scores and texts.
func generatedPatients(_ count: Int, seed: UInt64) -> [GeneratedPatient] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in generatedPatient(&random) }
}

private func generatedPatient(_ random: inout SplitMix64) -> GeneratedPatient {
  var patient = GeneratedPatient()
  if random.happens(90) { patient.texts["site"] = ["north", "south", "éast"][random.below(3)] }
  if random.happens(85) { patient.numbers["age"] = Double(18 + random.below(60)) }
  if random.happens(80) { patient.texts["prior_failures"] = String(random.below(12)) }
  if random.happens(10) { patient.marks = random.happens(50) ? .hasScore : [] }
  guard patient.marks.contains(.hasExposure), random.happens(90) else { return patient }
  let strategies = ["SWITCH_OUT_CLASS", "AUGMENT_LITHIUM", "ECT", ""]
  let agents = ["sertraline", "lithium", "placebo", ""]
  // Some are never assessed on a scale on which others are.
  let unseen = testScales.map { _ in random.happens(12) ? 100 : 0 }
  let entries = testScales.enumerated().map { score(on: $1, &random, missing: max(15, unseen[$0])) }
  for step in 1...(1 + random.below(5)) {
    let strategy = strategies[random.below(4)]
    let agent = agents[random.below(4)]
    for (place, scale) in testScales.enumerated() where random.happens(70) {
      var row = GeneratedPatient.Row(
        step: step, scale: place, strategy: strategy, agent: agent,
        baseline: score(on: scale, &random, missing: max(20, unseen[place])),
        entry: entries[place], endpoint: score(on: scale, &random, missing: max(30, unseen[place])),
        startDay: step * 40)
      row.last =
        row.endpoint.isNaN ? score(on: scale, &random, missing: max(50, unseen[place])) : row.endpoint
      row.endsLate = !row.endpoint.isNaN && random.happens(20)
      patient.rows.append(row)
    }
    for (place, scale) in testScales.enumerated() where unseen[place] == 0 && random.happens(60) {
      let score = score(on: scale, &random, missing: 0)
      patient.assessments.append(.init(day: step * 40 - 10 + random.below(30), scale: place, score: score))
    }
  }
  patient.assessments.sort { ($0.day, $0.scale) < ($1.day, $1.scale) }
  return patient
}

private func score(on scale: Scale, _ random: inout SplitMix64, missing: Int) -> Double {
  if random.happens(missing) { return .nan }
  // Often the minimum or the cut-off, where the rules turn.
  if random.happens(8) { return scale.lowest }
  if random.happens(8) { return scale.remissionCutoff ?? scale.lowest }
  let span = Int(scale.highest - scale.lowest)
  return scale.lowest + Double(random.below(span + 1))
}

/// A page of the patients, with the columns that the request asks for and no others.
func page(
  of patients: [GeneratedPatient], request: PageRequest, vocabulary: Vocabulary = Vocabulary(),
  design: StudyDesign = .randomised
) -> PatientPage {
  var page = PatientPage(catalogue: testCatalogue, vocabulary: vocabulary, design: design, request: request)
  for patient in patients {
    page.patientCount += 1
    page.marks.append(patient.marks)
    append(patient, to: &page.patientCovariates, of: request, vocabulary)
    for row in patient.rows {
      append(patient, to: &page.rowCovariates, of: request, vocabulary)
      page.rows.step.append(Int32(row.step))
      page.rows.scale.append(UInt16(row.scale))
      page.rows.strategy.append(vocabulary.code(of: row.strategy))
      page.rows.baseline.append(row.baseline)
      page.rows.endpoint.append(row.endpoint)
      var marks: StepMarks = row.endsLate ? .endsAfterStep : []
      // As in a file of steps: a row tells of itself, and what the patient's other rows say is found out later.
      if row.isScored || patient.assessments.contains(where: { $0.scale == row.scale }) {
        marks.insert(.isAssessed)
      }
      page.rows.marks.append(marks)
      if request.columns.contains(.entry) { page.rows.entry.append(row.entry) }
      if request.columns.contains(.last) { page.rows.last.append(row.last) }
      if request.columns.contains(.episode) { page.rows.episode.append(Int32(row.episode)) }
      if request.columns.contains(.agents) {
        page.rows.agent.append(vocabulary.code(of: row.agent))
        page.rows.agents.append(vocabulary.code(of: row.agent))
      }
      if request.columns.contains(.days) {
        page.rows.startDay.append(Int32(row.startDay))
        page.rows.endDay.append(Int32(row.startDay + 39))
      }
    }
    page.rowStart.append(page.rows.count)
    if request.columns.contains(.assessments) {
      for one in patient.assessments {
        page.assessments.day.append(Int32(one.day))
        page.assessments.scale.append(UInt16(one.scale))
        page.assessments.score.append(one.score)
      }
    }
    page.assessmentStart.append(page.assessments.count)
    if request.columns.contains(.histories) {
      var history = PatientHistory()
      history.assessments = patient.assessments.map { .init(day: $0.day, scale: $0.scale, score: $0.score) }
      page.histories.append(history)
    }
  }
  return page
}

private func append(
  _ patient: GeneratedPatient, to columns: inout [CovariateColumn], of request: PageRequest,
  _ vocabulary: Vocabulary
) {
  for (place, covariate) in request.covariates.enumerated() {
    switch columns[place] {
    case .text(var codes):
      let number = patient.numbers[covariate.name].map { String(Int($0)) }
      codes.append(vocabulary.code(of: patient.texts[covariate.name] ?? number ?? ""))
      columns[place] = .text(codes)
    case .number(var values):
      let text = patient.texts[covariate.name].flatMap(Double.init)
      values.append(patient.numbers[covariate.name] ?? text ?? .nan)
      columns[place] = .number(values)
    }
  }
}

/// The patients in runs of random length, some of them empty.
func split(_ patients: [GeneratedPatient], seed: UInt64) -> [[GeneratedPatient]] {
  var random = SplitMix64(seed: seed)
  var result: [[GeneratedPatient]] = []
  var rest = patients[...]
  while !rest.isEmpty {
    let length = random.below(2 + patients.count / 3)
    result.append(Array(rest.prefix(length)))
    rest = rest.dropFirst(length)
  }
  return result
}
