import Treatment

/// What a reader has to bear in mind, each with its numbers, from what the report shows.
enum Limitations {
  static func sentences(for content: ReportContent, _ shown: SuppressedResults) -> [String] {
    design(content) + missingEndpoints(content, shown) + baselines(shown) + starts(content, shown)
      + clusters(shown) + scales(content)
      + masked(content) + smallCells(content, shown) + content.limitations
  }

  private static func design(_ content: ReportContent) -> [String] {
    switch content.design {
    case .cohort:
      [
        "There is no control group: a change from the start of a step to its end is not an effect of treatment. Natural "
          + "course, regression to the mean and what made a clinician choose the step are all in it, and groups differ "
          + "in more than their treatment."
      ]
    case .crossover:
      [
        "In a crossover each patient is treated in sequence. What is left of the first treatment may carry over into the "
          + "second, so rates of later steps, and scores against entry, depend on the order; read them by order."
      ]
    case .randomised: []
    }
  }

  private static func missingEndpoints(_ content: ReportContent, _ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var sentences: [String] = []
    for section in rates.sections where section.outcome == .response {
      for worst in section.rows where worst.missing == .worstCase {
        guard
          let observed = section.rows.first(where: { $0.missing == .observed && $0.group == worst.group }),
          let known = observed.n, let all = worst.n, all > known
        else { continue }
        let label = GroupName.label(worst.group, by: rates.by)
        // The difference of two rounded counts may be 4 off.
        let about = content.disclosure == .openSafely ? "about " : ""
        var text =
          "\(label): \(about)\(all - known) of \(all) steps with a baseline on \(section.scale) have no endpoint"
        if let low = worst.estimate, let high = observed.estimate {
          text +=
            "; response against \(ReportWords.baseline(section.baseline)) is \(NumberText.percent(low)) % if all of "
            + "them failed and \(NumberText.percent(high)) % among those observed"
        }
        sentences.append(text + ".")
      }
    }
    return sentences
  }

  private static func baselines(_ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var sentences: [String] = []
    for section in rates.sections {
      var groups: [String] = []
      var seen: Set<[String]> = []
      for row in section.rows where seen.insert(row.group).inserted {
        guard let none = row.noBaseline, none > 0, let steps = row.steps else { continue }
        groups.append("\(GroupName.label(row.group, by: rates.by)) \(none) of \(steps)")
      }
      if section.outcome == .response || !rates.sections.contains(where: { $0.outcome == .response }) {
        if !groups.isEmpty {
          sentences.append(
            "Steps without a score at \(ReportWords.baseline(section.baseline)) on \(section.scale) are in no rate against it: "
              + ReportWords.list(groups) + ".")
        }
      }
    }
    return sentences
  }

  /// Steps whose start leaves nothing to gain: at the scale's minimum, or in remission already.
  ///
  /// Of the first table only, whose groups do not overlap: a total beside its parts would give a withheld part back.
  private static func starts(_ content: ReportContent, _ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var sentences: [String] = []
    for section in rates.sections {
      let start = "at \(ReportWords.baseline(section.baseline))"
      func groups(_ count: KeyPath<SuppressedRates.Row, Int?>) -> String? {
        var texts: [String] = []
        var seen: Set<[String]> = []
        for row in section.rows where row.suppressed == .none && seen.insert(row.group).inserted {
          guard let number = row[keyPath: count], number > 0 else { continue }
          texts.append(
            "\(GroupName.label(row.group, by: rates.by)) \(content.disclosure.amount(number))")
        }
        return texts.isEmpty ? nil : ReportWords.list(texts)
      }
      if section.outcome == .response, let list = groups(\.notEvaluable) {
        sentences.append(
          "On \(section.scale), steps whose score \(start) is the lowest there is cannot respond, and are in no N of response: "
            + list + ".")
      }
      if section.outcome == .remission, let list = groups(\.remittedAtBaseline) {
        sentences.append(
          "On \(section.scale), steps in remission already \(start) stay in N of remission: \(list).")
      }
    }
    return sentences
  }

  private static func clusters(_ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var few: [String] = []
    var several: [String] = []
    var seen: Set<[String]> = []
    for row in rates.rows where seen.insert(row.group).inserted {
      guard let patients = row.patients, let steps = row.steps else { continue }
      let label = GroupName.label(row.group, by: rates.by)
      if patients < 20, row.robustLow != nil { few.append("\(label) (\(patients))") }
      if steps > patients { several.append("\(label) (\(steps) steps of \(patients) patients)") }
    }
    var sentences: [String] = []
    if !several.isEmpty {
      sentences.append(
        "Some patients count with more than one step in a row, so that its steps are not independent; read the robust "
          + "limits: \(ReportWords.list(several)).")
    }
    if !few.isEmpty {
      sentences.append(
        "Robust limits rest on fewer than 20 patients, where they may be too narrow, in: \(ReportWords.list(few))."
      )
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
