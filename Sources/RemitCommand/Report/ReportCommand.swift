import ArgumentParser
import Foundation
import Intake
import Reporting
import Treatment

/// `remit report`: a whole study as one page, its tables, figures and provenance.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Run a study file and write its report: report.html, report.md, tables, figures, provenance.json.",
    discussion: """
      The same study, data and version give the same bytes, whatever the processor. A model without an answer (separation, too \
      few events) is told in its section; the rest is written, and the exit code is 5. Datasets/SCHEMA.md describes STUDY.yaml.

      EXAMPLE
        remit report Datasets/nimh-ketamine/STUDY.yaml -o out/nimh-ketamine
      """)

  @Argument(help: "A STUDY.yaml, or a folder that holds one.")
  var study: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @OptionGroup var catalogue: CatalogueOptions

  func run() async throws {
    try await Failure.reported {
      let path = Self.file(at: study)
      let own = try catalogue.own()
      let study = try StudySpecification(at: path, under: own)
      let catalogue = try Catalogue.inForce(forCohortAt: study.cohortPath, under: own)
      let cohort = try OpenCohort(
        at: study.cohortPath, threads: threads, setAside: setAside,
        covariates: try RatesQuestion.covariates(of: study, in: catalogue),
        derivation: study.derivation, under: own)
      let content = try await StudyRun(study, at: path, cohort).content()
      let report = Report(content, recomputing: .asStatistics)
      let files = report.files
      for folder in Set(files.map { Self.folder(of: $0.path) }).sorted() {
        try OutputFile.makeFolder(folder.isEmpty ? output : output + "/" + folder)
      }
      let inputs = cohort.inputs + [path]
      for file in files { try OutputFile.check(output + "/" + file.path, against: inputs) }
      for file in files { try OutputFile.write(file.text, to: output + "/" + file.path) }
      cohort.reportRows(under: study.disclosure.rule())
      try OutputFile.print("\(output)/report.html")
      let failures =
        content.predictors.compactMap { model in model.failure.map { "Model '\(model.name)': \($0)" } }
        + (content.results.comparisons?.entries ?? []).compactMap { entry in
          entry.failure.map { "Comparison '\(entry.stem)': \($0)" }
        }
      if !failures.isEmpty {
        throw Failure(
          .noAnswer,
          failures.joined(separator: "\nremit: ")
            + "\nremit: The report is written; the section of each such model says the same.")
      }
    }
  }

  /// A folder stands for the STUDY.yaml in it.
  private static func file(at path: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? path + "/STUDY.yaml" : path
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
