import Foundation
import TestSupport
import Testing

@Suite("A report is the report: remit verify")
struct VerifyTests {
  private static let steps =
    "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
    + "a,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\na,2,SWITCH_OUT,venlafaxine,91,160,MADRS,30,20\n"
    + "b,1,FIRST_LINE,sertraline,0,90,MADRS,31,29\n"

  /// A study of three steps with its report in `out`.
  private static func study(_ text: String = "title: Drawn\n", _ options: [String] = []) throws
    -> ScratchFolder
  {
    let folder = try ScratchFolder()
    try folder.write(text, to: "study/STUDY.yaml")
    try folder.write(steps, to: "study/steps.csv")
    let run = try RemitProcess.run(["report", "study", "-o", "out"] + options, folder: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    return folder
  }

  private func verify(_ folder: ScratchFolder, _ options: [String] = []) throws -> RemitProcess {
    try RemitProcess.run(["verify", "out"] + options, folder: folder.url)
  }

  /// All but the largest, which ``BundledReportTests`` makes again to the byte.
  @Test(
    "Folders of Notebooks-exports are equal to the byte", arguments: BundledReportTests.studies.dropFirst())
  func bundled(_ study: String) throws {
    let run = try RemitProcess.run(["verify", "Notebooks-exports/\(study)"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.hasPrefix("Equal to the byte: "))
  }

  @Test(
    "The records of Notebooks-exports follow the schema, and name no path of a machine",
    arguments: BundledReportTests.studies)
  func schema(_ study: String) throws {
    let schema = try Data(
      contentsOf: RemitProcess.root.appending(path: "Datasets/SCHEMA/provenance.schema.json"))
    let file = RemitProcess.root.appending(path: "Notebooks-exports/\(study)/provenance.json")
    let record = try Data(contentsOf: file)
    #expect(try JSONSchemaCheck.complaints(record, against: schema) == [])
    let crate = try Data(
      contentsOf: RemitProcess.root.appending(path: "Notebooks-exports/\(study)/ro-crate-metadata.json"))
    for text in [record, crate].map({ String(decoding: $0, as: UTF8.self) }) {
      #expect(!text.contains(RemitProcess.root.path) && !text.contains("/home/") && !text.contains("/tmp/"))
    }
  }

  @Test("CITATION.cff names the version of the command")
  func citation() throws {
    let text = try String(contentsOf: RemitProcess.root.appending(path: "CITATION.cff"), encoding: .utf8)
    let version = try RemitProcess.run(["--version"]).output.split(separator: " ").last ?? ""
    #expect(text.contains("\nversion: \(version.trimmingCharacters(in: .whitespacesAndNewlines))\n"))
  }

  @Test("What a schema forbids is a complaint with its place")
  func checker() throws {
    let schema = try Data(
      contentsOf: RemitProcess.root.appending(path: "Datasets/SCHEMA/provenance.schema.json"))
    let record = """
      {"format": 2, "inputs": [{"file": "", "sha256": "xyz", "rows": 1.5}], "definitions": {"a": 1}, "versions": {}, "seed": true,
      "grade": {"rates": "good"}, "more": 0}
      """
    let found = try JSONSchemaCheck.complaints(Data(record.utf8), against: schema)
    for place in [
      "$.format: not 1", "$.inputs[0].file: too short", "$.inputs[0].rows: not", "$.inputs[0].sha256: not as",
      "$.definitions.a: not", "$.versions: no remit", "$.seed: not", "$.grade.rates: none of",
      "$: more is not known",
      "$: no blas_kernel",
    ] {
      #expect(found.contains { $0.hasPrefix(place) }, "\(place) in \(found)")
    }
  }

  @Test("A changed input is named, and the files that it moves; its values are not")
  func input() throws {
    let folder = try Self.study("title: Drawn\ndisclosure: {rule: none, reason: drawn}\n")
    try folder.write(Self.steps.replacing("30,20", with: "30,13"), to: "study/steps.csv")
    let run = try verify(folder)
    #expect(run.status == 2)
    #expect(run.output.contains("input  steps.csv") && run.output.contains("is made otherwise now"))
    #expect(!run.output.contains("30,13"))
    // Where everything is hidden the same files come out, of other data.
    let hidden = try Self.study()
    try hidden.write(Self.steps.replacing("30,20", with: "30,13"), to: "study/steps.csv")
    let second = try verify(hidden)
    #expect(second.status == 2 && second.output.contains("input  steps.csv"))
    #expect(second.output.hasPrefix("The files are equal to the byte, and"))
  }

  @Test("A changed study is named with the definition that it moves, though its digest is not the record's")
  func definition() throws {
    let folder = try Self.study()
    try folder.write("title: Drawn\nlevel: 0.9\n", to: "study/STUDY.yaml")
    let run = try verify(folder, ["--format", "csv"])
    #expect(run.status == 2)
    #expect(run.output.contains("input,STUDY.yaml,"))
    #expect(run.output.contains("definition,level,\"0.95 in the record, now 0.9\""))
  }

  @Test("A file that was edited, taken away or put there is told apart")
  func files() throws {
    let folder = try Self.study()
    try folder.write("edited", to: "out/report.md")
    try FileManager.default.removeItem(atPath: folder.path + "/out/tables/flow.csv")
    try folder.write("mine", to: "out/remarks.txt")
    let run = try verify(folder)
    #expect(run.status == 2)
    #expect(run.output.contains("2 of "))
    let lines = run.output.split(separator: "\n")
    func state(of file: String) -> String { lines.first { $0.contains(" \(file) ") }.map(String.init) ?? "" }
    #expect(state(of: "report.md").contains("was changed in the folder"))
    #expect(state(of: "tables/flow.csv").contains("is missing"))
    #expect(state(of: "remarks.txt").contains("not in the record"))
  }

  @Test("A folder with files of one's own beside the report's is equal all the same")
  func more() throws {
    let folder = try Self.study()
    try folder.write("mine", to: "out/remarks.txt")
    #expect(try verify(folder).status == 0)
  }

  @Test("A record of another version is told, and equal bytes are equal")
  func version() throws {
    let folder = try Self.study()
    let path = folder.path + "/out/provenance.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write(text.replacing("\"remit\": \"", with: "\"remit\": \"0.0."), to: "out/provenance.json")
    let run = try verify(folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("version  remit"))
  }

