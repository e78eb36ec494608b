import Foundation
import TestSupport
import Testing

@Suite("remit roadmap")
struct RoadmapCommandTests {
  /// Two steps of 400 patients. At step 2 the older get lithium more often and remit less; lithium adds 25 points. A fifth of those
  /// without remission leave.
  private func clinic(rare: Int = 0, unseen: Bool = false, decided: Bool = false) throws -> ScratchFolder {
    var draws = SplitMix64(seed: 17)
    var text =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,stop_reason,age,sex\n"
    for patient in 100..<500 {
      let age = 20 + draws.below(50)
      let sex = draws.happens(50) ? "f" : "m"
      let remits = draws.below(100) < 35
      let reason = remits ? "" : draws.happens(30) ? "intolerance" : "nonresponse"
      let end = remits ? "6" : "\(20 + draws.below(10))"
      text +=
        "p\(patient),1,FIRST_LINE,sertraline,0,70,MADRS,\(28 + draws.below(8)),\(end),\(reason),\(age),\(sex)\n"
      if remits || draws.happens(20) { continue }
      let isLithium = decided ? sex == "f" : draws.below(100) < age
      let strategy = patient - 100 < rare ? "ECT" : isLithium ? "AUGMENT_LI" : "SWITCH_OUT"
      let improves = draws.below(100) < 60 - age / 2 + (isLithium ? 25 : 0)
      let agent = isLithium ? "lithium" : "venlafaxine"
      let score = unseen && isLithium ? "" : improves ? "5" : "24"
      text +=
        "p\(patient),2,\(strategy),\(agent),71,140,MADRS,\(22 + draws.below(8)),\(score),,\(age),\(sex)\n"
    }
    let folder = try ScratchFolder()
    try folder.write(text, to: "steps.csv")
    return folder
  }

  private func run(
    _ folder: ScratchFolder, _ policies: [String], _ more: [String] = [], adjust: String = "age + sex"
  ) throws -> RemitProcess {
    try RemitProcess.run(
      ["roadmap", folder.path, "--max-steps", "2", "--adjust", adjust]
        + policies.flatMap { ["--policy", $0] } + more)
  }

  @Test("Three estimates of each policy, and the difference from what was observed, move the right way")
  func values() throws {
    let done = try run(
      try clinic(), ["step 2: AUGMENT_LI", "step 2: if age > 45 then AUGMENT_LI else SWITCH_OUT", "stay"],
      ["--format", "json", "--disclosure", "none", "--disclosure-reason", "drawn"])
    #expect(done.status == 0, "\(done.errors)")
    let rows = try done.rows
    #expect(rows.count == 4 * 3)
    func estimate(_ policy: String, _ column: String = "estimate") -> Double? {
      rows.first { $0["policy"] as? String == policy && $0["method"] as? String == "aipw" }?[column]
        as? Double
    }
    let lithium = try #require(estimate("step 2: AUGMENT_LI"))
    let observed = try #require(estimate("as observed"))
    let stay = try #require(estimate("stay"))
    #expect(stay < observed && observed < lithium)
    // By the drawing: 35 % at step 1, and of the others 60 - 22 + 25 % with lithium.
    #expect(abs(lithium - (0.35 + 0.65 * 0.63)) < 0.1)
    let difference = try #require(estimate("step 2: AUGMENT_LI", "difference"))
    #expect(abs(difference - (lithium - observed)) < 1e-12)
    #expect(done.errors.contains("Sequential exchangeability") && done.errors.contains("recommends nothing"))
  }

