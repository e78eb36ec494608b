import Foundation
import Testing

@Suite("remit simulate")
struct SimulateCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func run(_ arguments: String...) throws -> RemitProcess {
    // What a debug build takes longest for is the truth, which these tests do not ask about.
    try RemitProcess.run(["simulate", "--truth-patients", "200"] + arguments)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: scratch.url.appending(path: name), encoding: .utf8)
  }

  @Test("Parts join to the bytes of the whole, on one thread and on two")
  func parts() throws {
    #expect(
      try run("--patients", "50", "--seed", "7", "--threads", "2", "-o", scratch.path + "/whole").status == 0)
    #expect(
      try run("--patients", "20", "--seed", "7", "--threads", "1", "-o", scratch.path + "/one").status == 0)
    #expect(
      try run("--patients", "30", "--first", "21", "--seed", "7", "-o", scratch.path + "/two").status == 0)
    for name in ["patients.csv", "exposures.csv", "assessments.csv", "truth-steps.csv"] {
      #expect(try text("whole/\(name)") == text("one/\(name)") + text("two/\(name)"))
    }
    #expect(try text("whole/truth.json") == text("one/truth.json"))
  }

  @Test(
    "The layout of steps holds the rows of remit steps wherever the derivation is right, and counts where it is not"
  )
  func steps() throws {
    let made = try run("--patients", "300", "--layout", "steps", "-o", scratch.path + "/steps")
    #expect(made.status == 0)
    #expect(made.errors.contains("Of 300 patients, "))
    #expect(try run("--patients", "300", "-o", scratch.path + "/raw").status == 0)
    let derived = try RemitProcess.run(["steps", scratch.path + "/raw", "-o", scratch.path + "/derived.csv"])
    #expect(derived.status == 0)
    let (rows, others) = (
      try text("steps/steps.csv").split(separator: "\n"), try text("derived.csv").split(separator: "\n")
    )
    #expect(rows.count == others.count)
    let differing = Set(zip(rows, others).filter { $0 != $1 }.map { $0.0.prefix(11) })
    #expect(
      made.errors.contains(
        "\(differing.count) have a step that a derivation names otherwise, and 0 have other onsets"))
    #expect(try RemitProcess.run(["validate", scratch.path + "/steps"]).status == 0)
  }

  @Test("The OMOP layout gives the steps of the exposures, by local concepts' names")
  func omop() throws {
    #expect(try run("--patients", "200", "--layout", "omop", "-o", scratch.path + "/omop").status == 0)
    #expect(try run("--patients", "200", "-o", scratch.path + "/raw").status == 0)
    func steps(_ folder: String) throws -> [String] {
      let file = "\(scratch.path)/\(folder).csv"
      #expect(try RemitProcess.run(["steps", "\(scratch.path)/\(folder)", "-o", file]).status == 0)
      // Onset, strategy and score at the start of each step, in whatever order the identifiers bring the patients.
      return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().map {
        line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return [cells[1], cells[2], cells[3], cells[5], cells[7], cells[8]].joined(separator: ",")
      }.sorted()
    }
    #expect(try steps("omop") == steps("raw"))
  }

  @Test("A simulated cohort is read by every verb under the default rule")
  func verbs() throws {
    let cohort = scratch.path + "/cohort"
    #expect(try run("--patients", "400", "-o", cohort).status == 0)
    for arguments in [
      ["validate", cohort], ["rates", cohort, "--by", "strategy"], ["resistance", cohort],
      ["fit", cohort, "resistant ~ age + sex + anxious", "--outcome-rule", "ema"],
    ] {
      let process = try RemitProcess.run(arguments)
      #expect(process.status == 0, "\(arguments[0]): \(process.errors)")
    }
  }

  @Test("What cannot be is refused with what to do, and nothing is left")
  func refused() throws {
    func refusal(_ arguments: String..., status: Int32) throws -> String {
      let process = try RemitProcess.run(["simulate", "-o", scratch.path + "/no"] + arguments)
      #expect(process.status == status)
      #expect(!FileManager.default.fileExists(atPath: scratch.path + "/no"))
      return process.errors
    }
    #expect(try refusal("--patients", "0", status: 4).contains("count from 1"))
    #expect(try refusal("--patients", "3000000000", status: 4).contains("at most"))
    #expect(try refusal("--without", "dropuot", status: 4).contains("Did you mean 'dropout'?"))
    #expect(try refusal("--layout", "wide", status: 4).contains("exposures, steps or omop"))
    let file = try scratch.write("patients: {female: 2}\n", to: "own.yaml")
    #expect(try refusal("--parameters", file, status: 4).contains("own.yaml:1"))
    try scratch.write("x", to: "full/steps.csv")
    let process = try run("--patients", "3", "-o", scratch.path + "/full")
    #expect(process.status == 6 && process.errors.contains("holds files already"))
    #expect(try text("full/steps.csv") == "x")
  }

  @Test("The bundled parameters are printed as they are, and as a file of one's own they change nothing")
  func parameters() throws {
    let printed = try run("--print-parameters")
    #expect(printed.output.hasPrefix("# The parameters of `remit simulate`"))
    let file = try scratch.write(printed.output, to: "same.yaml")
    #expect(try run("--patients", "5", "--parameters", file, "-o", scratch.path + "/own").status == 0)
    #expect(try run("--patients", "5", "-o", scratch.path + "/bundled").status == 0)
    #expect(try text("own/exposures.csv") == text("bundled/exposures.csv"))
  }
}
