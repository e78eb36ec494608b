import Foundation
import Testing

@Suite("remit resistance --by")
struct ResistanceGroupsTests {
  /// Sixty patients: twenty fail two drugs, twenty fail one, twenty remit; every second is a woman, ages run from 20 to 79.
  static func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var exposures = "patient_id,agent,start_day,end_day,dose_mg\n"
    var assessments = "patient_id,day,scale,score\n"
    var patients = "patient_id,sex,age,prior_failures\n"
    for patient in 0..<60 {
      let id = "p\(patient + 100)"
      exposures +=
        "\(id),\(patient % 3 == 0 ? "escitalopram" : "sertraline"),1,60,\(patient % 3 == 0 ? "20" : "100")\n"
      if patient < 20 { exposures += "\(id),venlafaxine,61,130,150\n\(id),mirtazapine,131,200,30\n" }
      assessments += "\(id),1,MADRS,\(patient < 30 ? 36 : 24)\n\(id),60,MADRS,\(patient >= 40 ? 5 : 34)\n"
      if patient < 20 { assessments += "\(id),130,MADRS,33\n" }
      patients += "\(id),\(patient % 2 == 0 ? "F" : "M"),\(20 + patient),\n"
    }
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(assessments, to: "assessments.csv")
    try folder.write(patients, to: "patients.csv")
    return folder
  }

  private static let open = ["--format", "csv", "--disclosure", "none", "--disclosure-reason", "made up"]

  private func groups(_ folder: ScratchFolder, _ by: String, _ more: [String] = []) throws -> [String] {
    let run = try RemitProcess.run(
      ["resistance", folder.path, "--rules", "ema,kim", "--by", by] + Self.open + more)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.components(separatedBy: "\n\n")[1].split(separator: "\n").map(String.init)
  }

  @Test("The rows of a group are those of the command with the group for a filter", arguments: ["F", "M"])
  func asFiltered(_ sex: String) throws {
    let folder = try Self.clinic()
    let rows = try groups(folder, "sex").filter { $0.hasPrefix(sex + ",") }.map { String($0.dropFirst(2)) }
    let alone = try RemitProcess.run(
      ["resistance", folder.path, "--rules", "ema,kim", "--where", "sex == \(sex)"] + Self.open)
    let expected = alone.output.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst().map(
      String.init)
    #expect(rows == expected && rows.count == 2)
  }

  @Test("Ranges, first agents and bands of severity, counted by hand")
  func keys() throws {
    let folder = try Self.clinic()
    let ages = try groups(folder, "cut(age, 40, 60)")
    #expect(ages[0].hasPrefix("age,rule,version,n,resistant,possible"))
    #expect(ages[1].hasPrefix("<40,ema,1,20,20,0,0,0,1.0"))
    #expect(ages[3].hasPrefix("40-<60,ema,1,20,0,0,0,20,0.0"))
    #expect(ages[5].hasPrefix(">=60,ema,1,20,0,0,0,20,0.0"))
    let agents = try groups(folder, "agent")
    #expect(agents[0].hasPrefix("first_agent,rule"))
    // Of the twenty who fail two drugs seven began with escitalopram.
    #expect(agents[1].hasPrefix("escitalopram,ema,1,20,7,") && agents[3].hasPrefix("sertraline,ema,1,40,13,"))
    #expect(try groups(folder, "strategy")[1].hasPrefix("FIRST_LINE,ema,1,60,20,"))
    #expect(try groups(folder, "scale, design")[1].hasPrefix("MADRS,cohort,ema,1,60,20,"))
    let bands = try groups(folder, "baseline_severity")
    // Bands of MADRS, as `remit catalogue MADRS` has them: severe from 35.
    #expect(bands.contains { $0.hasPrefix("moderate,ema,1,30,0,") })
    #expect(bands.contains { $0.hasPrefix("severe,ema,1,30,20,") })
  }

  @Test("A key of steps is refused with what groups patients, and an unknown column with the nearest")
  func refused() throws {
    let folder = try Self.clinic()
    let step = try RemitProcess.run(["resistance", folder.path, "--by", "sex,step"])
    #expect(
      step.status == 4 && step.errors.contains("'step' is of steps") && step.errors.contains("prior_failures")
    )
    let typo = try RemitProcess.run(["resistance", folder.path, "--by", "sexx"])
    #expect(typo.status == 4 && typo.errors.contains("the nearest is 'sex'"))
    let bare = try RemitProcess.run(["resistance", folder.path, "--by", "age"])
    #expect(bare.status == 4 && bare.errors.contains("cut(age"))
    #expect(try RemitProcess.run(["resistance", folder.path, "--by", "cut(age"]).status == 4)
  }

  @Test("Small groups are hidden by default, and the folder has the table")
  func hidden() throws {
    let folder = try Self.clinic()
    let out = folder.path + "/out"
    let run = try RemitProcess.run([
      "resistance", folder.path, "--rules", "ema", "--by", "cut(age, 23)", "--format", "csv", "-o", out,
    ])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: out + "/groups.csv", encoding: .utf8)
    #expect(text.contains("<23,ema,1,,,,,,,,,,,,primary,"))
    #expect(!text.contains(",3,") && !text.contains("57"))
    let provenance = try String(contentsOfFile: out + "/provenance.json", encoding: .utf8)
    #expect(provenance.contains("\"by\": \"cut(age, 23)\""))
  }
}
