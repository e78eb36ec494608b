import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Folders of rows set aside")
struct SetAsideFolders {
  static let steps =
    "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
    + "1,1,SWITCH,sertraline,0,50,MADRS,30,12\n2,1,SWITCH,sertraline,0,50,MADRS,30,99\n"

  func complaint(_ cohort: CSVCohort) async -> String {
    do {
      _ = try await cohort.read(CollectedRows())
      return "no error"
    } catch { return "\(error)" }
  }

  @Test("rows may be set aside in the cohort's own folder, and its files stay as they are")
  func ownFolder() async throws {
    for isMerged in [true, false] {
      let folder = try CohortFolder()
      try folder.write(Self.steps, to: "steps.csv")
      // With patients beside it the cohort is merged, without them streamed.
      if isMerged { try folder.write("patient_id\n1\n2\n", to: "patients.csv") }
      let options = IntakeOptions(setAsideFolder: folder.path)
      _ = try await CSVCohort(at: folder.path, options: options).read(CollectedRows())
      #expect(try folder.read("steps.csv") == Self.steps)
      #expect(try folder.read("steps.set-aside.csv").hasSuffix("2,1,SWITCH,sertraline,0,50,MADRS,30,99\n"))
    }
  }

  @Test("an input that has the name of a file of rows set aside is never replaced, whatever leads to it")
  func inputOfThatName() async throws {
    let folder = try CohortFolder()
    try folder.write(Self.steps, to: "in.csv")
    try folder.write("steps: {file: in.csv}", to: "cohort.yaml")
    let aside = try CohortFolder()
    try FileManager.default.linkItem(
      atPath: folder.path + "/in.csv", toPath: aside.path + "/in.set-aside.csv")
    let options = IntakeOptions(setAsideFolder: aside.path)
    let message = try await complaint(CSVCohort(at: folder.path, options: options))
    #expect(message.contains("one of the cohort's own files; choose another folder"))
    #expect(try folder.read("in.csv") == Self.steps && aside.read("in.set-aside.csv") == Self.steps)
    try FileManager.default.removeItem(atPath: aside.path + "/in.set-aside.csv")
    try FileManager.default.createSymbolicLink(
      atPath: aside.path + "/in.set-aside.csv", withDestinationPath: folder.path + "/in.csv")
    #expect(try await complaint(CSVCohort(at: folder.path, options: options)).contains("cohort's own files"))
    #expect(try folder.read("in.csv") == Self.steps)
  }

  @Test("a reading replaces the file of an earlier reading of the same cohort, and no other file")
  func onlyItsOwn() async throws {
    let folder = try CohortFolder()
    try folder.write(Self.steps, to: "steps.csv")
    let aside = try CohortFolder()
    let options = IntakeOptions(setAsideFolder: aside.path)
    let cohort = try CSVCohort(at: folder.path, options: options)
    for _ in 0..<3 { _ = try await cohort.read(CollectedRows()) }
    let written = try aside.read("steps.set-aside.csv")
    #expect(written.hasSuffix("2,1,SWITCH,sertraline,0,50,MADRS,30,99\n"))
    let message = try await complaint(CSVCohort(at: folder.path, options: options))
    #expect(message.contains("there already; move it away or choose another folder"))
    try aside.write("somebody's", to: "steps.set-aside.csv.new")
    try FileManager.default.removeItem(atPath: aside.path + "/steps.set-aside.csv")
    try FileManager.default.moveItem(
      atPath: aside.path + "/steps.set-aside.csv.new", toPath: aside.path + "/steps.set-aside.csv")
    #expect(await complaint(cohort).contains("there already"))
    #expect(try aside.read("steps.set-aside.csv") == "somebody's")
  }

  @Test("inputs that differ in their folders or endings alone have files of their own")
  func sameNames() async throws {
    let folder = try CohortFolder()
    for part in ["a", "b"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + part, withIntermediateDirectories: true)
    }
    let header = "patient_id,day,scale,score\n"
    try folder.write(header + "1,0,MADRS,61\n", to: "a/s.csv")
    try folder.write(header + "1,1,MADRS,62\n", to: "b/s.csv")
    try folder.write(header + "1,2,MADRS,63\n", to: "a_s.csv")
    try folder.write("patient_id,agent,start_day,end_day\n1,CBT,0,90\n", to: "exposures.csv")
    try folder.write(
      "assessments: [{file: a/s.csv}, {file: b/s.csv}, {file: a_s.csv}]", to: "cohort.yaml")
    let aside = try CohortFolder()
    let cohort = try CSVCohort(at: folder.path, options: IntakeOptions(setAsideFolder: aside.path))
    _ = try await cohort.read(CollectedRows())
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: aside.path).sorted()
        == ["a_s-2.set-aside.csv", "a_s.set-aside.csv", "b_s.set-aside.csv"])
    #expect(try aside.read("a_s.set-aside.csv") == header + "1,0,MADRS,61\n")
    #expect(try aside.read("a_s-2.set-aside.csv") == header + "1,2,MADRS,63\n")
  }
}
