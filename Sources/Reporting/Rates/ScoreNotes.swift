import Statistics
import Treatment

/// What stands below a table of rates about the scores it was made of: the baseline window with what it lost, starts from
/// which nothing is left to gain, the endpoint, and who was never assessed.
///
/// Counts of missing scores are sums over a table, which the audit takes as known; starts and who was not assessed are told
/// of groups that are shown.
struct ScoreNotes {
  private let table: RateTable
  private let shown: SuppressedRates
  private let disclosure: Disclosure

  private let isFirst: Bool

  init(_ table: RateTable, _ shown: SuppressedRates, under disclosure: Disclosure, isFirst: Bool) {
    self.table = table
    self.shown = shown
    self.disclosure = disclosure
    self.isFirst = isFirst
  }

  /// Groups are told of one by one below the first table: those of a later one may be parts of them, and a total beside its
  /// parts would give a withheld part back.
  var sentences: [String] {
    let starts = StartNotes(shown)
    var isOpen = isFirst
    if case .none = disclosure { isOpen = true }
    return baselines + starts.rule + (isFirst ? starts.groups : []) + endpoints + (isOpen ? notAssessed : [])
  }

  /// The first row of each baseline and scale.
  private var starts: [Rate] {
    var result: [Rate] = []
    for row in table.rows
    where !result.contains(where: { $0.baseline == row.baseline && $0.scale == row.scale }) {
      result.append(row)
    }
    return result
  }

  /// One row a group: counts of starts are the same under every outcome and reading.
  private func groups(of start: Rate) -> [Rate] {
    table.rows.filter {
      $0.baseline == start.baseline && $0.scale == start.scale && $0.outcome == start.outcome
        && $0.missing == start.missing
    }
  }

  private var baselines: [String] {
    guard let window = table.baselineWindow, !table.rows.isEmpty else { return [] }
    var sentences = ["Baseline: \(window.words) (never after it for rapid-acting agents or ECT)."]
    for start in starts {
      let rows = groups(of: start)
      let wider = BaselineWindow.wider.enumerated().map { place, days in
        let without = rows.reduce(0) { $0 + ($1.noBaselineWider.isEmpty ? 0 : $1.noBaselineWider[place]) }
        return "\(days) days before it \(count(without))"
      }
      sentences.append(
        "Steps without a baseline at \(ReportWords.baseline(start.baseline)) on \(start.scale): "
          + "\(count(rows.reduce(0) { $0 + $1.noBaseline })); with \(wider.joined(separator: ", with ")).")
    }
    return sentences
  }

  private var endpoints: [String] {
    var sentences: [String] = []
    if let row = table.rows.first, table.baselineWindow != nil {
      sentences.append("Endpoint: \(row.endpoint.words), before the next step.")
    }
    var scales: [String] = []
    for start in starts where !scales.contains(start.scale) {
      scales.append(start.scale)
      let late = groups(of: start).reduce(0) { $0 + $1.afterEnd }
      guard let amount = Amount(late, under: disclosure) else { continue }
      sentences.append(
        "after_end: on \(start.scale) the endpoint lies after the step's end in \(amount.of("step", "steps"))."
      )
    }
    return sentences
  }

  private var notAssessed: [String] {
    var scales: [String] = []
    var sentences: [String] = []
    for row in shown.rows where !scales.contains(row.scale) {
      scales.append(row.scale)
      var groups: [[String]] = []
      var texts: [String] = []
      for one in shown.rows where one.scale == row.scale && !groups.contains(one.group) {
        groups.append(one.group)
        guard let patients = one.notAssessed, let steps = one.notAssessedSteps else { continue }
        let label = shown.by.isEmpty ? "" : shown.names.label(one.group, by: shown.by) + " "
        texts.append("\(label)\(patients.of("patient", "patients")) (\(steps.of("step", "steps")))")
      }
      guard !texts.isEmpty else { continue }
      sentences.append(
        "not_assessed: without any score on \(row.scale), so in no N of it under any reading: "
          + ReportWords.list(texts) + ".")
    }
    return sentences
  }

  /// A sum that is no small cell, rounded where every count is.
  private func count(_ value: Int) -> String {
    guard disclosure == .openSafely, value > 0 else { return String(value) }
    return disclosure.amount(value)
  }
}
