import Statistics

extension SuppressedEffects {
  /// Each with the name of its file.
  public func dataTables(named stem: String = "effects") -> [(name: String, table: Table)] {
    let bars = overlap
    let plain = unadjustedTable
    return [(stem, dataTable), (stem + "-balance", balance), (stem + "-weights", weights)]
      + (bars.rows.isEmpty ? [] : [(stem + "-overlap", bars)])
      + (plain.rows.isEmpty ? [] : [(stem + "-unadjusted", plain)])
  }

  /// Forest, then balance and overlap of each pair; `stem` begins the names of their files.
  public func figures(named stem: String = "effects") -> [Figure] {
    [forest(named: stem)] + folded(named: stem)
  }

  private func forest(named stem: String) -> Figure {
    Figure(
      name: stem,
      caption:
        "Differences in \(table.outcome), unadjusted and adjusted, with their limits. What is adjusted for: \(table.adjustment).",
      drawing: EffectForest(shown: self, id: "figure-\(stem)").drawing(), from: forestRedrawing(of: stem))
  }

  private func folded(named stem: String) -> [Figure] {
    table.pairs.indices.filter { !isHidden($0) && table.pairs[$0].failure == nil }.flatMap {
      place -> [Figure] in
      let pair = table.pairs[place]
      let own = FileName.joined([stem, pair.first.strategy])
      let title = self.title(place)
      var figures: [Figure] = []
      if !pair.balance.isEmpty {
        figures.append(
          Figure(
            name: own + "-balance",
            caption: "\(title): how far the two lie apart, before and after weighting.",
            drawing: LovePlot(rows: pair.balance.map(shown), title: title, id: "figure-\(own)-balance")
              .drawing(), from: balanceRedrawing(of: stem + "-balance", at: place)))
      }
      if !bars[place].isEmpty {
        figures.append(
          Figure(
            name: own + "-overlap", caption: "\(title): who could have had either.",
            drawing: OverlapPlot(
              bars: bars[place], first: names.value(pair.first.strategy, of: "strategy"),
              second: names.value(pair.second.strategy, of: "strategy"), id: "figure-\(own)-overlap"
            ).drawing(), from: overlapRedrawing(of: stem + "-overlap", at: place)))
      }
      return figures
    }
  }

  /// A table of files with the strategies by the names that people read.
  private func named(_ table: Table) -> Table {
    var table = table
    for (place, column) in table.columns.enumerated() where ["strategy", "arm"].contains(column.name) {
      for row in table.rows.indices {
        guard case .text(let code) = table.rows[row][place] else { continue }
        table.rows[row][place] = .text(names.value(code, of: "strategy"))
      }
    }
    return table
  }

  /// The forest, the estimates and their doubts; what they rest on folded.
  func blocks(named stem: String) -> [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [
      .figure(forest(named: stem)), .table(summary.made(of: ExportedRows(of: stem))),
    ]
    if !doubts.isEmpty { blocks.append(.details("What could still be wrong", [.list(doubts)])) }
    blocks.append(
      .details(
        "Overlap, balance and weights",
        folded(named: stem).map { .figure($0) } + [
          .table(named(balance).made(of: ExportedRows(of: stem + "-balance"))),
          .table(named(weights).made(of: ExportedRows(of: stem + "-weights"))),
        ]))
    if !unadjusted.rows.isEmpty {
      let table = unadjusted.made(of: ExportedRows(of: stem + "-unadjusted"))
      blocks.append(.details("Numbers: unadjusted", [.table(table)]))
    }
    return blocks
  }
}
