import Foundation
import TestSupport
import Testing

@Suite("remit compare")
struct CompareCommandTests {
  /// Steps of 360 patients: the older get lithium more often and remit less; `few` leaves lithium so many remissions.
  private func clinic(
    few: Int? = nil, missingAge: Int = 0, unseen: Int = 0, decided: Bool = false, repeated: Bool = false
  ) throws -> ScratchFolder {
    var draws = SplitMix64(seed: 41)
    var text =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,score_last,age,sex,end_score_day\n"
    var remissions = few ?? .max
    for patient in 100..<460 {
      let age = 20 + draws.below(50)
      let isFirst = draws.below(100) < age
      let sex = decided ? (isFirst ? "f" : "m") : (draws.happens(50) ? "f" : "m")
      var remits = draws.below(100) < 75 - age / 2 + (isFirst ? 15 : 0)
      if isFirst, remits { remissions -= 1 }
      if isFirst, remissions < 0 { remits = false }
      let score = draws.below(360) < unseen ? "" : remits ? "6" : "25"
      let id = repeated ? 100 + patient % 200 : patient
      let step = repeated && patient >= 300 ? 3 : 2
      text +=
        "p\(id),\(step),\(isFirst ? "AUGMENT_LI" : "SWITCH_OUT"),\(isFirst ? "lithium" : "venlafaxine"),\(step * 100),"
        + "\(step * 100 + 70),MADRS,\(28 + draws.below(8)),\(score),\(score),\(patient - 100 < missingAge ? "" : String(age)),\(sex),\(step * 100 + 60)\n"
    }
    let folder = try ScratchFolder()
    // Rows of a patient stand together.
    let lines = text.split(separator: "\n")
    try folder.write(
      ([lines[0]] + lines.dropFirst().sorted()).joined(separator: "\n") + "\n", to: "steps.csv")
    return folder
  }

  private func run(
    _ folder: ScratchFolder, _ more: [String] = [], adjust: String = "age + sex",
    strategies: String = "SWITCH_OUT,AUGMENT_LI"
  ) throws
    -> RemitProcess
  {
    try RemitProcess.run(
      ["compare", folder.path, "--strategies", strategies, "--adjust", adjust] + more)
  }

