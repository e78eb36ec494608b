import Statistics

extension SuppressedTimes {
  /// Each with the name of its file.
  public func dataTables(named stem: String = "time") -> [(name: String, table: Table)] {
    [(stem, dataTable), (stem + "-groups", groupTable), (stem + "-tests", testTable)]
  }

  /// The curves with the numbers at risk; none where every group is hidden.
  public func figures(named stem: String = "time") -> [Figure] {
    guard groups.contains(where: { !$0.rows.isEmpty }) else { return [] }
    let plot = TimePlot(shown: self, id: "figure-\(stem)")
    var caption =
      "\(outcomeTitle) on \(table.scale) by day, other ends competing (Aalen-Johansen); under it who is still under observation without it."
    if plot.leavesOut { caption += " Drawn: the six groups with the most patients." }
    return [Figure(name: stem, caption: caption, drawing: plot.drawing(), from: redrawing(of: stem, plot))]
  }

  /// What the tests say, in a line.
  public var tested: String? {
    let lines = tests.compactMap { test -> String? in
      guard let result = test.result else { return nil }
      let statistic = NumberText.fixed(result.statistic, decimals: isOpen ? 2 : 1)
      return
        "\(test.heading) χ² \(statistic) on \(result.degreesOfFreedom) df, p \(words(ofP: result.pValue))"
    }
    if lines.isEmpty { return nil }
    return lines.joined(separator: "; ") + "." + (hidesGroups ? " Tests are of the groups shown." : "")
  }

  private func words(ofP value: Double) -> String {
    if isOpen { return NumberText.pValue(value) }
    return (value <= GroupTest.leastTold ? "≤ " : "") + NumberText.fixed(value, decimals: 2)
  }

  /// The curves, a table of them at a few days, and what they rest on.
  func blocks(named stem: String) -> [ReportSection.Block] {
    figures(named: stem).map { .figure($0) } + [tested].compactMap { $0.map { .paragraph($0) } }
      + [.table(summary.made(of: ExportedRows(of: stem + "-groups")))]
  }

  private func redrawing(of stem: String, _ plot: TimePlot) -> Redrawing {
    var rows = ExportedRows(of: stem)
    // Of several keys the groups cannot be told by one column; then all are drawn.
    if table.keys.count == 1 { rows = rows.keeping(table.keys[0], plot.groups.map { $0.values[0] }) }
    var redrawing = Redrawing(
      .curves, of: rows,
      [
        "x": .text("day"), "y": .texts(["incidence"]), "percent": .flag(true), "marks": .flag(false),
        "steps": .flag(true), "across": .text("Day"),
        "up": .text("\(outcomeTitle), % by each day; other ends compete"),
      ])
    if !table.keys.isEmpty { redrawing.arguments.append(.init(name: "series", value: .texts(table.keys))) }
    if plot.groups.count <= 2 {
      redrawing.arguments += [
        .init(name: "low", value: .text("incidence_low")),
        .init(name: "high", value: .text("incidence_high")),
        .init(name: "band", value: .flag(true)),
      ]
    }
    return redrawing
  }
}
