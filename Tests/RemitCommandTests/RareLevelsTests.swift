import Foundation
import Testing

@Suite("Levels that too few patients have, in every output")
struct RareLevelsTests {
  /// Forty patients at two sites, and six at three sites of two; the last of them changes from one such site to another.
  private func cohort() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var text = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,site\n"
    for patient in 0..<46 {
      let rare = ["Ekeby", "Lund-Ost", "Zeta"]
      for step in 1...2 {
        let site =
          patient < 40 ? ["North", "South"][patient % 2] : rare[(patient + (patient == 45 ? step : 0)) % 3]
        let strategy = step == 1 ? "FIRST_LINE" : patient == 44 ? "SecretTrialArm" : "SWITCH_OUT"
        let end = (patient / 2 + step) % 2 == 0 ? 8 : 28
        text +=
          "p\(100 + patient),\(step),\(strategy),sertraline,\(100 * step),\(100 * step + 60),MADRS,30,\(end),\(site)\n"
      }
    }
    try folder.write(text, to: "cohort/steps.csv")
    return folder
  }

  private static let rare = ["Ekeby", "Lund-Ost", "Zeta", "SecretTrialArm"]

  private func names(in text: String) -> [String] { Self.rare.filter(text.contains) }

  @Test("rates: one row with the right counts, a patient of two such sites once; none of the names")
  func rates() throws {
    let folder = try cohort()
    let base = ["rates", folder.path + "/cohort", "--outcome", "response", "--format", "csv"]
    let run = try RemitProcess.run(base + ["--by", "site"])
    #expect(run.status == 0 && names(in: run.output + run.errors).isEmpty)
    #expect(
      run.output.contains("\nother (3 levels),response,step,MADRS,last,observed,wilson,6,12,0,12,6,0.5,"))
    #expect(
      run.errors.contains(
        "site: levels that too few patients have to stand by name are together under 'other (3 levels)'."))
    let open = try RemitProcess.run(base + ["--by", "site", "--disclosure", "none"])
    #expect(names(in: open.output).count == 3 && !open.output.contains("other"))
    let strategies = try RemitProcess.run(base + ["--by", "strategy,step"])
    #expect(names(in: strategies.output).isEmpty && strategies.output.contains("\nother,2,"))
    let rounded = try RemitProcess.run(base + ["--by", "site", "--disclosure", "opensafely"])
    #expect(names(in: rounded.output + rounded.errors).isEmpty)
  }

  @Test("a filter still asks for a level by its name")
  func filtered() throws {
    let folder = try cohort()
    let run = try RemitProcess.run([
      "rates", folder.path + "/cohort", "--outcome", "response", "--format", "csv", "--by", "step", "--where",
      "site in (Ekeby, Zeta, 'Lund-Ost')",
    ])
    #expect(run.status == 0 && run.output.contains("\n1,response,step,MADRS,last,observed,wilson,6,6,0,6,"))
  }

  @Test("a level that cohort.yaml declares stands by name")
  func declared() throws {
    let folder = try cohort()
    try folder.write(
      """
      steps:
        file: steps.csv
        covariates:
          site:
            column: site
            type: text
            values: {North: North, South: South, Ekeby: Ekeby, Zeta: Zeta, Lund-Ost: East}

      """, to: "cohort/cohort.yaml")
    let run = try RemitProcess.run([
      "rates", folder.path + "/cohort", "--by", "site", "--outcome", "response", "--format", "csv",
    ])
    #expect(run.status == 0 && run.output.contains("\nEkeby,") && run.output.contains("\nEast,"))
    #expect(!run.output.contains("other"))
  }

  @Test("a report names no such level in any file, and those that its labels declare")
  func report() throws {
    let folder = try cohort()
    for (place, labels) in ["", "labels: {site: {levels: {Zeta: Zeta town}}}\n"].enumerated() {
      try folder.write(
        """
        title: Sites
        question: Where?
        cohort: cohort
        rates: [{by: [site]}, {by: [site, step]}, {by: [strategy]}]
        table1: [site]
        \(labels)
        """, to: "STUDY.yaml")
      let output = folder.path + "/out\(place)"
      let run = try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", output])
      #expect(run.status == 0, "\(run.errors)")
      let walker = try #require(FileManager.default.enumerator(atPath: output))
      var found: Set<String> = []
      for case let file as String in walker {
        guard let text = try? String(contentsOfFile: output + "/" + file, encoding: .utf8) else { continue }
        found.formUnion(names(in: text))
      }
      #expect(found == (place == 0 ? [] : ["Zeta"]))
      #expect(names(in: run.errors).isEmpty)
    }
  }

  @Test("a model shows its rare levels as one line without numbers, and no error tells of them")
  func fit() throws {
    let folder = try cohort()
    let base = ["fit", folder.path + "/cohort", "response ~ site", "--method", "firth", "--format", "csv"]
    let run = try RemitProcess.run(base)
    #expect(run.status == 0 && names(in: run.output + run.errors).isEmpty)
    // The third is the reference, which has no line.
    #expect(run.output.contains("\nsiteother (2 levels),"))
    let open = try RemitProcess.run(base + ["--disclosure", "none"])
    #expect(names(in: open.output).count >= 2)
    let separated = try RemitProcess.run([
      "fit", folder.path + "/cohort", "response ~ strategy", "--allow-few-events",
    ])
    #expect(names(in: separated.output + separated.errors).isEmpty)
  }
}