  @Test("A folder gets tables, pictures, notes and a model, the same bytes for any number of threads")
  func folder() throws {
    let folder = try clinic()
    let policies = try folder.write(
      """
      always lithium: "step 2: AUGMENT_LI"
      by tolerance:
        step 2: if intolerant then SWITCH_OUT else 70 % AUGMENT_LI, 30 % SWITCH_OUT
      """, to: "policies.yaml")
    func files(_ threads: String) throws -> [String: Data] {
      let out = folder.path + "/out-" + threads
      let done = try run(
        folder, [],
        [
          "--policies", policies, "--format", "csv", "--threads", threads, "-o", out, "--learn", "tree",
          "--by", "age", "--bootstrap", "4", "--depth", "1",
        ])
      #expect(done.status == 0, "\(done.errors)")
      var found: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: out) {
        found[name] = FileManager.default.contents(atPath: out + "/" + name)
      }
      return found
    }
    let one = try files("1")
    #expect(one == (try files("2")))
    for name in [
      "roadmap.csv", "roadmap-support.csv", "roadmap-branches.csv", "roadmap-observed.csv", "roadmap.svg",
      "roadmap-observed.svg", "roadmap-always-lithium.svg", "roadmap-by-tolerance.svg",
      "roadmap-learned-tree.svg", "roadmap.json", "notes.md", "provenance.json",
    ] {
      #expect(one[name]?.isEmpty == false, "\(name)")
    }
    let notes = String(decoding: one["notes.md"] ?? Data(), as: UTF8.self)
    #expect(
      notes.contains(
        "if the step before was not tolerated, switch to another class; otherwise 70 % augmentation with lithium"
      ))
    #expect(notes.contains("the values are honest"))
    let place = try RemitProcess.run(
      [
        "roadmap", folder.path + "/out-1/roadmap.json", "--patient",
        try folder.write("step,age,intolerant\n2,50,1\n", to: "patient.csv"),
      ])
    #expect(place.status == 0, "\(place.errors)")
    #expect(place.output.contains("PATIENT-LEVEL OUTPUT"))
    #expect(place.output.contains("recommend nothing"))
    #expect(place.output.contains("the step before was not tolerated"))
    let without = try RemitProcess.run(
      [
        "roadmap", folder.path + "/out-1/roadmap.json", "--patient",
        try folder.write("step,age\n2,50\n", to: "other.csv"),
      ])
    #expect(without.status == 4 && without.errors.contains("'intolerant'"))
  }

  @Test(
    "What cannot be answered is refused with the reason and a way out",
    arguments: [
      ("step 2: if score_end > 20 then AUGMENT_LI else SWITCH_OUT", 4, "looks ahead"),
      ("step 2: AUGMENT_LITHIUM", 4, "AUGMENT_LI"),
      ("step 2: if agee > 50 then AUGMENT_LI else SWITCH_OUT", 4, "Did you mean age?"),
      ("step 2: ECT; step 2: AUGMENT_LI", 4, "each step once"),
      ("step 2: AUGMENT_LI; step 1: FIRST_LINE", 4, "steps in their order"),
      ("step 2: AUGMENT_LI; step 3: ECT", 4, "roads end with step 2"),
      ("step 2: KETAMINE", 4, "What too few had stands with the others"),
    ])
  func refused(policy: String, status: Int32, words: String) throws {
    let done = try run(try clinic(), [policy])
    #expect(done.status == status)
    #expect(done.errors.contains(words), "\(done.errors)")
  }

  @Test("A hole is told with how many patients no rule holds for, in the policy's place")
  func hole() throws {
    let done = try run(
      try clinic(), ["step 2: if age > 45 then AUGMENT_LI"],
      ["--disclosure", "none", "--disclosure-reason", "drawn"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("has a hole: at step 2 no rule holds for "))
  }

  @Test("A covariate that decides the strategy is named")
  func separated() throws {
    let done = try run(try clinic(decided: true), ["step 2: AUGMENT_LI"])
    #expect(done.status == 5)
    #expect(done.errors.contains("'sex' decides which strategy a patient gets"), "\(done.errors)")
  }

  @Test("An outcome that nobody saw leaves a strategy without a name of its own")
  func unseen() throws {
    let done = try run(try clinic(unseen: true), ["step 2: AUGMENT_LI"])
    #expect(done.status == 4)
    #expect(
      done.errors.contains("No strategy of step 2 stands under the name 'AUGMENT_LI'"), "\(done.errors)")
  }

  @Test("Rare strategies stand together or are left out, and are listed")
  func rare() throws {
    let done = try run(try clinic(rare: 12), ["step 2: AUGMENT_LI"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("Electroconvulsive therapy count as lost before the step"))
  }

  @Test("What is no model, and a covariate of the outcome, are refused")
  func models() throws {
    let folder = try clinic()
    let text = try folder.write("{}", to: "roadmap.json")
    let patient = try folder.write("step\n2\n", to: "patient.csv")
    let done = try RemitProcess.run(["roadmap", text, "--patient", patient])
    #expect(done.status == 2 && done.errors.contains("no roadmap.json"))
    let late = try run(folder, ["step 2: AUGMENT_LI"], adjust: "age + score_end")
    #expect(late.status == 4 && late.errors.contains("known only when the step has ended"), "\(late.errors)")
  }

  @Test(
    "Names of policies stand for one policy each, and for none that the output adds",
    arguments: [
      ("learned tree: \"step 2: AUGMENT_LI\"", "'learned tree' is kept"),
      ("As observed: \"step 2: AUGMENT_LI\"", "'As observed' is kept"),
      ("\"step 2: AUGMENT_LI\": \"step 2: SWITCH_OUT\"", "Two policies are named 'step 2: AUGMENT_LI'"),
    ])
  func names(line: String, words: String) throws {
    let folder = try clinic()
    let policies = try folder.write(line + "\n", to: "policies.yaml")
    let done = try run(folder, ["step 2: AUGMENT_LI"], ["--policies", policies])
    #expect(done.status == 4 && done.errors.contains(words), "\(done.status) \(done.errors)")
  }

  @Test("What a tree asks for, and what conditions read, is guarded as covariates are")
  func guarded() throws {
    let folder = try clinic()
    let late = try run(folder, ["step 2: AUGMENT_LI"], ["--learn", "tree", "--by", "age,score_end"])
    #expect(late.status == 4 && late.errors.contains("--by names 'score_end'"), "\(late.errors)")
    let declared = try run(
      folder, ["step 2: AUGMENT_LI"], ["--learn", "tree", "--by", "age", "--role", "age=after"], adjust: "sex"
    )
    #expect(
      declared.status == 4 && declared.errors.contains("age is declared to come about after"),
      "\(declared.errors)")
    let read = try run(
      folder, ["step 2: if age > 45 then AUGMENT_LI else SWITCH_OUT"], ["--role", "age=after"], adjust: "sex")
    #expect(read.status == 4 && read.errors.contains("age is declared to come about after"), "\(read.errors)")
  }

  @Test("A policy learned by Q is valued without followers, and stands in no patient's place")
  func learnedByQ() throws {
    let folder = try clinic()
    let out = folder.path + "/out"
    let done = try run(
      folder, ["step 2: if age > 45 then AUGMENT_LI else SWITCH_OUT"],
      ["--learn", "q", "--format", "csv", "-o", out])
    #expect(done.status == 0, "\(done.errors)")
    let table = try String(contentsOfFile: out + "/roadmap.csv", encoding: .utf8)
    let line = try #require(
      table.split(separator: "\n").first { $0.hasPrefix("learned by Q,") && $0.contains("aipw") })
    // Of the columns, followers_n and followers_events come before truth, suppressed and reason.
    #expect(line.hasSuffix(",,,,,"), "\(line)")
    let place = try RemitProcess.run(
      [
        "roadmap", out + "/roadmap.json", "--patient",
        try folder.write("step,age\n2,\n1,50\n", to: "patient.csv"),
      ])
    #expect(place.status == 0, "\(place.errors)")
    #expect(place.output.contains("'learned by Q' has no branches"))
    #expect(place.output.contains("Not known of this patient: age."))
    // At step 1 nothing is decided, so that nothing is hidden.
    #expect(!place.output.contains("hidden"), "\(place.output)")
  }

  @Test("A blank site is refused by name, and its patients can be left out")
  func blankCluster() throws {
    let folder = try clinic()
    let text = try String(contentsOfFile: folder.path + "/steps.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let sited = lines.enumerated().map { place, line in
      place == 0 ? line + ",site" : line + "," + (line.hasPrefix("p100,") ? "" : "s\(place % 7)")
    }
    try folder.write(sited.joined(separator: "\n") + "\n", to: "steps.csv")
    let done = try run(folder, ["step 2: AUGMENT_LI"], ["--cluster", "site"])
    #expect(
      done.status == 2 && done.errors.contains("'site' names the clusters and is missing in 1 patient"),
      "\(done.status) \(done.errors)")
    let without = try run(
      folder, ["step 2: AUGMENT_LI"], ["--cluster", "site", "--at", "site is not missing"])
    #expect(without.status == 0, "\(without.errors)")
  }
}
