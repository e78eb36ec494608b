import Statistics
import Treatment

/// Steps whose start leaves nothing to gain: at the scale's minimum, or in remission already; and what was done with them.
///
/// Told of groups that are shown, whose groups do not overlap: a total beside its parts would give a withheld part back.
struct StartNotes {
  private let rates: SuppressedRates

  init(_ rates: SuppressedRates) {
    self.rates = rates
  }

  /// What is done with them where that is not the default.
  var rule: [String] {
    rates.isEvaluable
      ? [
        "Evaluable starts only: steps that start in remission are in no N, and of remission those without a score at the "
          + "start neither."
      ] : []
  }

  /// How many there are, group by group.
  var groups: [String] {
    var sentences: [String] = []
    var told: Set<String> = []
    for section in rates.sections {
      let start = "at \(ReportWords.baseline(section.baseline))"
      var sentence: String?
      if section.outcome == .response, let list = groups(section, \.notEvaluable) {
        sentence =
          "On \(section.scale), steps whose score \(start) is the lowest there is cannot respond, and are in no N of response: "
          + list + "."
      }
      if section.outcome == .remission, let list = groups(section, \.remittedAtBaseline) {
        sentence =
          "On \(section.scale), steps in remission already \(start) "
          + (rates.isEvaluable ? "are left out: \(list)." : "stay in N of remission: \(list).")
      }
      if let sentence, told.insert(sentence).inserted { sentences.append(sentence) }
    }
    return sentences
  }

  private func groups(
    _ section: SuppressedRates.Section, _ count: KeyPath<SuppressedRates.Row, Amount?>
  ) -> String? {
    var texts: [String] = []
    var seen: Set<[String]> = []
    for row in section.rows where row.suppressed == .none && seen.insert(row.group).inserted {
      guard let amount = row[keyPath: count] else { continue }
      let label = rates.by.isEmpty ? "" : rates.names.label(row.group, by: rates.by) + " "
      texts.append(label + amount.description)
    }
    return texts.isEmpty ? nil : ReportWords.list(texts)
  }
}
