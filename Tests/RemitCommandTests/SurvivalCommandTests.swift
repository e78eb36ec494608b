import Foundation
import TestSupport
import Testing

@Suite("remit survival")
struct SurvivalCommandTests {
  /// Two agents of 60 patients each; the score of day 28 or 56 is a remission or not, and some go on to another drug or stop.
  private func clinic(_ change: (inout [String: String]) -> Void = { _ in }) throws -> ScratchFolder {
    var draws = SplitMix64(seed: 7)
    var (patients, exposures, assessments) = (
      "patient_id,age,arm,died,entry_day,last_day\n", "patient_id,agent,start_day,end_day,stop_reason\n",
      "patient_id,day,scale,score\n"
    )
    for number in 100..<220 {
      let isFirst = number % 2 == 0
      let died = draws.happens(8) ? "70" : ""
      patients += "p\(number),40,\(isFirst ? "a" : "b"),\(died),0,200\n"
      let first = draws.below(100) < (isFirst ? 35 : 15)
      let later = draws.below(100) < 40
      let agent = isFirst ? "sertraline" : "venlafaxine"
      if !first, !later, draws.happens(50) {
        exposures +=
          "p\(number),\(agent),0,59,nonresponse\np\(number),\(isFirst ? "bupropion" : "mirtazapine"),60,,\n"
      } else {
        exposures += "p\(number),\(agent),0,\(draws.happens(30) ? "90,lost" : ",")\n"
      }
      for (day, score) in [(0, 30), (28, first ? 8 : 25), (56, first || later ? 6 : 24), (84, 22)] {
        assessments += "p\(number),\(day),MADRS,\(score)\n"
      }
    }
    var files = ["patients.csv": patients, "exposures.csv": exposures, "assessments.csv": assessments]
    change(&files)
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  private func run(_ folder: ScratchFolder, _ more: [String]) throws -> RemitProcess {
    try RemitProcess.run(["survival", folder.path] + more)
  }

  @Test("A curve a group, whose counts by hand are those of the files, and tests beside")
  func curves() throws {
    let folder = try clinic()
    let done = try run(
      folder,
      ["--by", "arm", "--at", "step == 1", "--format", "json", "--disclosure", "none", "--every", "14"])
    #expect(done.status == 0, "\(done.errors)")
    let rows = try done.rows
    let text = try String(contentsOfFile: folder.path + "/assessments.csv", encoding: .utf8)
    let early = text.split(separator: "\n").filter { $0.hasSuffix(",28,MADRS,8") }
      .count { Int($0.dropFirst().prefix(3)).map { $0 % 2 == 0 } ?? false }
    let first = try #require(rows.first { $0["arm"] as? String == "a" })
    #expect(first["day"] as? Int == 28 && first["at_risk"] as? Int == 60 && first["events"] as? Int == early)
    let incidence = try #require(first["incidence"] as? Double)
    #expect(abs(incidence - Double(early) / 60) < 1e-12)
    for part in ["Log-rank", "Gray", "Time zero: The start of the step.", "(interval-censored)", "step == 1"]
    {
      #expect(done.errors.contains(part) || part == "(interval-censored)", "\(part)")
    }
    // By the drawing more of a remit.
    let last = Dictionary(grouping: rows) { $0["arm"] as? String ?? "" }.mapValues {
      $0.last?["incidence"] as? Double ?? 0
    }
    #expect((last["a"] ?? 0) > (last["b"] ?? 1))
  }

  @Test("Where small counts are hidden no row has one, and days are the ends of blocks")
  func hidden() throws {
    let folder = try clinic()
    let done = try run(folder, ["--by", "arm", "--at", "step == 1", "--format", "json", "--every", "28"])
    #expect(done.status == 0, "\(done.errors)")
    let rows = try done.rows
    #expect(rows.contains { $0["at_risk"] is Int })
    for row in rows {
      for name in ["events", "competing", "censored", "entered", "at_risk"] {
        if let count = row[name] as? Int { #expect(count == 0 || count >= 5) }
      }
      if let day = row["day"] as? Int { #expect(day % 28 == 0) }
    }
    #expect(done.errors.contains("blocks of 28"))
  }

  @Test(
    "Death and loss are ends where columns say them, and a folder gets every file, the same for any threads")
  func ends() throws {
    let folder = try clinic()
    func files(_ threads: String) throws -> [String: Data] {
      let out = folder.path + "/out-" + threads
      let done = try run(
        folder,
        [
          "--by", "arm", "--death", "died", "--format", "csv", "--disclosure", "none", "--threads", threads,
          "-o", out,
        ])
      #expect(done.status == 0, "\(done.errors)")
      var found: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: out) {
        found[name] = FileManager.default.contents(atPath: out + "/" + name)
      }
      return found
    }
    let one = try files("1")
    #expect(try files("3") == one)
    #expect(
      Set(one.keys) == [
        "time.csv", "time-groups.csv", "time-tests.csv", "time.svg", "notes.md", "provenance.json",
      ])
    let groups = String(decoding: one["time-groups.csv"] ?? Data(), as: UTF8.self).split(separator: "\n").map
    {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    for name in ["death", "dropout", "next_step"] {
      let column = try #require(groups[0].firstIndex(of: name))
      #expect(groups.dropFirst().contains { (Int($0[column]) ?? 0) > 0 }, "\(name)")
    }
  }

  @Test("From a remission on, a later score of the catalogue's cut-off or more is a relapse")
  func relapse() throws {
    let done = try run(
      try clinic(), ["--to", "relapse", "--by", "arm", "--format", "json", "--disclosure", "none"])
    #expect(done.status == 0, "\(done.errors)")
    let rows = try done.rows
    // MADRS 22 or more, on day 84: 28 or 56 days after the remission.
    #expect(done.errors.contains("of 22 or more"))
    #expect(
      Set(rows.filter { ($0["events"] as? Int ?? 0) > 0 }.compactMap { $0["day"] as? Int }) == [28, 56])
    #expect(done.errors.contains("Never seen in remission"))
  }

  /// Of seven patients each a row of hand-made files; the numbers are by hand.
  private func few(_ patients: String, _ exposures: String, _ scores: String) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write("patient_id,died,left\n" + patients, to: "patients.csv")
    try folder.write("patient_id,agent,start_day,end_day,stop_reason\n" + exposures, to: "exposures.csv")
    let rows = scores.split(separator: "\n").map { row in
      row.split(separator: " ").dropFirst().map {
        "\(row.prefix { $0 != " " }),\($0.replacing(":", with: ",MADRS,"))\n"
      }
      .joined()
    }
    try folder.write("patient_id,day,scale,score\n" + rows.joined(), to: "assessments.csv")
    return folder
  }

