import Testing
import Treatment

/// The text of `Documentation/Treatment/Examples.md`: the worked examples as drawn roads, with what comes out.
struct ExamplesPage {
  private static let width = 60

  static func text() throws -> String {
    var lines = [
      "# Worked examples", "",
      "Made by `make docs` from the tests; not edited by hand. A test compares this page with what comes out",
      "today.", "",
      "A line above the bars is a row as the files state it: `agent first-last` in days, then `@` dose in",
      "milligrams a day, `*` sessions, `!` reason of the end, `?` indication, `^` plasma level, `%` days",
      "supplied. `…` is an end that has not come, `~40` is day -40. Bars: `=` opens a step, `.` does not, `>`",
      "still runs. Below them the steps: rule, strategy, agents (the new ones first), days, tags. Parameters",
      "are the defaults. What rules and words mean: [Derivation](Derivation.md), [Trials](Trials.md).", "",
      "## Steps", "",
    ]
    for example in WorkedExamplesTests.examples { lines += try section(example.name, example.drawing) }
    lines += ["## What the naive reading gets wrong", ""]
    for example in WorkedExamplesTests.traps { lines += try section(example.name, example.drawing) }
    lines += [
      "## Trials: adequacy", "", "Each line after `->` is a trial: agent, adequate or not, outcome, end.", "",
    ]
    for example in TrialTests.adequacy { lines += try trial(example.name, example.drawing) }
    lines += ["## Trials: outcome and end", ""]
    for example in TrialTests.outcomes { lines += try trial(example.name, example.drawing) }
    lines += [
      "## Stages", "", "What the methods make of one road: resistance by the EMA, then the stages.", "",
    ]
    for example in StagingTests.cases { lines += try stages(example.name, example.drawing) }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(_ drawing: String) -> [String] {
    drawing.split(separator: "\n").map(String.init)
  }

  private static func section(_ name: String, _ drawing: String) throws -> [String] {
    let drawn = try DrawnHistory(drawing)
    return ["### \(name)", "", "```text"] + rows(drawing) + [""] + bars(of: drawn.derived()) + [""]
      + drawn.steps() + ["```", ""]
  }

  private static func trial(_ name: String, _ drawing: String) throws -> [String] {
    ["### \(name)", "", "```text"] + rows(drawing)
      + (try JudgedHistory(drawing).trials.map { "-> " + $0 }) + ["```", ""]
  }

  private static func stages(_ name: String, _ drawing: String) throws -> [String] {
    let judged = try JudgedHistory(drawing)
    let staging = judged.staging
    return ["### \(name)", "", "```text"] + rows(drawing) + [
      "-> EMA \(judged.judge(RegulatoryRule.ema).status.rawValue)",
      "-> Thase-Rush \(ThaseRush.name(of: staging.thaseRush.stage))",
      "-> Maudsley \(staging.maudsley.map { "\($0.score), \($0.band.rawValue)" } ?? "not known")",
      "-> MGH-s \(staging.mgh.score)", "-> European \(staging.european.level.rawValue)", "```", "",
    ]
  }

  private static func bars(of record: TreatmentRecord) -> [String] {
    let first = record.eras.map(\.start).min() ?? 0
    let last = max(record.dataEnd, record.eras.map(\.end).max() ?? first)
    func column(_ day: Int32) -> Int { Int(day - first) * (width - 1) / max(1, Int(last - first)) }
    let names = record.eras.map { DrawnHistory.catalogue.agents[Int($0.agent)].name }
    let margin = (names.map(\.count) + ["step".count]).reduce(0, max) + 2
    func line(_ name: String, _ characters: [Character]) -> String {
      let text = name + String(repeating: " ", count: margin - name.count) + String(characters)
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    var numbers = Array(repeating: Character(" "), count: width)
    for step in record.steps {
      numbers[column(step.start)] = Character(String(step.number % 10))
    }
    var lines = [line("step", numbers)]
    for (name, era) in zip(names, record.eras) {
      let opens = ![.covariate, .background, .lifestyle].contains(era.kind)
      var bar = Array(repeating: Character(" "), count: width)
      for place in column(era.start)...column(era.end) { bar[place] = opens ? "=" : "." }
      if era.isCensored { bar[column(era.end)] = ">" }
      lines.append(line(name, bar))
    }
    let (from, to) = ("day \(first)", "\(last)")
    let space = String(repeating: " ", count: max(1, width - from.count - to.count))
    return lines + [line("", Array(from + space + to))]
  }
}
