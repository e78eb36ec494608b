import Foundation
import Testing

@Suite("Direct identifiers on the command line, files written otherwise, and cohorts elsewhere")
struct CheckedColumnsTests {
  private func cohort(_ code: [String]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var patients = "patient_id,code\n"
    var exposures = "patient_id,agent,start_day,end_day\n"
    var assessments = "patient_id,day,scale,score\n"
    for place in 0..<12 {
      patients += "p\(place),\(code[place % code.count])\n"
      exposures += "p\(place),sertraline,0,60\n"
      assessments += "p\(place),0,MADRS,\(30 + place % 5)\np\(place),56,MADRS,\(place * 2)\n"
    }
    try folder.write(patients, to: "patients.csv")
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(assessments, to: "assessments.csv")
    return folder
  }

  @Test(
    "Every verb that reads refuses a column of national numbers, and reads it where somebody answers for it")
  func everyVerb() throws {
    let numbers = ["211062-5629", "010190-0001", "131052-3080"]
    let folder = try cohort(numbers)
    let study = "title: T\nby: [strategy]\ndisclosure: {rule: none, reason: drawn}\n"
    try folder.write(study, to: "STUDY.yaml")
    let path = folder.path
    let out = path + "/out"
    let verbs = [
      ["rates", path, "--by", "strategy"], ["validate", path], ["steps", path, "-o", out + "-steps.csv"],
      ["resistance", path, "--rules", "ema"], ["pathways", path, "--of", "agent"],
      ["fit", path, "response ~ baseline", "--outcome-rule", "ema"], ["report", path, "-o", out],
    ]
    for verb in verbs {
      let refused = try RemitProcess.run(verb)
      #expect(refused.status == 2, "\(verb[0]): \(refused.errors)")
      #expect(refused.errors.contains("--i-have-checked code"), "\(verb[0])")
      for number in numbers { #expect(!(refused.output + refused.errors).contains(number)) }
      let checked = try RemitProcess.run(verb + ["--i-have-checked", "code"])
      // A statistic may have no answer; the data are not refused.
      #expect([0, 5].contains(checked.status), "\(verb[0]): \(checked.errors)")
      for number in numbers { #expect(!checked.errors.contains(number)) }
    }
    let record = try String(contentsOfFile: out + "/provenance.json", encoding: .utf8)
    #expect(record.contains("\"i_have_checked\": \"code\""))
    let slip = try RemitProcess.run(["rates", path, "--by", "strategy", "--i-have-checked", "cod"])
    #expect(slip.status == 4 && slip.errors.contains("The nearest: code."))
  }

  @Test("A flat file is refused and answered for as a cohort is, by fit and by predict")
  func flat() throws {
    let folder = try ScratchFolder()
    var text = "y,x,ssn\n"
    for row in 0..<40 { text += "\(row * 7 % 10 < 4 + row % 3 ? 1 : 0),\(row % 7),536-90-\(4300 + row)\n" }
    try folder.write(text, to: "flat.csv")
    let data = folder.path + "/flat.csv"
    let fit = [
      "fit", data, "y ~ x", "--disclosure", "none", "--disclosure-reason", "drawn", "-o",
      folder.path + "/out",
    ]
    #expect(try RemitProcess.run(fit).status == 2)
    let checked = try RemitProcess.run(fit + ["--i-have-checked", "ssn"])
    #expect(checked.status == 0, "\(checked.errors)")
    let record = try String(contentsOfFile: folder.path + "/out/provenance.json", encoding: .utf8)
    #expect(record.contains("\"i_have_checked\": \"ssn\""))
    let predict = ["predict", folder.path + "/out/model.json", data]
    #expect(try RemitProcess.run(predict).status == 2)
    #expect(try RemitProcess.run(predict + ["--i-have-checked", "ssn"]).status == 0)
  }

  @Test(
    "A file of one column with another delimiter in its name is asked for it", arguments: [";", "\t", "|"])
  func delimiter(mark: String) throws {
    let folder = try ScratchFolder()
    try folder.write(
      ["y", "x"].joined(separator: mark) + "\n" + ["1", "2"].joined(separator: mark) + "\n", to: "f.csv")
    let path = folder.path + "/f.csv"
    let word = mark == "\t" ? "a tab" : "'\(mark)'"
    for verb in [["fit", path, "y ~ x"], ["rates", path, "--by", "strategy"], ["validate", path]] {
      let run = try RemitProcess.run(verb)
      #expect(
        run.status == 2 && run.errors.contains("is the delimiter \(word)?"), "\(verb[0]): \(run.errors)")
    }
  }

  @Test(
    "Semicolons, decimal commas, own texts for missing and Latin-1 give the fit and predictions of the plain file"
  )
  func dialect() throws {
    let folder = try ScratchFolder()
    var plain = "y,x,g\n"
    var other = "y;x;g\n"
    for row in 0..<60 {
      let y = row * 7 % 10 < 3 + row % 5 ? 1 : 0
      let g = row % 3 == 0 ? "Zürich" : "Bern"
      plain += "\(y),\(row % 9 == 0 ? "" : "\(row % 7).5"),\(g)\n"
      other += "\(y);\(row % 9 == 0 ? "k.A." : "\(row % 7),5");\(g)\n"
    }
    try folder.write(plain, to: "plain.csv")
    try #require(other.data(using: .isoLatin1)).write(to: folder.url.appendingPathComponent("other.csv"))
    let open = ["--disclosure", "none", "--disclosure-reason", "drawn", "--format", "csv"]
    let written = ["--delimiter", ";", "--decimal", ",", "--missing", "k.A.", "--encoding", "latin-1"]
    let first = try RemitProcess.run(
      ["fit", folder.path + "/plain.csv", "y ~ x + g", "-o", folder.path + "/model"] + open)
    #expect(first.status == 0, "\(first.errors)")
    let one = try RemitProcess.run(["fit", folder.path + "/plain.csv", "y ~ x + g"] + open)
    let two = try RemitProcess.run(["fit", folder.path + "/other.csv", "y ~ x + g"] + open + written)
    #expect(two.status == 0 && one.output == two.output, "\(two.errors)")
    let model = folder.path + "/model/model.json"
    let left = try RemitProcess.run(["predict", model, folder.path + "/plain.csv"])
    let right = try RemitProcess.run(["predict", model, folder.path + "/other.csv"] + written)
    #expect(left.status == 0 && left.output == right.output, "\(right.errors)")
  }

  @Test(
    "What is no delimiter, no encoding, or goes with a folder alone is a matter of the question",
    arguments: [
      ["--delimiter", "::"], ["--delimiter", "5"], ["--encoding", "ebcdic"], ["--decimal", ","],
    ])
  func wrong(options: [String]) throws {
    let folder = try ScratchFolder()
    try folder.write("y,x\n1,2\n", to: "f.csv")
    #expect(try RemitProcess.run(["fit", folder.path + "/f.csv", "y ~ x"] + options).status == 4)
  }

  @Test("A cohort's folder has its dialect in cohort.yaml, and one reading of missing scores")
  func folders() throws {
    let folder = try cohort(["a", "b"])
    let fit = ["fit", folder.path, "response ~ baseline"]
    let run = try RemitProcess.run(fit + ["--delimiter", ";"])
    #expect(run.status == 4 && run.errors.contains("cohort.yaml"))
    #expect(try RemitProcess.run(fit + ["--missing", "NA"]).status == 4)
  }

  @Test("--cohort of a report wins over the study's, wherever it lies, and provenance says so")
  func elsewhere() throws {
    let folder = try cohort(["a", "b"])
    let other = try ScratchFolder()
    try other.write(
      "title: T\ncohort: nowhere\nby: [strategy]\ndisclosure: {rule: none, reason: drawn}\n", to: "STUDY.yaml"
    )
    let out = other.path + "/out"
    let study = other.path + "/STUDY.yaml"
    #expect(try RemitProcess.run(["report", study, "-o", out]).status != 0)
    let run = try RemitProcess.run(["report", study, "--cohort", folder.path, "-o", out])
    #expect(run.status == 0, "\(run.errors)")
    let record = try String(contentsOfFile: out + "/provenance.json", encoding: .utf8)
    #expect(record.contains("--cohort/exposures.csv") && !record.contains(folder.path))
    // The file itself may not reach outside its folder.
    try other.write(
      "title: T\ncohort: ../\(folder.url.lastPathComponent)\nby: [strategy]\n", to: "STUDY.yaml")
    #expect(try RemitProcess.run(["report", study, "-o", out]).status == 4)
  }
}
