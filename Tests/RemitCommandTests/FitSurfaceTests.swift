import Foundation
import TestSupport
import Testing

@Suite("What remit fit prints, takes aside and advises")
struct FitSurfaceTests {
  private func run(_ arguments: [String]) throws -> RemitProcess { try RemitProcess.run(arguments) }

  private let open = ["--disclosure", "none", "--disclosure-reason", "drawn rows"]

  /// Rows without randomness: y rises with x; g has a level of one row; site has nine values.
  private func drawn() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var text = "y,x,g,site\n"
    for row in 0..<90 {
      let x = (row * 37) % 41
      let event = (row * row * 7 + row / 3) % 10 < (x > 20 ? 6 : 3)
      text += "\(event ? 1 : 0),\(x),\(row == 3 ? "C" : row % 2 == 0 ? "A" : "B"),s\(row % 9)\n"
    }
    try folder.write(text, to: "flat.csv")
    return folder
  }

  @Test("JSON is one object of terms, summary, tests and notes")
  func json() throws {
    let folder = try drawn()
    let fit = try run(["fit", folder.path + "/flat.csv", "y ~ x", "--format", "json"] + open)
    #expect(fit.status == 0, "\(fit.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(fit.output.utf8)) as? [String: Any])
    #expect(Set(object.keys) == ["terms", "summary", "tests", "notes"])
    let terms = try #require(object["terms"] as? [[String: Any]])
    #expect(terms.map { $0["term"] as? String } == ["(Intercept)", "x"])
    #expect((object["summary"] as? [String: Any])?["n"] as? Int == 90)
    #expect((object["tests"] as? [[String: Any]])?.count == 1)
    #expect((object["notes"] as? [String])?.contains { $0.hasPrefix("Rows: 90") } == true)
  }

  @Test("CSV is one table, the terms unless another is named", arguments: ["terms", "summary", "tests"])
  func csv(table: String) throws {
    let folder = try drawn()
    let fit = try run(
      ["fit", folder.path + "/flat.csv", "y ~ x", "--format", "csv"]
        + (table == "terms" ? [] : ["--table", table])
        + open)
    #expect(fit.status == 0, "\(fit.errors)")
    let lines = fit.output.split(separator: "\n")
    let heads = ["terms": "term,estimate,", "summary": "n,events,", "tests": "term,df,"]
    #expect(lines[0].hasPrefix(try #require(heads[table])))
    let width = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width })
  }

  @Test("--table without --format csv is a question put wrongly")
  func tableAlone() throws {
    let folder = try drawn()
    #expect(try run(["fit", folder.path + "/flat.csv", "y ~ x", "--table", "tests"]).status == 64)
  }

  @Test("Rows that cannot be used go to the folder as they stood, and the rest is fitted")
  func setAside() throws {
    let folder = try drawn()
    let text = try String(contentsOfFile: folder.path + "/flat.csv", encoding: .utf8)
    try folder.write(text + "1,inf,A,s1\n0,5\n1,7,B,s2\n", to: "more.csv")
    let refused = try run(["fit", folder.path + "/more.csv", "y ~ x"] + open)
    #expect(refused.status == 2)
    let fit = try run(
      ["fit", folder.path + "/more.csv", "y ~ x", "--set-aside", folder.path + "/aside"] + open)
    #expect(fit.status == 0, "\(fit.errors)")
    #expect(fit.errors.contains("93 rows in = 91 used + 2 set aside"))
    let aside = try String(contentsOfFile: folder.path + "/aside/more.set-aside.csv", encoding: .utf8)
    #expect(aside == "y,x,g,site\n1,inf,A,s1\n0,5\n")
    // The estimates are those of a file that never held the rows.
    try folder.write(text + "1,7,B,s2\n", to: "clean.csv")
    let clean = try run(["fit", folder.path + "/clean.csv", "y ~ x", "--format", "csv"] + open)
    let kept = try run(
      ["fit", folder.path + "/more.csv", "y ~ x", "--format", "csv", "--set-aside", folder.path + "/aside2"]
        + open)
    #expect(clean.output == kept.output)
  }

  @Test("steps and validate take rows aside as well")
  func otherVerbs() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day\na,sertraline,0,60\nb,sertraline,zero,60\n", to: "c/exposures.csv")
    try folder.write("patient_id,day,scale,score\na,0,MADRS,30\na,56,MADRS,10\n", to: "c/assessments.csv")
    let cohort = folder.path + "/c"
    #expect(try run(["validate", cohort]).status == 2)
    let valid = try run(["validate", cohort, "--set-aside", folder.path + "/v"])
    #expect(valid.status == 0, "\(valid.errors)")
    #expect(valid.errors.contains("1 set aside"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/v/exposures.set-aside.csv"))
    let out = folder.path + "/steps.csv"
    #expect(try run(["steps", cohort, "-o", out]).status == 2)
    let steps = try run(["steps", cohort, "-o", out, "--set-aside", folder.path + "/s"])
    #expect(steps.status == 0, "\(steps.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/s/exposures.set-aside.csv"))
  }

  @Test("cr2 prints its degrees of freedom, cr1 says what it is")
  func clusters() throws {
    let folder = try drawn()
    let base = ["fit", folder.path + "/flat.csv", "y ~ x", "--cluster", "site"] + open
    let cr2 = try run(base + ["--se", "cr2", "--format", "csv"])
    #expect(cr2.status == 0, "\(cr2.errors)")
    #expect(
      cr2.output.hasPrefix(
        "term,estimate,std_error,statistic,p_value,conf_low,conf_high,odds_ratio,or_low,or_high,df\n"))
    let cr1 = try run(base)
    #expect(cr1.output.contains("(n - 1) / (n - p) · G / (G - 1), G = 9 clusters"))
    #expect(cr1.output.contains("with 8 degrees of freedom"))
    let without = try run(["fit", folder.path + "/flat.csv", "y ~ x", "--se", "cr2"] + open)
    #expect(without.status == 4 && without.errors.contains("--cluster COLUMN"))
  }

  @Test("poly's basis is said where rows are left out, and can be R's")
  func polynomials() throws {
    let folder = try ScratchFolder()
    var text = "y,x,z\n"
    for row in 0..<60 {
      text += "\((row * 7 + row / 5) % 3 == 0 ? 1 : 0),\(row % 13),\(row % 5 == 0 ? "" : "\(row % 4)")\n"
    }
    try folder.write(text, to: "flat.csv")
    func fit(_ more: [String]) throws -> RemitProcess {
      try run(["fit", folder.path + "/flat.csv", "y ~ poly(x, 2) + z", "--format", "json"] + more + open)
    }
    let (used, all) = (try fit([]), try fit(["--poly-rows", "all"]))
    #expect(used.output.contains("The basis of poly() is of the rows that are used"))
    #expect(all.output.contains("of every row that has its column, as R's"))
    func estimates(_ text: String) throws -> [Double] {
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return (object?["terms"] as? [[String: Any]])?.compactMap { $0["estimate"] as? Double } ?? []
    }
    // R 4.2.2: coef(glm(y ~ poly(x, 2) + z, binomial, d)), control epsilon 1e-14.
    let known = [-1.0991183756719096, -0.12934435404605882, -0.25869253274119441, -0.00055192613116621699]
    let found = try estimates(all.output)
    #expect(found.count == 4)
    let close = Tolerance(
      absolute: 1e-8, reason: "R's fit at epsilon 1e-14 and ours, of a basis that R rounds")
    for (a, b) in zip(found, known) { #expect(close.admits(a, for: b), "\(a) \(b)") }
    let visible = Tolerance(
      absolute: 1e-3, reason: "a basis of other rows moves the estimate by more than this")
    #expect(try !visible.admits(estimates(used.output)[1], for: known[1]))
  }

  @Test("Each way out that an error names works where it is read")
  func advice() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\($0 % 20),\($0 < 30 ? "a" : "b"),\($0 >= 30 && $0 % 2 == 0 ? 1 : 0)\n" }
      .joined()
    try folder.write("x,arm,y\n" + rows, to: "separated.csv")
    let separated = try run(["fit", folder.path + "/separated.csv", "y ~ arm"] + open)
    #expect(separated.status == 5 && separated.errors.contains("Use --method firth."))
    #expect(
      try run(["fit", folder.path + "/separated.csv", "y ~ arm", "--method", "firth"] + open).status == 0)
    let few = (0..<40).map { "\($0 % 9),\($0 % 7),\($0 % 5),\([3, 11, 18, 24, 33].contains($0) ? 1 : 0)\n" }
      .joined()
    try folder.write("a,b,c,y\n" + few, to: "few.csv")
    let refused = try run(["fit", folder.path + "/few.csv", "y ~ a + b"] + open)
    #expect(refused.status == 5 && refused.errors.contains("--allow-few-events"))
    #expect(try run(["fit", folder.path + "/few.csv", "y ~ a + b", "--allow-few-events"] + open).status == 0)
    // Of a cohort, Firth alone is enough, and says that rows are taken as independent.
    let cohort = RemitProcess.root.path + "/Datasets/nimh-ketamine"
    let scale = ["--scale", "MADRS", "--disclosure", "none", "--disclosure-reason", "public data"]
    let firth = try run(["fit", cohort, "response ~ agent", "--method", "firth"] + scale)
    #expect(firth.status == 0, "\(firth.errors)")
    #expect(firth.output.contains("Steps of one patient are taken as independent"))
    let none = try run(
      ["fit", cohort, "response ~ agent + baseline", "--baseline", "entry", "--cluster", "none"] + scale)
    #expect(none.status == 0, "\(none.errors)")
  }

  @Test("A fit of many rows is the same bytes under two BLAS kernels", arguments: ["Prescott", "Nehalem"])
  func kernels(kernel: String) throws {
    let folder = try ScratchFolder()
    var text = "y,x,z\n"
    for row in 0..<9000 {
      let x = Double((row * 7919) % 2003) / 100
      let z = Double((row * 104_729) % 9973) / 1000
      text += "\((row * row * 31 + row / 7) % 100 < (x > 9 ? 55 : 30) ? 1 : 0),\(x),\(z)\n"
    }
    try folder.write(text, to: "flat.csv")
    func fit(_ environment: [String: String]) throws -> String {
      let fit = try RemitProcess.run(
        ["fit", folder.path + "/flat.csv", "y ~ x * z", "--format", "json"] + open, environment: environment)
      #expect(fit.status == 0, "\(fit.errors)")
      return fit.output
    }
    #expect(try fit(["OPENBLAS_CORETYPE": kernel]) == fit([:]))
  }

  @Test("A level of one row is named where a fit has no answer, its term alone under disclosure control")
  func rareLevels() throws {
    let folder = try drawn()
    let base = ["fit", folder.path + "/flat.csv", "y ~ g"]
    let open = try run(base + self.open)
    #expect(open.status == 5 && open.errors.contains("A level has a single row: gC."))
    let guarded = try run(base)
    #expect(guarded.status == 5 && guarded.errors.contains("A level of g has few rows."))
    #expect(!guarded.errors.contains("gC"))
  }

  @Test("A model without an answer leaves the report standing, and is told with keys that work there")
  func report() throws {
    let folder = try ScratchFolder()
    let source = RemitProcess.root.path + "/Datasets/nimh-ketamine"
    for name in ["assessments.csv", "exposures.csv", "patients.csv", "cohort.yaml"] {
      try folder.write(try String(contentsOfFile: source + "/" + name, encoding: .utf8), to: "study/" + name)
    }
    let head = """
      title: Two models
      cohort: .
      scales: [MADRS]
      arm: agent
      disclosure: {rule: none, reason: public data}
      rates: [{by: [agent]}]
      predictors:
        - {name: good, formula: 'response ~ baseline', scale: MADRS, baseline: entry}

      """
    let bad =
      "  - {name: bad, formula: 'response ~ agent', where: 'group == MDD', endpoint: {day: 2, window: 1}, scale: MADRS, cluster: none"
    try folder.write(head + bad + "}\n", to: "study/STUDY.yaml")
    let out = folder.path + "/out"
    let report = try run(["report", folder.path + "/study", "-o", out])
    #expect(report.status == 5, "\(report.errors)")
    #expect(report.errors.contains("Model 'bad'") && report.errors.contains("method: firth"))
    let page = try String(contentsOfFile: out + "/report.md", encoding: .utf8)
    #expect(page.contains("This model has no answer."))
    #expect(FileManager.default.fileExists(atPath: out + "/tables/predictors-good-terms.csv"))
    let record = try String(contentsOfFile: out + "/provenance.json", encoding: .utf8)
    #expect(
      record.contains("\"predictors-good\": \"canonical\"") && record.contains("\"limits\": \"canonical\""))
    try folder.write(head + bad + ", method: firth}\n", to: "study/STUDY.yaml")
    let mended = try run(["report", folder.path + "/study", "-o", folder.path + "/out2"])
    #expect(mended.status == 0, "\(mended.errors)")
    let many =
      "  - {name: bad, formula: 'response ~ baseline + factor(step) + episode + age', scale: MADRS, cluster: none"
    try folder.write(
      head + many.replacingOccurrences(of: " + episode + age", with: "") + ", allow_few_events: true}\n",
      to: "study/STUDY.yaml")
    let allowed = try run(["report", folder.path + "/study", "-o", folder.path + "/out3"])
    #expect(allowed.status == 0, "\(allowed.errors)")
  }
}
