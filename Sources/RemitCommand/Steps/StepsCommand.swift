import ArgumentParser
import Foundation
import Intake
import Treatment

/// `remit steps`: the steps that the decision table makes of a cohort's exposures.
struct StepsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps",
    abstract: "Derive treatment steps from exposures and write them as steps.csv.",
    discussion: """
      PATIENT-LEVEL OUTPUT: one row a patient, step and scale. Keep it where the cohort is kept. --explain prints one \
      patient's road: bars over days, each step with the rule that fired and the facts it used, what came of each \
      trial, and what every definition of resistance says.

      EXAMPLE
        remit steps Datasets/nimh-ketamine -o private/steps.csv
        remit steps clinic --explain p17
      """)

  @Argument(help: "A cohort folder with exposures and assessments.")
  var cohort: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the steps to this file (patient-level).", valueName: "file"))
  var output: String?

  // Identifiers of OMOP may begin with a minus sign.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Print the steps of this patient with their reasons.", valueName: "patient"))
  var explain: String?

  @Option(
    help: ArgumentHelp(
      "The scale that judges trials; if left out each patient's own, which scores most of the patient's steps.",
      valueName: "scale"))
  var scale: String?

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of steps") var steps: StepParameterOptions
  @OptionGroup(title: "Parameters of trials") var trials: TrialParameterOptions
  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var checked: CheckedColumnsOptions

  func validate() throws {
    if output == nil, explain == nil {
      throw ValidationError("Name a file with -o, or a patient with --explain.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let parameters = scores.applied(to: trials.parameters(with: steps))
      let opened = try OpenCohort(
        at: cohort, threads: threads, setAside: setAside, derivation: parameters, under: try catalogue.own(),
        checked: checked)
      let source = opened.cohort
      if let output { try OutputFile.check(output, against: opened.inputs) }
      let scales = try source.scales().compactMap { source.catalogue.scale(named: $0) }
      let context =
        source.isRaw
        ? try StudyScale(named: scale).context(of: opened, parameters)
        : RuleContext(
          catalogue: source.catalogue, formulary: Formulary(source.catalogue), parameters: parameters)
      let (explain, writesRows) = (explain, output != nil)
      let stream = try output.map { path throws(Failure) in try OutputStream(to: path) }
      var told: CSVCohort.DerivedPatient?
      var losses = BaselineLosses(parameters.baselineWindow)
      var withoutSteps = 0
      let rows = try await source.deriveInParts {
        DerivedStepsFile(context, scales: scales, explain: explain, writesRows: writesRows)
      } begin: {
        try stream?.restart()
        try stream?.write(DerivedStepsFile.header)
        told = nil
        losses = BaselineLosses(parameters.baselineWindow)
        withoutSteps = 0
      } take: { part in
        try stream?.write(part.text)
        losses.merge(part.losses)
        withoutSteps += part.patientsWithoutSteps
        told = part.explained ?? told
      }
      if explain != nil {
        guard let told else {
          throw Failure(.configuration, "--explain: the cohort has no patient of that identifier.")
        }
        try OutputFile.print(PatientRoad(context).text(of: told))
      }
      try stream?.finish()
      if output != nil {
        StandardError.write("remit: \(StepDerivation.name). \(parameters.sentence)")
        for sentence in losses.sentences { StandardError.write("remit: \(sentence)") }
      }
      for line in rows.lines { StandardError.write("remit: \(line)") }
      if rows.files.values.contains(where: { $0.setAside > 0 }) {
        StandardError.write("remit: \(OpenCohort.setAsideWarning)")
      }
      if scales.isEmpty, output != nil {
        StandardError.write(
          "remit: the cohort holds no scores: 'scale' is empty in the file, which cannot be read as a cohort."
        )
      }
      let shown = (1...4).contains(withoutSteps) ? "fewer than 5" : "\(withoutSteps)"
      StandardError.write("remit: patients without a step, who have no row in the file: \(shown)")
    }
  }
}
