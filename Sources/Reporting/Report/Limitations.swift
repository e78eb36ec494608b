import Treatment

/// What a reader has to bear in mind, each with its numbers, from what the report shows.
enum Limitations {
  static func sentences(for content: ReportContent, _ shown: SuppressedResults) -> [String] {
    design(content) + MissingEndpoints.sentences(for: content.disclosure, main(shown))
      + baselines(shown) + notAssessed(shown) + neverScored(shown)
      + clusters(shown) + scales(content)
      + masked(content) + smallCells(content, shown) + content.limitations
  }

  /// The tables of the first grouping: what others say are parts of the same steps.
  private static func main(_ shown: SuppressedResults) -> [SuppressedRates] {
    shown.rates.filter { $0.by == shown.rates.first?.by }
  }

  private static func design(_ content: ReportContent) -> [String] {
    switch content.design {
    case .cohort:
      [
        "Patients were not randomised to their groups: a change from the start of a step to its end is not an effect of "
          + "treatment, nor is a difference between groups. Natural course, regression to the mean and what made a "
          + "clinician choose the step are all in it, and groups differ in more than their treatment."
      ]
    case .crossover:
      [
        "In a crossover each patient is treated in sequence. What is left of the first treatment may carry over into the "
          + "second, so rates of later steps, and scores against entry, depend on the order; read them by order."
      ]
    case .randomised: []
    }
  }

  private static func baselines(_ shown: SuppressedResults) -> [String] {
    struct Start: Hashable {
      var scale: String
      var baseline: BaselineKind
    }
    var order: [Start] = []
    var groups: [Start: [String]] = [:]
    let isEvaluable = shown.rates.allSatisfy(\.isEvaluable)
    for rates in main(shown) {
      for row in rates.rows {
        guard let none = row.noBaseline, none > 0, let steps = row.steps else { continue }
        let start = Start(scale: row.scale, baseline: row.baseline)
        if groups[start] == nil { order.append(start) }
        let text =
          "\(rates.names.label(row.group, by: rates.by)) \(NumberText.grouped(none)) of \(NumberText.grouped(steps))"
        if !groups[start, default: []].contains(text) { groups[start, default: []].append(text) }
      }
    }
    return order.map { start in
      "Steps without a score at \(ReportWords.baseline(start.baseline)) on \(start.scale) are in no N of response against it"
        + (isEvaluable ? ", nor of remission: " : ": ") + ReportWords.named(groups[start] ?? []) + "."
    }
  }

  /// Groups some of whose patients nobody ever assessed on a scale; of the first table only: its groups do not overlap.
  private static func notAssessed(_ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var groups: [String: [String]] = [:]
    var order: [String] = []
    for row in rates.rows {
      guard let amount = row.notAssessed else { continue }
      if groups[row.scale] == nil { order.append(row.scale) }
      let text = "\(rates.names.label(row.group, by: rates.by)) \(amount)"
      if !groups[row.scale, default: []].contains(text) { groups[row.scale, default: []].append(text) }
    }
    return order.map { scale in
      "Patients without any score on \(scale) are in no rate on it under any reading (not_assessed), so that it says nothing "
        + "of them: \(ReportWords.named(groups[scale] ?? []))."
    }
  }

  /// Groups that the worst case counts on a scale on which no change is known of anybody.
  private static func neverScored(_ shown: SuppressedResults) -> [String] {
    var sentences: [String] = []
    for rates in shown.rates {
      for section in rates.sections where section.outcome == .remission {
        for row in section.rows where row.missing == .worstCase && section.isNeverScored(row.group) {
          guard let n = row.n, n > 0, row.events == 0 else { continue }
          let sentence =
            "No patient of \(rates.names.label(row.group, by: rates.by)) has a score on \(section.scale) at "
            + "\(ReportWords.baseline(section.baseline)), so that no course on it is known; the worst case of remission "
            + "counts all \(ReportWords.count(n, "step", "steps")) as failures and says nothing of this group."
          if !sentences.contains(sentence) { sentences.append(sentence) }
        }
      }
    }
    return sentences
  }

  private static func clusters(_ shown: SuppressedResults) -> [String] {
    var few: [(label: String, basis: RobustBasis)] = []
    var several: [String] = []
    for rates in main(shown) {
      for row in rates.rows {
        guard let patients = row.patients, let steps = row.steps else { continue }
        let label = rates.names.label(row.group, by: rates.by)
        if steps > patients {
          let text =
            "\(label) (\(NumberText.grouped(steps)) steps of \(NumberText.grouped(patients)) patients)"
          if !several.contains(text) { several.append(text) }
        }
      }
      few += RobustBasis.fewest(rates.rows, by: rates.by, rates.names).filter { one in
        !few.contains { $0.label == one.label && $0.basis.least <= one.basis.least }
      }
    }
    var sentences: [String] = []
    if !several.isEmpty {
      sentences.append(
        "Some patients count with more than one step in a row, so that its steps are not independent; read the robust "
          + "limits: \(ReportWords.named(several)).")
    }
    if !few.isEmpty {
      sentences.append(
        "Robust limits rest on fewer than 20 patients, where they may be too narrow, in: "
          + ReportWords.named(few.map { "\($0.label) (\($0.basis.text))" }) + ".")
    }
    return sentences
  }

  private static func scales(_ content: ReportContent) -> [String] {
    content.scalesWithoutRemission.isEmpty
      ? []
      : [
        "No remission is given on \(ReportWords.list(content.scalesWithoutRemission)): the catalogue holds no cut-off."
      ]
  }

  private static func masked(_ content: ReportContent) -> [String] {
    content.maskedAgents.isEmpty
      ? []
      : [
        "The source does not name the agent of \(ReportWords.list(content.maskedAgents)), so its rates cannot be set "
          + "beside those of a known drug."
      ]
  }

  private static func smallCells(_ content: ReportContent, _ shown: SuppressedResults) -> [String] {
    var sentences: [String] = []
    let rows = shown.rates.flatMap(\.rows)
    let hidden = rows.filter { $0.suppressed != .none }
    if !hidden.isEmpty {
      sentences.append(
        "\(hidden.count) of \(rows.count) rows of rates are hidden in part or whole by disclosure control, so that what is "
          + "shown leans towards larger groups.")
    }
    if shown.unproven > 0 {
      sentences.append(
        "For \(ReportWords.count(shown.unproven, "hidden count", "hidden counts")) the audit found no proof that a reader "
          + "cannot work it out; have this report reviewed before it leaves the data's owner.")
    }
    return sentences
  }
}
