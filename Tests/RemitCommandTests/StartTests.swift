import Foundation
import Testing

/// Starts that leave nothing to gain, and reports that say what became of them; every expected number is worked out by hand.
@Suite("Starts of steps")
struct StartTests {
  private static let open = ["--disclosure", "none", "--disclosure-reason", "made up"]

  private func run(_ arguments: [String]) throws -> RemitProcess {
    let run = try RemitProcess.run(arguments + Self.open)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  /// A start at the minimum, two in remission, one that can respond, one without a start, one without an end, one unscored.
  private func starts() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let scores = ["0,0", "8,3", "30,12", ",5", "25,", ","]
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
        + zip("abcdef", scores).map { "\($0),1,FIRST_LINE,sertraline,0,59,MADRS,\($1)\n" }.joined(),
      to: "steps.csv")
    return folder
  }

  @Test("Starts that leave nothing to gain are told below the rates, and what --evaluable does with them")
  func startsAreTold() throws {
    let folder = try starts()
    let all = try run(["rates", folder.path, "--by", "agent"]).output
    #expect(all.contains("lowest there is cannot respond, and are in no N of response: sertraline 1."))
    #expect(
      all.contains(
        "On MADRS, steps in remission already at the start of the step stay in N of remission: sertraline 2.")
    )
    let evaluable = try run(["rates", folder.path, "--by", "agent", "--evaluable"]).output
    #expect(evaluable.contains("Evaluable starts only:"))
    #expect(
      evaluable.contains(
        "On MADRS, steps in remission already at the start of the step are left out: sertraline 2."))
    let rows = try run([
      "rates", folder.path, "--by", "agent", "--format", "json", "--outcome", "remission", "--evaluable",
    ]).rows
    #expect(rows.map { "\($0["events"] ?? "") of \($0["n"] ?? "")" } == ["0 of 1"])
  }

  @Test("A report of evaluable starts says so in its flow, limitations, definitions and provenance")
  func evaluableReport() throws {
    let folder = try starts()
    func report(_ more: String) throws -> (page: String, flow: String, provenance: String) {
      try folder.write(
        "title: t\ncohort: .\nrates: [{by: [agent]}]\nbaselines: [step]\nmissing: [observed, worst-case]\n\(more)"
          + "disclosure: {rule: none, reason: t}\n", to: "STUDY.yaml")
      let out = folder.path + "/out-\(UUID().uuidString)"
      let run = try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", out])
      #expect(run.status == 0, "\(run.errors)")
      func text(_ name: String) throws -> String {
        try String(contentsOfFile: out + "/" + name, encoding: .utf8)
      }
      return (try text("report.html"), try text("tables/flow.csv"), try text("provenance.json"))
    }
    let all = try report("")
    #expect(all.page.contains("are in no N of response against it: sertraline 2 of 6."))
    #expect(all.page.contains("stay in N of remission: sertraline 2"))
    #expect(!all.provenance.contains("evaluable"))
    let evaluable = try report("evaluable: true\n")
    #expect(
      evaluable.page.contains("are in no N of response against it, nor of remission: sertraline 2 of 6."))
    #expect(evaluable.page.contains("are left out: sertraline 2.") && !evaluable.page.contains("stay in N"))
    #expect(evaluable.page.contains("Steps that start in remission are left out of every N"))
    #expect(evaluable.provenance.contains("\"evaluable\""))
    // The last stage is the N of the rate beside it: c of c and e.
    #expect(evaluable.flow.contains("with an endpoint on MADRS,1,1"))
  }

  @Test(
    "A report of a file of steps without scales takes all that it holds, cumulative remission and flow with them"
  )
  func scalesOfSteps() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\na,1,FIRST_LINE,sertraline,0,59,MADRS,30,8\n"
        + "b,1,FIRST_LINE,sertraline,0,59,MADRS,30,18\nb,2,SWITCH_OUT,venlafaxine,60,120,MADRS,18,5\n",
      to: "steps.csv")
    try folder.write(
      "title: t\ncohort: .\nbaselines: [step]\ncumulative: true\ndisclosure: {rule: none, reason: t}\n",
      to: "STUDY.yaml")
    #expect(
      try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", folder.path + "/out"]).status == 0)
    let table = try String(contentsOfFile: folder.path + "/out/tables/cumulative.csv", encoding: .utf8)
    let rows = table.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      rows.map { "\($0[0]) \($0[1]): \($0[10]) of \($0[9])" } == ["MADRS 1: 1 of 2", "MADRS 2: 2 of 2"])
    #expect(FileManager.default.fileExists(atPath: folder.path + "/out/tables/flow.csv"))
  }
}