  @Test("Data that moved are found where the command says, under the study's name for them")
  func moved() throws {
    let folder = try Self.study("title: Drawn\ncohort: data\n".replacing("data", with: "steps.csv"))
    try FileManager.default.createDirectory(atPath: folder.path + "/far", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.path + "/study/steps.csv", toPath: folder.path + "/far/steps.csv")
    let lost = try verify(folder)
    #expect(lost.status == 3, "\(lost.output)\(lost.errors)")
    let found = try verify(folder, ["--cohort", "steps.csv=far/steps.csv"])
    #expect(found.status == 0, "\(found.output)\(found.errors)")
    #expect(try verify(folder, ["--cohort", "far/steps.csv"]).status == 0)
    #expect(try verify(folder, ["--cohort", "a=b", "--cohort", "a=c"]).status == 64)
    // Whoever stands elsewhere names the study as well.
    let away = try RemitProcess.run(
      ["verify", "../out", "--study", "../study", "--cohort", "steps.csv"],
      folder: folder.url.appending(path: "far"))
    #expect(away.status == 0, "\(away.output)\(away.errors)")
    let nowhere = try RemitProcess.run(["verify", "../out"], folder: folder.url.appending(path: "far"))
    #expect(nowhere.status == 3 && nowhere.errors.contains("--study"))
  }

  @Test("Rows that were set aside are set aside again, and leave nothing behind")
  func setAside() throws {
    let folder = try ScratchFolder()
    try folder.write("title: Drawn\n", to: "study/STUDY.yaml")
    try folder.write(Self.steps + "b,2,SWITCH_OUT,venlafaxine,91,160,MADRS,30,999\n", to: "study/steps.csv")
    let run = try RemitProcess.run(
      ["report", "study", "-o", "out", "--set-aside", "aside"], folder: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let again = try verify(folder)
    #expect(again.status == 0, "\(again.output)\(again.errors)")
  }

  @Test("A folder that is no report, an earlier record and a later one each say what to do")
  func otherFolders() throws {
    let folder = try ScratchFolder()
    let none = try RemitProcess.run(["verify", folder.path])
    #expect(none.status == 3 && none.errors.contains("so it is no report"))
    try folder.write("{\"title\": \"Something else\"}", to: "provenance.json")
    let other = try RemitProcess.run(["verify", folder.path])
    #expect(other.status == 4 && other.errors.contains("no record of Remit"))
    try folder.write("{\"inputs\": [], \"versions\": {\"remit\": \"0.1.0\"}}", to: "provenance.json")
    let early = try RemitProcess.run(["verify", folder.path])
    #expect(early.status == 4 && early.errors.contains("not how to make them again"))
    try folder.write("{\"format\": 7, \"versions\": {\"remit\": \"9.0.0\"}}", to: "provenance.json")
    let late = try RemitProcess.run(["verify", folder.path])
    #expect(late.status == 4 && late.errors.contains("format 7") && late.errors.contains("a later one"))
  }
}
