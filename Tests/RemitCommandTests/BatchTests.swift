import Foundation
import TestSupport
import Testing

@testable import RemitCommand

@Suite("A batch: remit run")
struct BatchTests {
  static let study = "title: Drawn\ndisclosure: {rule: none, reason: drawn}\n"

  /// A cohort of exposures and scores, thirty patients with one step or two, under two studies and a batch of both.
  static func batch(_ grid: String = "grid: {level: [\"0.9\", \"0.95\"], baseline_window.before: [14, 28]}\n")
    throws -> ScratchFolder
  {
    let folder = try ScratchFolder()
    var exposures = "patient_id,agent,start_day,end_day\n"
    var assessments = "patient_id,day,scale,score\n"
    var patients = "patient_id,age,sex\n"
    for patient in 100..<130 {
      patients += "p\(patient),\(20 + patient % 50),\(patient % 3 == 0 ? "f" : "m")\n"
      exposures += "p\(patient),sertraline,0,60\n"
      assessments += "p\(patient),0,MADRS,30\np\(patient),60,MADRS,\(patient % 7 * 5)\n"
      if patient % 2 == 0 {
        exposures += "p\(patient),venlafaxine,61,120\n"
        assessments += "p\(patient),120,MADRS,\(patient % 5 * 6)\n"
      }
    }
    for study in ["one", "two"] {
      try folder.write(exposures, to: "\(study)/exposures.csv")
      try folder.write(assessments, to: "\(study)/assessments.csv")
      try folder.write(patients, to: "\(study)/patients.csv")
      try folder.write(Self.study, to: "\(study)/STUDY.yaml")
    }
    try folder.write("title: Two by four\nstudies: [one, two]\n" + grid, to: "BATCH.yaml")
    return folder
  }

  static func run(_ folder: ScratchFolder, _ arguments: [String] = ["BATCH.yaml", "-o", "out"]) throws
    -> RemitProcess
  {
    try RemitProcess.run(["run"] + arguments, folder: folder.url)
  }