  @Test("Who is lost with the treatment, on the last day of the data, is lost and not censored")
  func lost() throws {
    let folder = try few(
      "a,,\nb,,\nc,,\nd,0,\ne,,-3\nf,,30\ng,,\n",
      ["a", "b"].map { "\($0),sertraline,0,40,lost\n" }.joined() + "c,sertraline,0,40,\n"
        + ["d", "e", "f", "g"].map { "\($0),sertraline,0,,\n" }.joined(),
      "a 0:30 20:25\nb 0:30 45:24\nc 0:30 20:25\nd 0:30 20:8\ne 0:30 20:8\nf 0:30 28:25 35:8\ng 0:30 28:8")
    let out = folder.path + "/out"
    let done = try run(
      folder,
      [
        "--by", "", "--death", "died", "--dropout", "left", "--format", "json", "--disclosure", "none", "-o",
        out,
      ])
    #expect(done.status == 0, "\(done.errors)")
    let text = try String(contentsOfFile: out + "/time.json", encoding: .utf8)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let days = rows.map { row in
      ["day", "at_risk", "events", "competing", "censored"].map { row[$0] as? Int }
    }
    // c is censored on day 20, the last score; g remits on 28; f is lost by the file on 30, a on 41, b after the score of 45.
    #expect(
      days == [
        [20, 5, 0, 0, 1], [28, 4, 1, 0, 0], [30, 3, 0, 1, 0], [41, 2, 0, 1, 0], [46, 1, 0, 1, 0],
      ])
    let notes = try String(contentsOfFile: out + "/notes.md", encoding: .utf8)
    #expect(notes.contains("Dead, or lost, by time zero: 2 steps, in no curve."), "\(notes)")
    #expect(notes.contains("a patient lost (stop_reason, left), death (died)"))
  }

  @Test("From a remission on, who is lost with the treatment is so the day after the last score")
  func lostAfterRemission() throws {
    let folder = try few(
      "a,,\nb,,\n", "a,sertraline,0,60,lost\nb,sertraline,0,,\n", "a 0:30 28:8 40:9\nb 0:30 28:8 70:9")
    let done = try run(
      folder, ["--to", "relapse", "--by", "", "--format", "json", "--disclosure", "none"])
    #expect(done.status == 0, "\(done.errors)")
    let days = try done.rows.map { row in ["day", "at_risk", "competing", "censored"].map { row[$0] as? Int }
    }
    #expect(days == [[33, 2, 1, 0], [42, 1, 0, 1]])
  }

  @Test("How far scores lie apart is said of events up to --until, and who was never scored is said")
  func visits() throws {
    let folder = try few(
      "a,,\nb,,\nc,,\nd,,\n",
      "a,sertraline,0,,\nb,sertraline,0,,\nc,sertraline,0,,\nd,sertraline,0,20,\nd,venlafaxine,30,,\n",
      "a 0:30 20:8\nb 0:30 28:20 90:8\nc 0:30 28:20 56:20\nd 0:30 60:20")
    for (more, words, absent) in [
      ([], ["For 50.0 % they lie more than 28 days apart"], ""),
      (
        ["--until", "60"], ["On median the two lie 20 days apart.", "25.0 % have no score after time zero"],
        "apart (interval-censored)"
      ),
    ] {
      let done = try run(
        folder, ["--by", "", "--at", "step == 1", "--format", "markdown", "--disclosure", "none"] + more)
      #expect(done.status == 0, "\(done.errors)")
      for part in words { #expect(done.output.contains(part), "\(part): \(done.output)") }
      #expect(absent.isEmpty || !done.output.contains(absent))
    }
  }

  @Test("What cannot be asked is refused, with a way out")
  func refused() throws {
    let folder = try clinic()
    for (more, words, status) in [
      (["--landmark", "10"], "immortal time", 4), (["--until", "20"], "Take a later day", 4),
      (["--scale", "NOSCALE"], "no scale of the catalogue", 4), (["--by", "died"], "", 0),
      (["--at", "step == 9"], "No row is left", 5), (["--relapse-at", "9"], "goes with --to relapse", 64),
      (["--every", "0"], "whole number from 1", 64), (["--to", "cure"], "", 64),
    ] as [([String], String, Int32)] {
      let done = try run(folder, more)
      #expect(done.status == status, "\(more): \(done.errors)")
      if !words.isEmpty { #expect(done.errors.contains(words), "\(more): \(done.errors)") }
    }
    let steps = try RemitProcess.run([
      "survival", Repository.root.appendingPathComponent("Datasets/nimh-ketamine").path, "--scale", "MADRS",
    ])
    #expect(
      steps.status == 4 && (steps.errors.contains("crossover") || steps.errors.contains("file of steps")))
  }

  @Test("All censored and one group: a flat curve and no test, both said")
  func flat() throws {
    let folder = try clinic { files in
      for low in [",8\n", ",6\n"] {
        files["assessments.csv"] = files["assessments.csv"]?.replacing("MADRS" + low, with: "MADRS,20\n")
      }
    }
    let done = try run(folder, ["--by", "", "--disclosure", "none"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(
      done.output.contains("nobody had the remission") && done.output.contains("A test compares two groups"))
  }
}
