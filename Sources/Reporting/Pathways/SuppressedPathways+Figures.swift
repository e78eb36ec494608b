import Statistics
import Treatment

/// Pathways as figures and as a section of a report.
extension SuppressedPathways: ReportPart {
  static let place = 6

  /// The Sankey and the sunburst; none where no count may be shown.
  public var figures: [Figure] {
    let colours = TreatmentColours(common, ofStrategies: unit == "strategy")
    let suffix = targetID == 1 ? "" : "-\(targetID)"
    let bands = SankeyDiagram(pathways: self, colours: colours, id: "figure-pathways-sankey\(suffix)")
      .drawing()
    let rings = SunburstDiagram(pathways: self, colours: colours, id: "figure-pathways-sunburst\(suffix)")
      .drawing()
    return [
      bands.map {
        Figure(
          name: "pathways-sankey" + suffix,
          caption: "Pathways of \(PathwayWords.unit(unit)): who had what, what followed, and how it ended.",
          drawing: $0,
          from: redrawing(
            .sankey,
            [
              "transitions": .text("pathways-transitions"), "treatments": .text("summary_event_duration"),
            ]))
      },
      rings.map {
        Figure(
          name: "pathways-sunburst" + suffix,
          caption: "The same pathways as rings: the first treatment inside, later ones around it.",
          drawing: $0,
          from: redrawing(
            .sunburst,
            [
              "pathways": .text("treatment_pathways"), "transitions": .text("pathways-transitions"),
              "treatments": .text("summary_event_duration"),
            ]))
      },
    ].compactMap { $0 }
  }

  private func redrawing(
    _ function: Redrawing.Function, _ tables: KeyValuePairs<String, Redrawing.Value>
  ) -> Redrawing {
    var members: [String: String] = [:]
    for event in events {
      for name in PathwayName.members(of: event.treatment) {
        members[name] = words.names.value(name, of: unit)
      }
    }
    let ends = PathwayEnd.allCases.reduce(into: [:]) { $0[$1.rawValue] = PathwayWords.end($1) }
    return Redrawing(function, of: nil, tables).reading("treatment", as: members).reading("end", as: ends)
  }

  /// Treatments by how often they stand in pathways, as far as it is listed.
  private var common: [String] {
    var counts: [String: Int] = [:]
    for event in events where event.line != nil { counts[event.treatment, default: 0] += event.count ?? 0 }
    for transition in transitions where counts[transition.from] == nil { counts[transition.from] = 0 }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    let figures = figures
    let lead =
      figures.isEmpty
      ? "Every count of the pathways is hidden, so there is nothing to draw; the tables say what there would be."
      : "Read from left to right: each patient's treatments in order. Who goes on to another treatment has not done well on "
        + "the one before, so what follows is no comparison of treatments."
    return [
      ReportSection(
        id: "pathways", title: "Pathways",
        blocks: [.paragraph(lead)] + figures.map { .figure($0) } + [
          .details(
            "Numbers: pathways, treatments by place, what follows what", readingTables.map { .table($0) })
        ])
    ]
  }
}