  /// Every file of a folder by its path in it.
  static func files(_ folder: ScratchFolder, _ name: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/" + name) {
      var isFolder: ObjCBool = false
      let path = folder.path + "/" + name + "/" + file
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
        result[file] = try Data(contentsOf: URL(fileURLWithPath: path))
      }
    }
    return result
  }

  @Test("A run of a batch writes the bytes that remit report writes, and verifies with its parameters")
  func sameAsReport() throws {
    let folder = try Self.batch("grid: {where: {all: , old: age >= 40}, table1: [[age, sex]]}\n")
    let run = try Self.run(folder)
    #expect(run.status == 0, "\(run.errors)")
    try folder.write(Self.study + "table1: [age, sex]\nwhere: age >= 40\n", to: "one/STUDY.yaml")
    let alone = try RemitProcess.run(["report", "one", "-o", "alone"], folder: folder.url)
    #expect(alone.status == 0, "\(alone.errors)")
    var (left, right) = (try Self.files(folder, "out/one-old-age-sex"), try Self.files(folder, "alone"))
    #expect(left.count > 10)
    // The records name the study's digest and the parameters.
    for name in ["provenance.json", "ro-crate-metadata.json"] { (left[name], right[name]) = (nil, nil) }
    #expect(left == right)
    try folder.write(Self.study, to: "one/STUDY.yaml")
    let verified = try RemitProcess.run(["verify", "out/one-old-age-sex"], folder: folder.url)
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }

  @Test("Killed at random moments and begun again, a batch ends with the bytes of one left alone")
  func killed() throws {
    let folder = try Self.batch()
    #expect(try Self.run(folder, ["BATCH.yaml", "-o", "quiet"]).status == 0)
    var random = SplitMix64(seed: 14)
    for _ in 0..<6 {
      let process = try RemitProcess.started(["run", "BATCH.yaml", "-o", "killed"], folder: folder.url)
      Thread.sleep(forTimeInterval: 0.02 + Double(random.next() % 1000) / 4000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try Self.run(folder, ["BATCH.yaml", "-o", "killed"]).status == 0)
    let (left, right) = (try Self.files(folder, "quiet"), try Self.files(folder, "killed"))
    #expect(left.keys.sorted() == right.keys.sorted() && left == right)
    #expect(left.keys.count { $0.hasSuffix("provenance.json") } == 8)
  }

  @Test("What is up to date stays, and why the rest is made anew is said")
  func upToDate() throws {
    let folder = try Self.batch()
    #expect(try Self.run(folder).status == 0)
    let again = try Self.run(folder)
    #expect(again.status == 0 && again.errors.contains("8 runs: 8 up to date."), "\(again.errors)")
    try folder.write(
      "patient_id,age,sex\n" + (100..<130).map { "p\($0),50,f\n" }.joined(), to: "two/patients.csv")
    try FileManager.default.removeItem(atPath: folder.path + "/out/one-0.9-14/report.html")
    let partly = try Self.run(folder)
    #expect(partly.errors.contains("8 runs: 5 written, 3 up to date."), "\(partly.errors)")
    #expect(partly.errors.contains("two-0.9-14: patients.csv changed."))
    #expect(partly.errors.contains("one-0.9-14: report.html is missing or was changed."))
    try folder.write(Self.study + "notes: [more]\n", to: "one/STUDY.yaml")
    #expect(try Self.run(folder).errors.contains("one-0.9-28: the study changed."))
  }

  @Test("A study that fails does not stop the others; table, runs.csv, index.html and exit code tell of it")
  func failing() throws {
    let folder = try Self.batch()
    try folder.write(Self.study + "levl: 0.9\n", to: "bad/STUDY.yaml")
    try folder.write(Self.study + "where: nowhere == 1\n", to: "two/STUDY.yaml")
    let run = try Self.run(folder, ["one", "bad", "two/STUDY.yaml", "-o", "out", "--log", "json"])
    #expect(run.status == 4, "\(run.errors)")
    let events = try run.errors.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(events.first?["event"] as? String == "plan" && events.last?["event"] as? String == "end")
    #expect(events.count { $0["event"] as? String == "run" } == 3)
    let rows = try String(contentsOfFile: folder.path + "/out/runs.csv", encoding: .utf8)
    #expect(rows.contains("one,one/STUDY.yaml,done,0,30,"))
    #expect(rows.contains("bad,bad/STUDY.yaml,failed,4,,") && rows.contains("Did you mean 'level'?"))
    #expect(rows.contains("two,two/STUDY.yaml,failed,"))
    let index = try String(contentsOfFile: folder.path + "/out/index.html", encoding: .utf8)
    #expect(index.contains("one/figures/key-rates.svg") && index.contains("3 runs, 2 of them failed."))
    #expect(!index.contains("<script") && !index.contains("=\"http"))
  }

  @Test("One folder is written by one run at a time; the lock of a dead one is taken over with a word")
  func locked() throws {
    let folder = try Self.batch()
    try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
    let descriptor = open(folder.path + "/out/.remit-lock", O_RDWR | O_CREAT, 0o644)
    #expect(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
    #expect("4711".utf8.count == write(descriptor, "4711", 4))
    let second = try Self.run(folder)
    #expect(second.status == 6 && second.errors.contains("Another run (process 4711) is writing to out."))
    // As the system does when its holder dies.
    close(descriptor)
    let third = try Self.run(folder)
    #expect(third.status == 0 && third.errors.contains("was broken off"), "\(third.errors)")
    #expect(try !Self.run(folder).errors.contains("was broken off"))
  }

  @Test("A run waits for its turn where it is told to")
  func waits() throws {
    let folder = try Self.batch("")
    try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
    let descriptor = open(folder.path + "/out/.remit-lock", O_RDWR | O_CREAT, 0o644)
    #expect(flock(descriptor, LOCK_EX) == 0)
    let process = try RemitProcess.started(["run", "BATCH.yaml", "-o", "out", "--wait"], folder: folder.url)
    Thread.sleep(forTimeInterval: 0.3)
    #expect(process.isRunning)
    close(descriptor)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("A folder of one's own is never replaced, and a report with files of one's own is left alone")
  func foreign() throws {
    let folder = try Self.batch("")
    try folder.write("mine", to: "out/one/thesis.txt")
    let run = try Self.run(folder)
    #expect(run.status == 6 && run.errors.contains("is there and is no report"), "\(run.errors)")
    #expect(try Self.files(folder, "out")["one/thesis.txt"] == Data("mine".utf8))
    try folder.write("mine", to: "out/two/remarks.txt")
    try folder.write(Self.study + "notes: [new]\n", to: "two/STUDY.yaml")
    let second = try Self.run(folder)
    #expect(second.status == 6 && second.errors.contains("remarks.txt"), "\(second.errors)")
    #expect(try Self.files(folder, "out")["two/remarks.txt"] == Data("mine".utf8))
  }

  @Test("A study that is named twice runs once; two runs of one name are refused with the way out")
  func names() throws {
    let folder = try Self.batch("")
    let twice = try Self.run(folder, ["one", "one/STUDY.yaml", "-o", "out", "--tables-only"])
    #expect(twice.status == 0 && twice.errors.contains("is named twice and runs once"), "\(twice.errors)")
    #expect(
      try Self.files(folder, "out").keys.allSatisfy { !$0.hasSuffix(".svg") && !$0.hasSuffix("report.html") })
    try folder.write(
      "studies: [one]\ngrid: {level: [\"0.9\", \"0.95\"]}\nname: \"{study}\"\n", to: "SAME.yaml")
    let same = try Self.run(folder, ["SAME.yaml", "-o", "out"])
    #expect(
      same.status == 4 && same.errors.contains("Two runs of one/STUDY.yaml would both be written to 'one'."),
      "\(same.errors)")
    try folder.write(Self.study, to: "deep/one/STUDY.yaml")
    let both = try Self.run(folder, ["one", "deep/one", "-o", "out"])
    #expect(
      both.status == 4 && both.errors.contains("one/STUDY.yaml and deep/one/STUDY.yaml would both"),
      "\(both.errors)")
  }

  @Test("What BATCH.yaml says wrongly is told with its place and the nearest right word")
  func wrongBatches() throws {
    let folder = try Self.batch("")
    for (text, words) in [
      ("studies: []\n", "at least one study"),
      ("studies: [one]\ngrid: {levle: [1]}\n", "Did you mean 'level'?"),
      ("studies: [one]\ngird: {}\n", "'gird' is not a key of a batch. Did you mean 'grid'?"),
      ("studies: [../one]\n", "without '..'"),
      ("studies: [one]\ngrid: {level: []}\n", "needs a value or more"),
      ("studies: [one]\ngrid: {level: [\"0.9\"]}\nname: \"{study}-{lvel}\"\n", "Did you mean '{level}'?"),
      ("studies: [none/*.yaml]\n", "no file is called so"),
    ] {
      try folder.write(text, to: "WRONG.yaml")
      let run = try Self.run(folder, ["WRONG.yaml", "-o", "out"])
      #expect([3, 4].contains(run.status) && run.errors.contains(words), "\(text)\(run.errors)")
    }
  }

  @Test("Studies share data that lie elsewhere, by the name that they give them")
  func cohorts() throws {
    let folder = try Self.batch("")
    for name in ["a", "b"] { try folder.write(Self.study + "cohort: clinic\n", to: "\(name).yaml") }
    let lost = try Self.run(folder, ["[ab].yaml", "-o", "out"])
    #expect(lost.status == 3, "\(lost.errors)")
    let run = try Self.run(folder, ["[ab].yaml", "-o", "out", "--cohort", "clinic=one"])
    #expect(run.status == 0 && run.errors.contains("2 written"), "\(run.errors)")
    let record = try String(contentsOfFile: folder.path + "/out/a/provenance.json", encoding: .utf8)
    #expect(record.contains("\"clinic/patients.csv\"") && !record.contains(folder.path))
    #expect(try Self.run(folder, ["a.yaml", "-o", "out", "--cohort", "one"]).status == 64)
  }

  @Test("A model without an answer leaves its report, and is told again when the report is up to date")
  func unanswered() throws {
    let folder = try Self.batch("")
    try folder.write(
      Self.study + "predictors: [{formula: \"response ~ rcs(age, 5) + sex\"}]\nwhere: age < 30\n",
      to: "one/STUDY.yaml")
    let first = try Self.run(folder, ["one", "-o", "out"])
    #expect(first.status == 5, "\(first.errors)")
    let second = try Self.run(folder, ["one", "-o", "out"])
    #expect(second.status == 5 && second.errors.contains("1 up to date"), "\(second.errors)")
    let rows = try String(contentsOfFile: folder.path + "/out/runs.csv", encoding: .utf8)
    #expect(rows.contains("one,one/STUDY.yaml,incomplete,5,") && rows.contains("No answer: model 'model'."))
  }

  @Test("A cohort whose files change while the batch runs is refused, by the name of the file")
  func changing() throws {
    let folder = try Self.batch("")
    let inputs = try BatchInputs(ofCohortAt: folder.path + "/one", under: nil)
    try inputs.refuseChanges()
    #expect(inputs.digests.count == 3)
    try folder.write("patient_id,age,sex\np100,33,f\n", to: "one/patients.csv")
    let failure = try #require(throws: Failure.self) { try inputs.refuseChanges() }
    #expect(failure.family == .dataRefused)
    #expect(
      failure.message.contains("patients.csv changed while the batch ran")
        && !failure.message.contains("p100"))
  }

  @Test("Names of runs are fit for any file system, whatever stands in the values")
  func plainNames() {
    #expect(BatchPlan.plain("study-age >= 65/../x") == "study-age-65-..-x")
    #expect(BatchPlan.plain("<script>=cmd|a\u{202E}b\n") == "script-cmd-a-b")
    #expect(BatchPlan.plain("...") == "run" && BatchPlan.plain("") == "run")
    #expect(BatchPlan.plain(String(repeating: "a", count: 300)).count == 120)
  }

  @Test("The exit code is that of the worst run")
  func worst() {
    func outcome(_ family: Failure.Family?) -> BatchOutcome {
      BatchOutcome(state: family == nil ? .written : .failed, failure: family.map { Failure($0, "drawn") })
    }
    #expect(BatchOutcome.worst([outcome(nil), outcome(nil)]) == 0)
    #expect(BatchOutcome.worst([outcome(.configuration), outcome(nil), outcome(.dataRefused)]) == 2)
    #expect(BatchOutcome.worst([outcome(.dataRefused), outcome(.cannotWrite), outcome(.noAnswer)]) == 6)
    #expect(BatchOutcome.worst([outcome(.cannotWrite), outcome(.bug)]) == 1)
  }
}