  @Test("Four estimates stand under each other; adjusting for age moves the difference the right way")
  func fourEstimates() throws {
    let folder = try clinic()
    let done = try run(folder, ["--format", "json", "--disclosure", "none"])
    #expect(done.status == 0, "\(done.errors)")
    let rows = try done.rows
    #expect(rows.compactMap { $0["method"] as? String } == ["unadjusted", "g-formula", "iptw", "aipw"])
    let estimates = rows.compactMap { $0["estimate"] as? Double }
    // By the drawing lithium adds 15 points, and the older, who get it, remit less.
    #expect(estimates.count == 4 && estimates[1...].allSatisfy { $0 > estimates[0] + 0.02 })
    #expect(estimates[1...].allSatisfy { abs($0 - 0.15) < 0.12 })
    #expect(rows.allSatisfy { ($0["conf_low"] as? Double ?? 1) < ($0["estimate"] as? Double ?? 0) })
    #expect(
      done.errors.contains("Assignment: Not at random; taken to be so among patients alike in age + sex."))
    #expect(
      done.errors.contains("Eligibility:") && done.errors.contains("Analysis:")
        && done.errors.contains("Contrast:"))
    #expect(done.errors.contains("(E-value)") || done.errors.contains("hold no difference already"))
  }

  @Test(
    "A bootstrap stands beside the errors by equations; a negative control says what is left"
  )
  func checks() throws {
    let folder = try clinic()
    let more = ["--format", "csv", "--disclosure", "none", "--bootstrap", "50", "--negative-control", "sex"]
    let done = try run(folder, more, adjust: "age")
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.errors.contains("over 50 samples of patients (bootstrap)"))
    // Sex is drawn apart from everything.
    #expect(done.errors.contains("the negative control 'sex'"))
    #expect(done.errors.contains("the limits hold none"))
    #expect(try run(folder, more + ["--threads", "3"], adjust: "age").errors == done.errors)
    let adjusted = try run(folder, ["--negative-control", "sex"])
    #expect(adjusted.status == 4 && adjusted.errors.contains("is adjusted for"))
    let numbers = try run(folder, ["--negative-control", "age"], adjust: "sex")
    #expect(numbers.status == 4 && numbers.errors.contains("other values than two"))
    #expect(try run(folder, ["--bootstrap", "3"]).status == 64)
  }

  @Test("A study's comparison asks for the same checks, and refuses a sample too few by line and column")
  func checksOfStudies() throws {
    let folder = try clinic()
    func report(_ bootstrap: Int) throws -> RemitProcess {
      try folder.write(
        """
        title: Checks
        cohort: .
        comparisons:
          - {strategies: [SWITCH_OUT, AUGMENT_LI], adjust: age, bootstrap: \(bootstrap), negative_control: sex}
        disclosure: {rule: none, reason: drawn}

        """, to: "STUDY.yaml")
      return try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", folder.path + "/out"])
    }
    let done = try report(60)
    #expect(done.status == 0, "\(done.errors)")
    let page = try String(contentsOfFile: folder.path + "/out/report.md", encoding: .utf8)
    #expect(page.contains("60 samples of patients (bootstrap)") && page.contains("negative control"))
    let refused = try report(3)
    #expect(refused.status == 4 && refused.errors.contains("STUDY.yaml:4:"), "\(refused.errors)")
  }

  @Test("A folder gets tables, figures, notes and provenance, and the same bytes for any number of threads")
  func folder() throws {
    let folder = try clinic(repeated: true)
    func files(_ threads: String) throws -> [String: Data] {
      let out = folder.path + "/out-" + threads
      let done = try run(folder, ["--format", "csv", "--threads", threads, "-o", out])
      #expect(done.status == 0, "\(done.errors)")
      var found: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: out) {
        found[name] = FileManager.default.contents(atPath: out + "/" + name)
      }
      return found
    }
    let one = try files("1")
    #expect(
      one.keys.sorted() == [
        "effects-augment-li-balance.svg", "effects-augment-li-overlap.svg", "effects-balance.csv",
        "effects-overlap.csv",
        "effects-unadjusted.csv",
        "effects-weights.csv", "effects.csv", "effects.svg", "notes.md", "provenance.json",
      ])
    #expect(try files("3") == one)
    let notes = String(decoding: one["notes.md"] ?? Data(), as: UTF8.self)
    #expect(notes.contains("Patients with several of the steps are clusters"))
  }

  @Test("What cannot be compared is refused in words, with the way out", arguments: [0, 1, 2, 3, 4, 5, 6])
  func refused(number: Int) throws {
    let done: RemitProcess
    let (status, words): (Int32, String)
    switch number {
    case 0:
      done = try run(try clinic(decided: true))
      (status, words) = (5, "There is no overlap: 'sex' decides which of the two strategies a patient gets")
    case 1:
      done = try run(try clinic(), strategies: "SWITCH_OUT,ECT")
      (status, words) = (5, "Nobody had ECT among the rows that are compared")
    case 2:
      done = try run(try clinic(few: 3))
      (status, words) = (
        5, "With AUGMENT_LI fewer than five had the outcome, or fewer than five had it not, which is too few"
      )
    case 3:
      done = try run(try clinic(), adjust: "age + strategy")
      (status, words) = (4, "--adjust names 'strategy', which is what is compared")
    case 4:
      done = try run(try clinic(), adjust: "age + endpoint")
      (status, words) = (4, "endpoint")
    case 5:
      done = try run(try clinic(unseen: 360))
      (status, words) = (5, "has the outcome known, so there is nothing to compare")
    default:
      done = try run(try clinic(), ["--reference", "ECT"])
      (status, words) = (4, "--reference is one of the strategies: SWITCH_OUT, AUGMENT_LI.")
    }
    #expect(done.status == status, "\(done.errors)")
    #expect(done.errors.contains(words), "\(done.errors)")
    #expect(!done.errors.contains("p1") && !done.output.contains("p1"), "no patient's name")
  }

  @Test("Firth goes on where events are few, and a few are noted")
  func firth() throws {
    let done = try run(try clinic(few: 4), ["--method", "firth", "--disclosure", "none", "--format", "csv"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.errors.contains("fewer than ten events, or non-events, with AUGMENT_LI"))
  }

  @Test("A pair with a small count shows no number")
  func hidden() throws {
    let done = try run(try clinic(few: 4), ["--method", "firth", "--format", "json"])
    #expect(done.status == 0, "\(done.errors)")
    for row in try done.rows {
      #expect(row["suppressed"] as? String == "primary")
      for key in ["estimate", "n", "events", "reference_events", "risk_ratio", "p_value"] {
        #expect(row[key] is NSNull, "\(key)")
      }
    }
    #expect(done.errors.contains("hidden, since one of its counts"))
    #expect(!done.errors.contains("propensity that nobody"))
  }

  @Test("Missing covariates are counted, missing endpoints get a share and a tipping point")
  func missing() throws {
    let done = try run(try clinic(missingAge: 20, unseen: 60), ["--format", "csv", "--disclosure", "none"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.errors.contains("Rows: 360 = 340 used + 20 that lack a value."))
    #expect(done.errors.contains("Rows without a covariate are in no estimate"))
    #expect(done.errors.contains("have no endpoint in the window"))
    #expect(done.errors.contains("(tipping point)") || done.errors.contains("would keep its sign"))
  }

  @Test("A strategy that is derived needs its landmark")
  func landmark() throws {
    let done = try RemitProcess.run([
      "compare", "Datasets/stepped-care", "--strategies", "SWITCH_OUT,AUGMENT_AAP", "--adjust", "age",
      "--landmark", "10",
    ])
    #expect(done.status == 4 && done.errors.contains("immortal time"), "\(done.errors)")
  }
}
