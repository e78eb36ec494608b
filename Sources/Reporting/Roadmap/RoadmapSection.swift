import Causal
import Statistics

extension SuppressedRoadmap {
  /// The forest, the observed road, and the road under each policy that has a value.
  public var figures: [Figure] { [forest, observedFigure] + roads }

  private var forest: Figure {
    Figure(
      name: stem,
      caption:
        "\(outcomeTitle) by the end of step \(table.options.lastStep) under each policy, doubly robust, with what was observed as the reference.",
      drawing: RoadmapForest(shown: self, id: "figure-\(stem)").drawing(), from: forestRedrawing)
  }

  private var observedFigure: Figure {
    Figure(
      name: stem + "-observed", caption: "The road that the cohort went.", drawing: observedRoad.drawing(),
      from: observedRedrawing)
  }

  private func figure(of place: Int) -> Figure? {
    let entry = table.entries[place]
    return road(of: place).map {
      Figure(
        name: files[place], caption: "The road under the policy “\(entry.name)”.", drawing: $0.drawing(),
        from: redrawing(of: entry))
    }
  }

  private var roads: [Figure] { table.entries.indices.compactMap(figure) }

  /// The policy whose estimate is the highest among those that may be shown; its road is looked at first.
  private var highest: Int? {
    table.entries.indices
      .filter { !isHidden($0) && !table.entries[$0].isObserved && table.entries[$0].main != nil }
      .max {
        (table.entries[$0].main?.value.estimate ?? 0, -$0) < (
          table.entries[$1].main?.value.estimate ?? 0, -$1
        )
      }
  }

  var blocks: [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [.figure(forest), .table(summary.made(of: ExportedRows(of: stem)))]
    if let highest, let road = figure(of: highest) {
      blocks.append(
        .paragraph(
          "The road under the policy with the highest estimate, beside the one that the cohort went. The highest of several estimates is flattered by chance."
        ))
      blocks.append(.figure(road))
    }
    blocks.append(.figure(observedFigure))
    blocks.append(
      .details(
        "The policies in words, and what their values rest on",
        [
          .terms(policiesInWords), .list(assumptions + doubts + notes),
        ]))
    let others = table.entries.indices.filter { $0 != highest }.compactMap(figure)
    if !others.isEmpty {
      blocks.append(.details("The roads under the other policies", others.map { .figure($0) }))
    }
    blocks.append(
      .details(
        "Who stands behind the values", [.table(steppedSupport.made(of: ExportedRows(of: stem + "-support")))]
      ))
    return blocks
  }
}
