import Statistics
import Treatment

@testable import Reporting

/// A small report drawn by hand.
extension Drawn {
  static let content: ReportContent = {
    func rate(
      _ agent: String, _ reading: MissingReading, _ outcome: Outcome, _ n: Int, _ events: Int,
      _ limits: [Double]
    )
      -> Rate
    {
      Drawn.rate(
        [agent], outcome: outcome, endpoint: .nearest(day: 28, window: 7), missing: reading, patients: 60,
        steps: 66,
        noBaseline: 6, n: n, events: events, limits: limits)
    }
    let rates = Drawn.table(
      ["agent"],
      [
        rate("lithium", .observed, .response, 52, 23, [0.316, 0.577, 0.31, 0.585]),
        rate("placebo", .observed, .response, 48, 13, [0.166, 0.41, 0.163, 0.415]),
        rate("lithium", .worstCase, .response, 60, 23, [0.271, 0.51, 0.265, 0.517]),
        rate("placebo", .worstCase, .response, 60, 13, [0.131, 0.336, 0.128, 0.341]),
        rate("lithium", .observed, .remission, 52, 3, [0.02, 0.156, 0.019, 0.161]),
        rate("placebo", .observed, .remission, 48, 7, [0.072, 0.272, 0.07, 0.277]),
      ])
    return ReportContent(
      title: "Augmentation & <b>what came of it</b>", question: "How often did a step work?",
      design: .randomised,
      cohort: ["A cohort drawn by hand for tests."],
      results: Results(
        flow: PatientFlow(stages: [
          PatientFlow.Stage(rule: "in the files", patients: 131, steps: nil),
          PatientFlow.Stage(
            rule: "with a step", patients: 120, steps: 132, setAside: [("no exposure in the files", 11, nil)]),
        ]),
        baseline: BaselineTable(
          arms: ["lithium", "placebo", "All"], patients: [60, 60, 120],
          rows: [
            BaselineTable.Row(
              name: "age", level: "",
              cells: [
                .mean(44.25, standardDeviation: 11.5, n: 60), .mean(45.75, standardDeviation: 12, n: 60),
                .mean(45, standardDeviation: 11.75, n: 120),
              ]),
            BaselineTable.Row(
              name: "sex", level: "female",
              cells: [.count(41, of: 60), .count(37, of: 60), .count(78, of: 120)]),
            BaselineTable.Row(
              name: "sex", level: "male",
              cells: [.count(19, of: 60), .count(23, of: 60), .count(42, of: 120)]),
          ]),
        rates: [rates],
        differences: [
          RateDifference(
            first: "lithium", second: "placebo", outcome: .response, baseline: .step, scale: "MADRS",
            endpoint: .nearest(day: 28, window: 7), missing: .observed, firstEvents: 23, firstN: 52,
            secondEvents: 13,
            secondN: 48, estimate: 0.1714743589743589, confLow: -0.0183, confHigh: 0.343)
        ],
        cumulative: [
          CumulativeRemissionRow(
            scale: "MADRS", step: 1, entered: 120, scored: 100, remitted: 10, chained: 0.1, observedN: 100,
            observedEvents: 10, observed: 0.1, worstCaseN: 120, worstCaseEvents: 10, worstCase: 10.0 / 120),
          CumulativeRemissionRow(
            scale: "MADRS", step: 2, entered: 12, scored: 12, remitted: 6, chained: 0.55, observedN: 22,
            observedEvents: 16, observed: 16.0 / 22, worstCaseN: 120, worstCaseEvents: 16,
            worstCase: 16.0 / 120),
        ],
        trajectories: [
          TrajectoryPoint(
            arm: "lithium", scale: "MADRS", day: 0, n: 54, mean: 31.2, standardDeviation: 5.5, confLow: 29.7,
            confHigh: 32.7),
          TrajectoryPoint(
            arm: "lithium", scale: "MADRS", day: 28, n: 52, mean: 19.7, standardDeviation: 8, confLow: 17.5,
            confHigh: 21.9),
          TrajectoryPoint(
            arm: "placebo", scale: "MADRS", day: 0, n: 54, mean: 30.8, standardDeviation: 5, confLow: 29.4,
            confHigh: 32.2),
          TrajectoryPoint(
            arm: "placebo", scale: "MADRS", day: 28, n: 3, mean: 23.456, standardDeviation: 8, confLow: 21.1,
            confHigh: 25.7),
        ]),
      definitions: [
        ReportContent.Definition(
          term: "Response", text: "A fall of at least 50 % from the score at the start of the step.",
          source: "Documentation/Formats/Scores.md", provenance: "from memory")
      ],
      scalesWithoutRemission: ["BDI"], maskedAgents: [], notes: ["Drawn, not observed."],
      sources: ["Nobody 2026."], disclosure: .ohdsi(),
      provenance: Provenance(
        inputs: [Provenance.Input(file: "patients.csv", sha256: "00ff", rows: 131)],
        definitions: [Provenance.Entry("endpoint", "28±7")], versions: [Provenance.Entry("remit", "0.1.0")],
        blasKernel: "Generic", seed: nil, grade: "exact"))
  }()
}
