import Foundation
import Testing

@Suite("remit catalogue")
struct CatalogueCommandTests {
  private func rows(_ arguments: String...) throws -> [[String: Any]] {
    try RemitProcess.run(["catalogue"] + arguments + ["--format", "json"]).rows
  }

  private func figure(_ field: String, _ arguments: String...) throws -> [String: Any] {
    let rows = try RemitProcess.run(["catalogue"] + arguments + ["--format", "json"]).rows
    return try #require(rows.first { $0["field"] as? String == field })
  }

  @Test("Without a name it lists every agent and scale, each with a mark")
  func overview() throws {
    let all = try rows()
    let (drugs, procedures, scales) = (156, 39, 14)
    #expect(all.count == drugs + procedures + scales)
    let marks = all.map { $0["mark"] as? String ?? "" }
    #expect(!marks.contains(""))
    let kinds = all.compactMap { $0["kind"] as? String }
    #expect(kinds.count { $0 == "scale" } == scales)
    #expect(kinds.count { $0 == "control" } == 6)
  }

  @Test(
    "A brand, codes and any letter case lead to the agent, and its dose says where it is from",
    arguments: ["sertraline", "Zoloft", "ZOLOFT", "N06AB06", "36437"])
  func agent(name: String) throws {
    let dose = try figure("min_adequate_mg_per_day", name)
    #expect(dose["value"] as? String == "50" && dose["mark"] as? String == "verified")
    #expect((dose["source"] as? String)?.contains("MGH-ATRQ") == true)
  }

  @Test("A class lists its members, a scale its cut-offs, a therapy its sessions")
  func others() throws {
    #expect(try rows("SSRI").map { $0["name"] as? String }.contains("paroxetine"))
    #expect(try rows("N06AB").count == 8)
    #expect(try figure("remission_cutoff", "madrs")["value"] as? String == "<=10")
    #expect(try figure("relapse_cutoff", "madrs")["mark"] as? String == "from memory")
    #expect(try figure("min_sessions_adequate", "CBT")["mark"] as? String == "from memory")
    #expect(try figure("strategy_code", "waiting list")["value"] as? String == "NO_TREATMENT")
  }

  @Test("A name that stands for nothing is a matter of configuration, with the nearest")
  func unknown() throws {
    let run = try RemitProcess.run(["catalogue", "sertralin"])
    #expect(run.status == 4 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("remit: The catalogue has no 'sertralin'. The nearest: sertraline"))
  }

  @Test("A file is written in the format that was asked for, never over the catalogue itself")
  func file() throws {
    let folder = try ScratchFolder()
    let out = folder.path + "/ssri.csv"
    #expect(try RemitProcess.run(["catalogue", "SSRI", "--format", "csv", "-o", out]).status == 0)
    #expect(try String(contentsOfFile: out, encoding: .utf8).hasPrefix("name,kind,role,class,strategy_code,"))
    let own = try folder.write("generic_name,class\nsertraline,SSRI\n", to: "agents.csv")
    #expect(try RemitProcess.run(["catalogue", "SSRI", "--catalogue", own, "-o", own]).status == 6)
  }
}

@Suite("A user's own catalogue at the command")
struct OwnCatalogueCommandTests {
  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(
      "generic_name,min_adequate_mg_per_day,class,role,synonyms\nsertraline,75,,,\n"
        + "novaxetine,40,SNRI,antidepressant,Novabrand\n", to: "own/agents.csv")
    try folder.write(
      "patient_id,agent,start_day,end_day\np,Novabrand,0,70\np,Zoloft,71,150\n", to: "c/exposures.csv")
    try folder.write(
      "patient_id,day,scale,score\np,0,MADRS,33\np,60,MADRS,9\np,71,MADRS,30\np,140,MADRS,28\n",
      to: "c/assessments.csv")
    return folder
  }

  @Test("It marks what is its own, and leaves the other figures their sources")
  func marks() throws {
    let folder = try clinic()
    let run = try RemitProcess.run([
      "catalogue", "sertraline", "--catalogue", folder.path + "/own", "--format", "csv",
    ])
    #expect(run.output.contains("min_adequate_mg_per_day,75,own,own\n"))
    #expect(run.output.contains("rxcui,36437,verified,verified: "))
  }

  @Test("Every verb that opens a cohort reads its names, and without it refuses them")
  func verbs() throws {
    let folder = try clinic()
    let cohort = folder.path + "/c"
    let own = ["--catalogue", folder.path + "/own"]
    let verbs = [
      ["validate", cohort], ["steps", cohort, "--explain", "p"],
      ["rates", cohort, "--by", "agent", "--where", "agent == Novabrand"],
    ]
    for verb in verbs {
      #expect(try RemitProcess.run(verb).status != 0)
      let run = try RemitProcess.run(verb + own)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try RemitProcess.run(verbs[1] + own).output.contains("novaxetine"))
  }

  @Test("A report lists the own entries, and its provenance names the files with their digests")
  func report() throws {
    let folder = try clinic()
    try folder.write("title: T\ncohort: c\narm: agent\narms: [Novabrand, sertraline]\n", to: "STUDY.yaml")
    let study = folder.path + "/STUDY.yaml"
    func provenance(_ out: String) throws -> String {
      try String(contentsOfFile: folder.path + "/\(out)/provenance.json", encoding: .utf8)
    }
    let given = try RemitProcess.run([
      "report", study, "-o", folder.path + "/a", "--catalogue", folder.path + "/own",
    ])
    #expect(given.status == 0, "\(given.errors)")
    #expect(try provenance("a").contains("\"--catalogue/agents.csv\", \"sha256\""))
    let text = try String(contentsOfFile: folder.path + "/a/report.md", encoding: .utf8)
    #expect(text.contains("sertraline, novaxetine") && !text.contains(folder.path))
    try FileManager.default.moveItem(atPath: folder.path + "/own", toPath: folder.path + "/c/own")
    try folder.write("catalogue: own\n", to: "c/cohort.yaml")
    let declared = try RemitProcess.run(["report", study, "-o", folder.path + "/b"])
    #expect(declared.status == 0, "\(declared.errors)")
    #expect(try provenance("b").contains("\"c/own/agents.csv\", \"sha256\""))
  }

  @Test("A clash is a matter of configuration, at its line, with both names")
  func clash() throws {
    let folder = try ScratchFolder()
    let own = try folder.write(
      "generic_name,class,role,synonyms\nnovaxetine,SNRI,antidepressant,Prozac\n", to: "mine.csv")
    let run = try RemitProcess.run(["catalogue", "--catalogue", own])
    #expect(run.status == 4)
    #expect(run.errors.contains("mine.csv:2:32:"))
    #expect(run.errors.contains("'novaxetine'") && run.errors.contains("'fluoxetine'"))
  }
}
