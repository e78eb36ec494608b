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
    return [Figure(name: stem, caption: caption, drawing: plot.drawing())]
  }

  /// What the tests say, in a line.
  public var tested: String? {
    let lines = tests.compactMap { test -> String? in
      guard let result = test.result else { return nil }
      return
        "\(test.heading) χ² \(NumberText.fixed(result.statistic, decimals: isOpen ? 2 : 1)) on \(result.degreesOfFreedom) df, p \(isOpen ? NumberText.pValue(result.pValue) : NumberText.fixed(result.pValue, decimals: 2))"
    }
    return lines.isEmpty ? nil : lines.joined(separator: "; ") + "."
  }

  /// The curves, a table of them at a few days, and what they rest on.
  func blocks(named stem: String) -> [ReportSection.Block] {
    figures(named: stem).map { .figure($0) } + [tested].compactMap { $0.map { .paragraph($0) } }
      + [.table(summary)]
  }
}
