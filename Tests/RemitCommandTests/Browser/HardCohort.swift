import Foundation

/// A file of steps that a report has a hard time with, and the report of it.
struct HardCohort {
  var name: String
  var study: String
  var patients: Int
  var steps: Int
  var strategies: [String]

  private static let open = "disclosure: {rule: none, reason: invented patients}\n"
  private static let everything =
    open + "by: [strategy, step]\nresistance: {}\ntable1: [site]\n"
    + "predictors: [{name: who, formula: response ~ site + baseline}]\n"
  /// What file names, markup, formulas, SVG and the direction of writing may stumble over.
  static let names = [
    "A-B+C", "<b>bold</b> & \"quoted\"", "it's", "💊🙂 sun", "טיפול ראשון", "العلاج الثاني 2",
    "a long name of a strategy that goes on and on without any end in sight at all", "Überweisung",
  ]

  static let all = [
    HardCohort(
      name: "names",
      study: "title: Names <b>that</b> bite\nquestion: \"Does 💊 do more than <i>?\"\n" + everything,
      patients: 64, steps: 3, strategies: names),
    HardCohort(
      name: "one patient", study: "title: One patient\nresistance: {}\n" + open, patients: 1, steps: 2,
      strategies: ["FIRST_LINE", "SWITCH_OUT"]),
    HardCohort(
      name: "one strategy", study: "title: One strategy\nresistance: {}\n" + open, patients: 40, steps: 1,
      strategies: ["FIRST_LINE"]),
    HardCohort(
      name: "forty strategies", study: "title: Forty strategies\n" + open, patients: 160, steps: 3,
      strategies: (1...40).map { "strategy number \($0)" }),
    HardCohort(
      name: "all hidden", study: "title: All hidden\nresistance: {}\n", patients: 4, steps: 2,
      strategies: ["FIRST_LINE", "SWITCH_OUT", "ECT"]),
    HardCohort(
      name: "cannot",
      study: "title: What its cohort cannot give\nlifestyle: true\nresistance: {staging: all, grid: true}\n"
        + open,
      patients: 40, steps: 2, strategies: ["FIRST_LINE", "SWITCH_OUT", "ECT"]),
  ]

  /// The page, and the figures by their names.
  func report() throws -> (page: String, figures: [String: String]) {
    let scratch = try ScratchFolder()
    try scratch.write(study, to: "STUDY.yaml")
    try scratch.write(file, to: "steps.csv")
    let run = try RemitProcess.run(["report", scratch.path, "-o", scratch.path + "/out"])
    guard run.status == 0 else { throw Failure(errors: run.errors) }
    let out = scratch.url.appendingPathComponent("out")
    var figures: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(
      at: out.appendingPathComponent("figures"), includingPropertiesForKeys: nil)
    {
      figures[file.deletingPathExtension().lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
    }
    return (try String(contentsOf: out.appendingPathComponent("report.html"), encoding: .utf8), figures)
  }

  private struct Failure: Error { var errors: String }

  private var file: String {
    func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    var text = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate,site\n"
    for patient in 0..<patients {
      for step in 1...steps {
        text +=
          "p\(1000 + patient),\(step),\(quoted(strategies[(patient * 7 + step * 3) % strategies.count])),sertraline,"
          + "\(step * 100 - 100),\(step * 100 - 10),MADRS,\(28 + (patient + step) % 10),"
          + "\((patient * 5 + step * 11) % 34),\((patient + step) % 3 > 0 ? "yes" : "no"),"
          + "\(quoted(strategies[patient % strategies.count]))\n"
      }
    }
    return text
  }
}
