import Causal
import Statistics

/// How a notebook draws the pictures of a roadmap from the exported tables: marks with limits, a line a policy, branch or strategy.
extension SuppressedRoadmap {
  var forestRedrawing: Redrawing {
    let observed = table.entries.indices.first { table.entries[$0].isObserved }
    let value = observed.flatMap { isHidden($0) ? nil : table.entries[$0].main?.value.estimate }
    var redrawing = Redrawing(
      .forest, of: ExportedRows(of: stem).keeping("method", EffectMethod.doublyRobust.rawValue),
      [
        "line": .texts(["policy"]),
        "hollow": .texts(["policy"] + (observed.map { [table.entries[$0].name] } ?? [])),
        "empty": .text("no value"),
        "axis": .text(
          "\(outcomeTitle) by the end of step \(table.options.lastStep), %; dashed: as observed"
            + (hasTruth ? ", red: the simulation's truth" : "")),
      ])
    if let value { redrawing.arguments.append(.init(name: "reference", value: .number(value))) }
    if hasTruth { redrawing.arguments.append(.init(name: "truth", value: .text("truth"))) }
    return redrawing
  }

  var observedRedrawing: Redrawing {
    Redrawing(
      .forest, of: ExportedRows(of: stem + "-observed").keeping("stands_under", "own"),
      [
        "line": .texts(["step", "strategy"]), "share": .texts(["events", "n"]),
        "empty": .text("nobody scored"),
        "axis": .text("\(outcomeTitle) at the step, % of those scored"),
      ])
  }

  func redrawing(of entry: RoadmapTable.Entry) -> Redrawing {
    Redrawing(
      .forest, of: ExportedRows(of: stem + "-branches").keeping("policy", entry.name),
      [
        "line": .texts(["step", "condition", "choice"]), "empty": .text("no value"),
        "axis": .text(
          "\(outcomeTitle) by the end of step \(table.options.lastStep) of those in the branch, if the policy is followed, %"
        ),
      ])
  }
}
