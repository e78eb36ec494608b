import Foundation
import Testing

/// Whose step it is where several agents begin together: that of the agent which the strategy is about.
@Suite("The leading agent of a step")
struct LeadingAgentTests {
  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(
      """
      patient_id,agent,start_day,end_day,dose_mg,sessions
      a,sertraline,0,60,100,
      a,aripiprazole,0,60,5,
      b,esketamine,0,28,,8
      b,duloxetine,0,100,60,
      c,Deanxit,0,60,,
      d,venlafaxine,0,200,150,
      d,lithium,60,200,900,
      d,aripiprazole,60,200,5,
      e,venlafaxine,0,200,150,
      e,CBT,60,150,,12

      """, to: "exposures.csv")
    let starts = ["a", "b", "c", "d", "e"].map { "\($0),0,MADRS,30\n" }.joined()
    try folder.write(
      "patient_id,day,scale,score\n\(starts)a,50,MADRS,10\nb,25,MADRS,10\nc,50,MADRS,10\nd,55,MADRS,25\n"
        + "d,110,MADRS,8\ne,55,MADRS,25\ne,110,MADRS,8\n", to: "assessments.csv")
    return folder
  }

  private func remissions(_ path: String, _ arguments: [String]) throws -> RemitProcess {
    try RemitProcess.run(
      [
        "rates", path, "--outcome", "remission", "--format", "csv", "--disclosure", "none",
        "--disclosure-reason", "made up",
      ]
        + arguments)
  }

  @Test("Rates by agent are the leader's, from events as from the steps that were derived from them")
  func byAgent() throws {
    let folder = try clinic()
    let run = try remissions(folder.path, ["--by", "agent"])
    let agents = run.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    #expect(agents == ["CBT", "aripiprazole", "esketamine", "melitracen", "sertraline", "venlafaxine"])
    let elsewhere = try ScratchFolder()
    let file = elsewhere.path + "/steps.csv"
    #expect(try RemitProcess.run(["steps", folder.path, "-o", file]).status == 0)
    // The column keeps its own order: new agents by name.
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("KETAMINE,duloxetine+esketamine,0,"))
    #expect(try remissions(file, ["--by", "agent"]).output == run.output)
    // Beside a file of patients another reader takes the rows.
    _ = try elsewhere.write("patient_id\na\nb\nc\nd\ne\n", to: "patients.csv")
    #expect(try remissions(elsewhere.path, ["--by", "agent"]).output == run.output)
  }

  @Test("A filter on the agent finds the steps that it leads")
  func filter() throws {
    let folder = try clinic()
    let run = try remissions(folder.path, ["--by", "strategy", "--where", "agent == esketamine"])
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n").dropFirst()
    #expect(rows.map { $0.prefix { $0 != "," } } == ["KETAMINE"])
  }
}
