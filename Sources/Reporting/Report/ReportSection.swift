import Treatment

/// A part of a report under one heading, the same for the page and for Markdown.
struct ReportSection {
  enum Block {
    case paragraph(String)
    case heading(String)
    case list([String])
    case terms([ReportContent.Definition])
    case table(Table)
    case figure(Figure)
  }

  var id: String
  var title: String
  var blocks: [Block]

  static func all(of content: ReportContent, _ shown: SuppressedResults) -> [ReportSection] {
    var sections: [ReportSection] = []
    func add(_ id: String, _ title: String, _ blocks: [Block]) {
      if !blocks.isEmpty { sections.append(ReportSection(id: id, title: title, blocks: blocks)) }
    }
    add("cohort", "The cohort", cohort(content, shown))
    add("patients", "Patients at baseline", patients(content, shown))
    for (place, rates) in shown.rates.enumerated() {
      let fallback = rates.by.isEmpty ? "Rates" : "Rates by " + ReportWords.list(rates.by)
      let title = place < content.rateHeadings.count ? content.rateHeadings[place] : fallback
      add(place == 0 ? "rates" : "rates-\(place + 1)", title, self.rates(rates, place))
    }
    if !shown.differences.isEmpty {
      let plot = DifferencePlot(rows: shown.differences, level: shown.level, id: "figure-differences")
      add(
        "differences", "Differences between arms",
        [
          .figure(
            Figure(
              name: "differences", caption: "Differences between the rates of two arms, with their limits.",
              drawing: plot.drawing())),
          .table(shown.differencesSummary),
        ])
    }
    add("course", "Scores over time", trajectories(shown))
    add("cumulative", "Cumulative remission", cumulative(shown))
    add("predictors", "Predictors", content.predictors.flatMap(\.blocks))
    add("limitations", "Limitations", [.list(Limitations.sentences(for: content, shown))])
    add("definitions", "Definitions", content.definitions.isEmpty ? [] : [.terms(content.definitions)])
    add("disclosure", "Disclosure control", [.paragraph(content.disclosure.sentence)])
    add("notes", "Notes", content.notes.isEmpty ? [] : [.list(content.notes)])
    add("sources", "Sources", content.sources.isEmpty ? [] : [.list(content.sources)])
    return sections
  }

  private static func cohort(_ content: ReportContent, _ shown: SuppressedResults) -> [Block] {
    var blocks: [Block] = content.cohort.map { .paragraph($0) }
    blocks.append(.paragraph("Design: " + ReportWords.design(content.design) + "."))
    if let flow = shown.flow, !flow.stages.isEmpty {
      let drawing = FlowDiagram(flow: flow, id: "figure-flow").drawing()
      blocks.append(
        .figure(
          Figure(
            name: "flow", caption: "Patients and steps after each rule, and what each set aside.",
            drawing: drawing)))
    }
    return blocks
  }

  private static func patients(_ content: ReportContent, _ shown: SuppressedResults) -> [Block] {
    guard let table = shown.baselineSummary else { return [] }
    guard content.design == .crossover else { return [.table(table)] }
    return [
      .paragraph("Columns are the arm that a patient had first; in a crossover most patients have several."),
      .table(table),
    ]
  }

  private static func rates(_ rates: SuppressedRates, _ place: Int) -> [Block] {
    var blocks: [Block] = []
    var isFirst = true
    var said: Set<String> = []
    for section in rates.sections {
      let title =
        "\(ReportWords.outcome(section.outcome)) on \(section.scale) against \(ReportWords.baseline(section.baseline))"
      let caption = "\(title), at \(ReportWords.endpoint(section.endpoint))."
      var parts = ["rates" + (place == 0 ? "" : "-\(place + 1)"), section.outcome.rawValue]
      parts += [section.scale, section.baseline.rawValue]
      // Several endpoints of one outcome need a name each.
      if rates.sections.contains(where: { $0.endpoint != section.endpoint }) {
        parts.append(section.endpoint.label)
      }
      let name = FileName.joined(parts)
      let plot = ForestPlot(
        section.rows, by: rates.by, level: rates.level, title: caption, id: "figure-" + name)
      blocks.append(.heading(title))
      blocks.append(.figure(Figure(name: name, caption: caption, drawing: plot.drawing())))
      var table = rates.summary(of: section, caption: caption)
      // What the columns mean is said once, under the first table.
      if !isFirst {
        for column in table.columns.indices { table.columns[column].note = "" }
      }
      table.notes.removeAll { !said.insert($0).inserted }
      isFirst = false
      blocks.append(.table(table))
    }
    return blocks
  }

  private static func trajectories(_ shown: SuppressedResults) -> [Block] {
    inOrder(shown.trajectories.map(\.scale)).flatMap { scale -> [Block] in
      let points = shown.trajectories.filter { $0.scale == scale }
      let name = FileName.joined(["trajectories", scale])
      let plot = TrajectoryPlot(points: points, scale: scale, level: shown.level, id: "figure-" + name)
      let caption =
        "Mean \(scale) score by arm over days, of patients with a score near the day; not the same patients on each."
      return [
        .figure(Figure(name: name, caption: caption, drawing: plot.drawing())),
        .table(shown.trajectorySummary(points, scale: scale)),
      ]
    }
  }

  private static func cumulative(_ shown: SuppressedResults) -> [Block] {
    inOrder(shown.cumulative.map(\.scale)).flatMap { scale -> [Block] in
      let rows = shown.cumulative.filter { $0.scale == scale }
      let name = FileName.joined(["cumulative", scale])
      let plot = CumulativePlot(rows: rows, scale: scale, id: "figure-" + name)
      return [
        .figure(
          Figure(
            name: name, caption: "Remission on \(scale) by the end of each step, in three readings.",
            drawing: plot.drawing())),
        .table(shown.cumulativeSummary(rows, scale: scale)),
      ]
    }
  }

  private static func inOrder(_ names: [String]) -> [String] {
    var seen: [String] = []
    for name in names where !seen.contains(name) { seen.append(name) }
    return seen
  }
}

/// Names of files and anchors made from data.
enum FileName {
  /// Lower-case letters, digits and hyphens only.
  static func joined(_ parts: [String]) -> String {
    let joined = parts.joined(separator: "-").lowercased()
    var result = ""
    for scalar in joined.unicodeScalars {
      let isPlain = (scalar >= "a" && scalar <= "z") || (scalar >= "0" && scalar <= "9")
      if isPlain { result.unicodeScalars.append(scalar) } else if !result.hasSuffix("-") { result += "-" }
    }
    return result
  }
}
