import Foundation
import TestSupport
import Testing

@Suite("remit fit and remit predict")
struct FitCommandTests {
  /// Two hundred rows without randomness: the outcome rises with age in a known pattern.
  private func flat() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var text = "id,age,sex,site,resistant\n"
    for row in 0..<200 {
      let age = 20 + row % 50
      let isEvent = (row * row * 7 + row / 3) % 10 < (age > 45 ? 6 : 3)
      text += "r\(row),\(age),\(row % 2 == 0 ? "F" : "M"),s\(row % 3),\(isEvent ? "yes" : "no")\n"
    }
    try folder.write(text, to: "flat.csv")
    return folder
  }

  private func run(_ arguments: [String]) throws -> RemitProcess { try RemitProcess.run(arguments) }

  @Test("A flat file gives terms, summary and tests with the columns of the contract")
  func flatFile() throws {
    let folder = try flat()
    let fit = try run([
      "fit", folder.path + "/flat.csv", "resistant ~ age + sex", "--event", "yes", "--format", "csv",
      "--disclosure", "none",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    #expect(
      fit.output.hasPrefix(
        "term,estimate,std_error,statistic,p_value,conf_low,conf_high,odds_ratio,or_low,or_high\n(Intercept),"
      ))
    #expect(fit.errors.contains("leakage: not checked"))
  }

  @Test("The model file predicts what the fit says of its own rows")
  func predictsItsOwnRows() throws {
    let folder = try flat()
    let out = folder.path + "/out"
    let fit = try run([
      "fit", folder.path + "/flat.csv", "resistant ~ rcs(age, 3) * sex", "--event", "yes", "--rows", "-o",
      out,
      "--format", "csv", "--disclosure", "none",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    let predicted = try run(["predict", out + "/model.json", folder.path + "/flat.csv", "--id", "id"])
    #expect(predicted.status == 0, "\(predicted.errors)")
    let own = try String(contentsOfFile: out + "/rows.csv", encoding: .utf8).split(separator: "\n")
      .dropFirst()
    let theirs = predicted.output.split(separator: "\n").dropFirst()
    #expect(own.count == 200 && theirs.count == 200)
    let rounding = Tolerance(absolute: 1e-12, reason: "two ways of adding the same products")
    for (a, b) in zip(own, theirs) {
      let values = a.split(separator: ",").compactMap { Double($0) }
      let probability = try #require(Double(b.split(separator: ",")[3]))
      #expect(values.contains { rounding.admits($0, for: probability) })
    }
  }

  @Test("A folder of output is the same bytes for any number of workers")
  func sameBytes() throws {
    let folder = try flat()
    var texts: [[String: Data]] = []
    for threads in ["1", "2"] {
      let out = folder.path + "/out\(threads)"
      let fit = try run([
        "fit", folder.path + "/flat.csv", "resistant ~ age + factor(site)", "--event", "yes", "-o", out,
        "--threads", threads, "--disclosure", "none",
      ])
      #expect(fit.status == 0, "\(fit.errors)")
      var files: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: out) {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: out + "/" + name))
      }
      texts.append(files)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].keys.contains("model.json") && texts[0].keys.contains("odds-ratios.svg"))
  }

  @Test("A formula that does not parse gets a caret, an unknown column its nearest name")
  func formulas() throws {
    let folder = try flat()
    let broken = try run(["fit", folder.path + "/flat.csv", "resistant ~ age +* sex"])
    #expect(broken.status == 4)
    #expect(broken.errors.contains("  resistant ~ age +* sex\n") && broken.errors.contains("^"))
    let unknown = try run(["fit", folder.path + "/flat.csv", "resistant ~ agee", "--event", "yes"])
    #expect(unknown.status == 4 && unknown.errors.contains("the nearest is 'age'"))
  }

  @Test("Separation is refused with the term and the command that works, and Firth fits it")
  func separation() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\($0 % 20),\($0 < 30 ? "a" : "b"),\($0 >= 30 && $0 % 2 == 0 ? 1 : 0)\n" }
      .joined()
    try folder.write("x,arm,y\n" + rows, to: "flat.csv")
    let refused = try run(["fit", folder.path + "/flat.csv", "y ~ x + arm", "--disclosure", "none"])
    #expect(refused.status == 5)
    #expect(refused.errors.contains("separated by 'arm'") && refused.errors.contains("--method firth"))
    let firth = try run([
      "fit", folder.path + "/flat.csv", "y ~ x + arm", "--method", "firth", "--disclosure", "none",
      "--format", "csv",
    ])
    #expect(firth.status == 0, "\(firth.errors)")
  }

  @Test("What the definition is built from is refused, and let through only by name")
  func leakage() throws {
    let folder = try flat()
    let file = folder.path + "/flat.csv"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let lines = text.split(separator: "\n").enumerated().map {
      $0 == 0 ? "\($1),prior_failures" : "\($1),\($0 % 4)"
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "flat.csv")
    let arguments = [
      "fit", file, "resistant ~ age + prior_failures", "--event", "yes", "--outcome-rule", "ema",
      "--disclosure", "none",
    ]
    let refused = try run(arguments)
    #expect(refused.status == 4 && refused.errors.contains("prior_failures"))
    let allowed = try run(arguments + ["--allow-leakage", "prior_failures"])
    #expect(allowed.status == 0 && allowed.output.contains("allowed all the same: prior_failures"))
  }

  @Test("Data with a level that the model has not seen are refused")
  func unseenLevel() throws {
    let folder = try flat()
    let out = folder.path + "/out"
    _ = try run([
      "fit", folder.path + "/flat.csv", "resistant ~ sex", "--event", "yes", "-o", out, "--disclosure",
      "none",
    ])
    try folder.write("id,sex\na,F\nb,X\n", to: "new.csv")
    let predicted = try run(["predict", out + "/model.json", folder.path + "/new.csv"])
    #expect(predicted.status == 2 && predicted.errors.contains("'sex'"))
    #expect(!predicted.errors.contains("X,"))
  }

  @Test("Rows of a cohort's patients are clusters; the drug's odds ratio of the bundled trial is R's")
  func bundledTrial() throws {
    let fit = try run([
      "fit", "Datasets/dia-antidepressant", "response ~ agent + baseline + GENDER", "--endpoint-day", "42",
      "--interval", "profile", "--disclosure", "none", "--disclosure-reason", "public data", "--format",
      "csv",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    let row = try #require(fit.output.split(separator: "\n").first { $0.hasPrefix("agentstudy_drug,") })
    let values = row.split(separator: ",").dropFirst().compactMap { Double($0) }
    // R 4.2: glm of 2 * HAMDTL17 <= BASVAL at visit 7 with its default stop (standard errors off by some 1e-7), confint
    // of MASS.
    let stopped = Tolerance(absolute: 1e-6, reason: "R's default stop")
    #expect(stopped.admits(values[0], for: 0.706392549))
    #expect(stopped.admits(values[1], for: 0.378748879))
    // MASS finds profile limits by a spline through a few points of the profile.
    let (low, high) = (
      Tolerance(absolute: 2e-4, reason: "the spline of MASS, below 1"),
      Tolerance(absolute: 2e-3, reason: "the spline of MASS, above 4")
    )
    #expect(low.admits(values[7], for: 0.9725830) && high.admits(values[8], for: 4.316897))
  }
}
