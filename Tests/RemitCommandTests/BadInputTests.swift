import Foundation
import Testing

/// Each case holds a marker in a cell that no message may repeat.
@Suite("Bad input gets the exit code of its family, a message that says where, and never the cell")
struct BadInputTests {
  private static let marker = "Kz7Q"
  private static let header =
    "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
  private static let good = header + "p1,1,FIRST_LINE,sertraline,0,60,MADRS,30,12\n"

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]
    var status: Int32
    /// Every one of these stands in the message.
    var says: [String]
    var testDescription: String { name }
  }

  private static let patients = "patient_id,age\np1,40\n"
  private static let exposures = "patient_id,agent,start_day,end_day\np1,sertraline,0,60\n"
  private static let assessments = "patient_id,day,scale,score\np1,0,MADRS,30\np1,42,MADRS,12\n"

  private static func raw(
    patients: String = patients, exposures: String = exposures, assessments: String = assessments,
    cohort: String? = nil
  ) -> [String: String] {
    var files = ["patients.csv": patients, "exposures.csv": exposures, "assessments.csv": assessments]
    files["cohort.yaml"] = cohort
    return files
  }

  static let cases: [Case] = [
    Case(
      name: "an empty file", files: ["steps.csv": ""], status: 2, says: ["steps.csv", "names of the columns"]),
    Case(name: "a header only", files: ["steps.csv": header], status: 2, says: ["steps.csv", "row"]),
    Case(
      name: "a missing column", files: ["steps.csv": "patient_id,step,strategy\n\(marker),1,X\n"], status: 2,
      says: ["steps.csv", "score_end"]),
    Case(
      name: "a duplicate column",
      files: [
        "steps.csv": header.replacingOccurrences(of: "end_day", with: "start_day")
          + "\(marker),1,X,sertraline,0,60,MADRS,30,12\n"
      ], status: 2, says: ["steps.csv:1:43:", "once"]),
    Case(
      name: "a ragged row", files: ["steps.csv": good + "p2,\(marker),1\n"], status: 2,
      says: ["steps.csv:3:", "9", "3"]),
    Case(
      name: "an unclosed quote at the end",
      files: ["steps.csv": good + "p2,1,\"\(marker),0,60,MADRS,30,12\n"],
      status: 2, says: ["steps.csv:3:", "quote"]),
    Case(
      name: "a NUL byte", files: ["steps.csv": good + "p2,1,\(marker)\u{0},sertraline,0,60,MADRS,30,12\n"],
      status: 2, says: ["steps.csv:3:", "NUL"]),
    Case(
      name: "a number with a unit in it",
      files: ["steps.csv": good + "p2,1,FIRST_LINE,sertraline,0,60,MADRS,30,12\(marker)\n"], status: 2,
      says: ["steps.csv:3:", "score_end"]),
    Case(
      name: "a score outside its scale",
      files: ["steps.csv": good + "p2,1,FIRST_LINE,sertraline,0,60,MADRS,30,7391\n"], status: 2,
      says: ["steps.csv:3:", "score_end", "60"]),
    Case(
      name: "an unknown scale",
      files: ["steps.csv": good + "p2,1,FIRST_LINE,sertraline,0,60,MADRQ,30,12\n"], status: 2,
      says: ["steps.csv:3:", "scale", "MADRS"]),
    Case(
      name: "an unknown agent", files: raw(exposures: exposures + "p1,sertralin\(marker),61,90\n"), status: 2,
      says: ["exposures.csv:3:", "sertraline"]),
    Case(
      name: "an end before its start",
      files: raw(exposures: "patient_id,agent,start_day,end_day\np1,sertraline,7391,10\n"),
      status: 2, says: ["exposures.csv:2:", "end_day"]),
    Case(
      name: "the same patient twice in patients.csv",
      files: raw(
        patients: "patient_id,age\n\(marker),40\n\(marker),40\n",
        exposures: exposures.replacingOccurrences(of: "p1", with: marker),
        assessments: assessments.replacingOccurrences(of: "p1", with: marker)),
      status: 2, says: ["patients.csv:3:"]),
    Case(
      name: "a patient of another file absent from patients.csv",
      files: raw(exposures: exposures + "\(marker),sertraline,0,60\n"), status: 2,
      says: ["exposures.csv:3:", "patients.csv"]),
    Case(
      name: "an unknown key in cohort.yaml", files: raw(cohort: "title: x\ndesing: cohort\n"), status: 4,
      says: ["cohort.yaml:2:", "design"]),
  ]

  @Test("Each refused cohort", arguments: cases)
  func refused(_ bad: Case) throws {
    let folder = try ScratchFolder()
    for (name, text) in bad.files { try folder.write(text, to: name) }
    for verb in [["rates", folder.path], ["validate", folder.path]] {
      let run = try RemitProcess.run(verb + (verb[0] == "rates" ? ["--by", "agent"] : []))
      #expect(run.status == bad.status, "\(verb[0]): \(run.errors)")
      for text in bad.says { #expect(run.errors.contains(text), "\(verb[0]): \(run.errors)") }
      for secret in [Self.marker, "7391", "MADRQ"] {
        #expect(!run.errors.contains(secret) && !run.output.contains(secret), "\(verb[0]) repeats a cell")
      }
    }
  }

  @Test("A missing cohort: exit 3, with the name")
  func missingCohort() throws {
    let run = try RemitProcess.run(["rates", "no-such-cohort"])
    #expect(run.status == 3)
    #expect(run.errors.contains("no-such-cohort"))
  }

  @Test("Invalid UTF-8: exit 2, with line and column")
  func invalidUTF8() throws {
    let folder = try ScratchFolder()
    var bytes = Array(Self.good.utf8)
    bytes += Array("p2,1,FIRST".utf8) + [0xC3, 0x28] + Array(",sertraline,0,60,MADRS,30,12\n".utf8)
    try Data(bytes).write(to: folder.url.appendingPathComponent("steps.csv"))
    let run = try RemitProcess.run(["rates", folder.path])
    #expect(run.status == 2)
    #expect(run.errors.contains("steps.csv:3:") && run.errors.contains("utf-8"))
  }

  @Test("A truncated .gz: exit 3 or 2 by its family, and nothing printed")
  func truncatedGzip() throws {
    let folder = try ScratchFolder()
    let plain = try folder.write(
      Self.header + (1...2000).map { "p\(10000 + $0),1,FIRST_LINE,sertraline,0,60,MADRS,30,12\n" }.joined(),
      to: "steps.csv")
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    zip.arguments = [plain]
    try zip.run()
    zip.waitUntilExit()
    let file = folder.url.appendingPathComponent("steps.csv.gz")
    let whole = try Data(contentsOf: file)
    #expect(try RemitProcess.run(["rates", file.path]).status == 0)
    try whole.prefix(whole.count / 2).write(to: file)
    let run = try RemitProcess.run(["rates", file.path])
    #expect(run.status == 2 || run.status == 3)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("gz"))
  }

  @Test("An output folder that cannot be written: exit 6")
  func outputNotWritable() throws {
    let folder = try ScratchFolder()
    let cohort = try folder.write(Self.good, to: "steps.csv")
    let run = try RemitProcess.run(["rates", cohort, "-o", "/proc/no-such/rates.csv"])
    #expect(run.status == 6)
    #expect(run.errors.contains("-o"))
  }

  @Test("A disk that is full while writing: exit 6")
  func diskFull() throws {
    let folder = try ScratchFolder()
    let cohort = try folder.write(Self.good, to: "steps.csv")
    let run = try RemitProcess.run(["rates", cohort, "-o", "/dev/full"])
    #expect(run.status == 6)
    #expect(run.errors.contains("full"))
  }

  @Test("Rows set aside are counted, kept as they stood, and the rest is used")
  func setAside() throws {
    let folder = try ScratchFolder()
    let bad = "p2,1,FIRST_LINE,sertraline,0,60,MADRS,30,12\(Self.marker)\n"
    let cohort = try folder.write(
      Self.good + bad + "p3,1,FIRST_LINE,sertraline,0,60,MADRS,30,12\n", to: "steps.csv")
    let aside = folder.url.appendingPathComponent("aside").path
    let run = try RemitProcess.run(
      [
        "rates", cohort, "--by", "strategy", "--outcome", "response", "--disclosure", "none",
        "--format", "json", "--set-aside", aside,
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.rows.first?["n"] as? Int == 2)
    #expect(run.errors.contains("3 rows in = 2 used + 1 set aside"))
    #expect(!run.errors.contains(Self.marker))
    let kept = try FileManager.default.contentsOfDirectory(atPath: aside)
    let name = try #require(kept.first)
    let text = try String(contentsOfFile: aside + "/" + name, encoding: .utf8)
    #expect(text == Self.header + bad)
  }

  @Test("A file that is read is never written over: exit 6, and it stays as it was")
  func inputIsOutput() throws {
    let folder = try ScratchFolder()
    let cohort = try folder.write(Self.good, to: "steps.csv")
    #expect(try RemitProcess.run(["rates", cohort, "-o", cohort]).status == 6)
    #expect(try String(contentsOfFile: cohort, encoding: .utf8) == Self.good)
    let bad = Self.good + "p2,1,FIRST_LINE,sertraline,0,60,MADRS,30,12\(Self.marker)\n"
    try folder.write(bad, to: "steps.csv")
    _ = try RemitProcess.run(["rates", cohort, "--set-aside", folder.path])
    #expect(try String(contentsOfFile: cohort, encoding: .utf8) == bad)
  }

  @Test(
    "A column that nobody has, an identifier, or a name of the table's own is a matter of the question: exit 4",
    arguments: [["--by", "siet"], ["--by", "patient_id"], ["--where", "patient_id == p1"], ["--by", "n"]])
  func unknownColumn(_ options: [String]) throws {
    let folder = try ScratchFolder()
    let cohort = try folder.write(
      Self.good.replacing("score_end\n", with: "score_end,site,n\n").replacing("12\n", with: "12,A,1\n"),
      to: "steps.csv")
    let run = try RemitProcess.run(["rates", cohort] + options)
    #expect(run.status == 4, "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("A filter that does not parse: exit 4, with a caret under the place")
  func badFilter() throws {
    let run = try RemitProcess.run(["rates", "Datasets/beat-the-blues", "--where", "age >> 3"])
    #expect(run.status == 4)
    #expect(run.errors.contains("age >> 3\n") && run.errors.contains("^"))
  }

  @Test("An unknown key in STUDY.yaml: exit 4, with the nearest known one")
  func unknownStudyKey() throws {
    let folder = try ScratchFolder()
    let study = try folder.write("title: x\nendpiont: []\n", to: "STUDY.yaml")
    let run = try RemitProcess.run(["report", study, "-o", folder.url.appendingPathComponent("out").path])
    #expect(run.status == 4)
    #expect(run.errors.contains("STUDY.yaml:2:") && run.errors.contains("endpoints"))
  }
}
