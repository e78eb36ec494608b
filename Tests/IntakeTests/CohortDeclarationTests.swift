import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("cohort.yaml")
struct CohortDeclarationTests {
  private func parsed(_ yaml: String) throws -> CohortDeclaration {
    try CohortDeclaration(yaml: yaml, folder: "/nowhere")
  }

  private func message(_ yaml: String) -> String {
    do throws(IntakeError) {
      _ = try CohortDeclaration(yaml: yaml, folder: "/nowhere")
      return "accepted"
    } catch {
      guard case .configuration = error else { return "another family" }
      return String(describing: error)
    }
  }

  @Test("an empty file declares nothing")
  func empty() throws {
    #expect(try parsed("").tables.isEmpty)
    #expect(try parsed("# only a comment\n").design == .cohort)
  }

  @Test("dialects come from the defaults, and each table overrides them")
  func dialects() throws {
    let cohort = try parsed(
      """
      defaults: {delimiter: tab, decimal: ",", missing: [n/a, NA], encoding: latin-1, skip_rows: 2}
      patients: {file: p.tsv}
      exposures: {file: e.csv, delimiter: ";", skip_rows: 0}
      """)
    let patients = try #require(cohort.tables(of: .patients).first)
    #expect(patients.dialect.delimiter == 9)
    #expect(patients.dialect.decimalMark == UInt8(ascii: ","))
    #expect(patients.dialect.missingCodes == ["n/a", "NA"])
    #expect(patients.dialect.encoding == .latin1)
    #expect(patients.dialect.rowsToSkip == 2)
    let exposures = try #require(cohort.tables(of: .exposures).first)
    #expect(exposures.dialect.delimiter == UInt8(ascii: ";"))
    #expect(exposures.dialect.rowsToSkip == 0)
    #expect(exposures.dialect.missingCodes == ["n/a", "NA"])
  }

  @Test("keys and values of maps are texts as they are written")
  func texts() throws {
    let cohort = try parsed(
      """
      exposures:
        values:
          arm:
            No: {agent: placebo, strategy: PLACEBO}
            007: {agent: sertraline}
            otherwise: {}
      """)
    let map = try #require(cohort.tables.first?.values.first)
    #expect(map.cases.keys.sorted() == ["007", "No"])
    #expect(map.otherwise == [:])
  }

  @Test("a table may be a list of files, and units are a constant of exposures")
  func lists() throws {
    let cohort = try parsed(
      """
      units: {dose_unit: mg/day}
      exposures: [{file: a.csv}, {file: b.csv, constants: {dose_unit: mcg/day}}]
      """)
    #expect(cohort.tables.map(\.file) == ["a.csv", "b.csv"])
    #expect(cohort.tables.map { $0.constants["dose_unit"] } == ["mg/day", "mcg/day"])
  }

