import Treatment

/// What a reader with five minutes sees: the cohort in two sentences, the main figure, three to five findings.
struct FirstPage: Sendable {
  let cohort: String
  let figure: Figure?
  let findings: [Finding]
  let caveat: String

  init(_ content: ReportContent, _ shown: SuppressedResults, isDrawn: Bool) {
    let key = Self.key(content, shown)
    cohort = Self.cohort(content, shown, key)
    // An empty frame says less than the finding that all is hidden.
    figure = key.flatMap { $0.isHidden || !isDrawn ? nil : Self.figure($0) }
    let all = Findings(content: content, shown: shown, key: key)
    findings = all.all
    var sentences = [all.rule]
    if content.design == .cohort {
      sentences.append(
        "Patients were not randomised to their groups: these are changes, not effects of treatment (see Limitations)."
      )
    }
    if shown.differences.count > 2 {
      sentences.append(
        "The \(shown.differences.count) differences of this report are not adjusted for multiplicity.")
    }
    caveat = sentences.joined(separator: " ")
  }

  static func key(_ content: ReportContent, _ shown: SuppressedResults) -> KeyRates? {
    KeyRates(shown.rates, isOfAll: content.isOfAll)
  }

  private static func figure(_ key: KeyRates) -> Figure {
    let outcomes = ReportWords.list(key.outcomes.map { ReportWords.outcome($0).lowercased() })
    let first = outcomes.prefix(1).uppercased() + outcomes.dropFirst()
    let groups =
      key.by.isEmpty ? "" : " by " + ReportWords.list(key.by.map { key.names.heading($0).lowercased() })
    let endpoints = ReportWords.list(key.endpoints.map(ReportWords.endpoint))
    let title =
      "\(first) on \(key.scale)\(groups), against \(ReportWords.baseline(key.baseline)), at \(endpoints)."
    let plot = KeyRatesPlot(rates: key, title: title, id: "figure-key-rates")
    return Figure(name: "key-rates", caption: title, drawing: plot.drawing(), from: key.redrawing)
  }

  private static func cohort(
    _ content: ReportContent, _ shown: SuppressedResults, _ key: KeyRates?
  ) -> String {
    var text = "Design: " + ReportWords.design(content.design) + "."
    if let first = shown.flow?.stages.first?.counts.patients, let last = shown.flow?.stages.last?.counts,
      let patients = last.patients, let steps = last.steps
    {
      text =
        ReportWords.count(first, "patient", "patients") + "; \(NumberText.grouped(patients)) of them, with "
        + ReportWords.count(steps, "step", "steps")
        + " of treatment, \(patients == 1 ? "is" : "are") scored for the main rates. " + text
    }
    if let key { text += " Scale: \(key.scale)." }
    return text
  }
}