  @Test(
    "what it cannot read is refused at its line and column, with the way out",
    arguments: [
      ("titl: x", "cohort.yaml:1:1: 'titl' is not a key of cohort.yaml. Did you mean 'title'?"),
      (
        "patients:\n  file: p.csv\n  delimeter: ';'",
        "cohort.yaml:3:3: 'delimeter' is not a key of patients. Did you mean 'delimiter'?"
      ),
      (
        "design: randomized",
        "cohort.yaml:1:9: 'design' expects one of randomised, crossover, cohort. Did you mean 'randomised'?"
      ),
      ("title: [a]", "cohort.yaml:1:8: 'title' expects a text, found a list."),
      ("patients: x", "cohort.yaml:1:11: 'patients' expects a mapping, found a single value."),
      (
        "patients: {columns: {patient: id}}",
        "cohort.yaml:1:22: 'patient' is not a key of patients.columns."
      ),
      ("defaults: {skip_rows: two}", "'defaults.skip_rows' expects a whole number, found another text."),
      ("defaults: {delimiter: '::'}", "expects one ASCII character"),
      ("defaults: {delimiter: '.'}", "must differ from each other"),
      ("patients: {repeated: yes}", "expects true or false"),
      ("exposures: {wide: {}}", "'wide' is not a key of exposures"),
      ("assessments: {wide: {b0: {scale: MADRS}}}", "needs both scale and day"),
      ("assessments: {constants: {scale: MADR}}", "'MADR' is no scale of the catalogue. Did you mean MADRS"),
      (
        "exposures: {constants: {agent: sertralin}}",
        "'sertralin' is no agent of the catalogue. Did you mean sertraline"
      ),
      ("exposures: {constants: {start_day: soon}}", "expects a whole number"),
      (
        "exposures: {columns: {agent: a}, constants: {agent: placebo}}",
        "'agent' is both a column and a constant"
      ),
      (
        "steps: {constants: {step: 3000000000}}",
        "cohort.yaml:1:27: 'steps.constants.step' expects a whole number from -10000000 to 10000000."
      ),
      ("exposures: {constants: {start_day: -10000001}}", "from -10000000 to 10000000"),
      (
        "assessments: {wide: {b0: {scale: MADRS, day: 99999999999}}}",
        "'assessments.wide.b0.day' expects a whole number from -10000000 to 10000000."
      ),
      (
        "assessments: {values: {visit: {last: {day: 9223372036854775807}}}}",
        "'assessments.values.visit.last.day' expects a whole number from -10000000 to 10000000."
      ),
      (
        "exposures: {constants: {sessions: no, start_day: no, end_day: no, dose: no, level: no}}",
        "'exposures.constants.sessions'"
      ),
      (
        "exposures: {columns: {stop_reason: [], route: [], dose: [], agent: [], level: []}}",
        "'exposures.columns.stop_reason'"
      ),
      (
        "exposures: {values: {a: {b: {level: no, dose: no, start_day: no, agent: no, sessions: no}}}}",
        "'exposures.values.a.b.level'"
      ),
      ("steps: {}\nexposures: {}", "not from both"),
      ("a: 1\na: 2", "more than once"),
      ("patients: {file: [", "This is not YAML here"),
      ("catalogue: mine.csv", "cohort.yaml:1:12: 'catalogue' names a file or folder that is not there."),
      ("catalogue: ../mine", "'catalogue' expects a path inside the folder of cohort.yaml"),
      ("dates: iso\nassessments: {wide: {b: {scale: MADRS, day: 3}}}", "cannot stand beside ISO dates"),
    ])
  func refusals(yaml: String, expected: String) {
    #expect(message(yaml).contains(expected))
  }

  @Test(
    "a path may not leave the folder",
    arguments: ["/etc/passwd", "../p.csv", "a/../../p.csv", "''"])
  func paths(path: String) {
    #expect(message("patients: {file: \(path)}").contains("inside the folder of cohort.yaml"))
  }

  @Test("a symbolic link may not lead out of the folder, and may lead within it")
  func links() throws {
    let folder = try CohortFolder()
    let outside = try CohortFolder()
    try outside.write("patient_id\n", to: "p.csv")
    try folder.write("patient_id\n", to: "real.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/out.csv", withDestinationPath: outside.path + "/p.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in.csv", withDestinationPath: folder.path + "/real.csv")
    #expect(throws: IntakeError.self) {
      try CohortDeclaration(yaml: "patients: {file: out.csv}", folder: folder.path)
    }
    #expect(try CohortDeclaration(yaml: "patients: {file: in.csv}", folder: folder.path).tables.count == 1)
  }

  @Test("canonical files hold where no cohort.yaml stands")
  func canonical() throws {
    let folder = try CohortFolder()
    try folder.write("", to: "patients.csv")
    try folder.write("", to: "exposures.csv")
    try folder.write("", to: "assessments.csv")
    let cohort = try CohortDeclaration(folder: folder.path)
    #expect(cohort.tables.map(\.kind) == [.patients, .exposures, .assessments])
  }

  @Test("a folder with both kinds of cohort asks which is meant")
  func both() throws {
    let folder = try CohortFolder()
    try folder.write("", to: "steps.csv")
    try folder.write("", to: "exposures.csv")
    #expect(throws: IntakeError.self) { try CohortDeclaration(folder: folder.path) }
    try folder.write("steps: {file: steps.csv}", to: "cohort.yaml")
    #expect(try CohortDeclaration(folder: folder.path).tables.map(\.kind) == [.steps])
  }

  @Test("a folder with no events names what a cohort holds")
  func nothing() throws {
    let folder = try CohortFolder()
    #expect {
      try CohortDeclaration(folder: folder.path)
    } throws: { error in
      guard case .missing(_, let hint)? = error as? IntakeError else { return false }
      return hint.contains("exposures.csv")
    }
  }
}
