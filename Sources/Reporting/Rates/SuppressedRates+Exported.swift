import Treatment

/// Which rows of the exported tables of rates a figure or a table for people is made of, and how a notebook draws them.
extension SuppressedRates {
  /// The rows of one outcome, baseline, scale and endpoint.
  func exported(_ section: Section, at place: Int) -> ExportedRows {
    let rows = ExportedRows(of: RateAnchors.table(at: place))
      .keeping("outcome", section.outcome.rawValue).keeping("baseline", section.baseline.rawValue)
      .keeping("scale", section.scale).keeping("endpoint", section.endpoint.label)
    return grouped(rows, section.rows).keeping("missing", section.rows.map(\.missing.rawValue))
  }

  /// All rows, in the order of the sections.
  func exportedRows(at place: Int) -> ExportedRows {
    let rows = sections.flatMap(\.rows)
    let exported = ExportedRows(of: RateAnchors.table(at: place))
      .keeping("outcome", rows.map(\.outcome.rawValue)).keeping("baseline", rows.map(\.baseline.rawValue))
      .keeping("scale", rows.map(\.scale))
    return grouped(exported, rows).keeping("missing", rows.map(\.missing.rawValue))
  }

  private func grouped(_ exported: ExportedRows, _ rows: [Row]) -> ExportedRows {
    by.indices.reduce(exported) { exported, place in
      let values = rows.map { $0.group[place] }
      // Steps in their order, whatever order groups have.
      let isStep = by[place] == "step"
      return exported.keeping(
        by[place], isStep ? values.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) } : values)
    }
  }

  /// The forest plot of a section.
  func redrawing(_ section: Section, at place: Int) -> Redrawing {
    let hasReadings = Set(section.rows.map(\.missing)).count > 1
    return forest(
      of: exported(section, at: place), by + (hasReadings ? ["missing"] : []),
      ReportWords.outcome(section.outcome) + ", %")
  }

  /// The forest plot of all sections, by what tells their rows apart.
  func redrawing(ofAllBy keys: [String], at place: Int) -> Redrawing {
    // In the file, what is compared with is the baseline.
    let line = keys.map { $0 == "against" ? "baseline" : $0 }
    return forest(of: exportedRows(at: place), ReportWords.inOrder(line + ["missing"]), "%")
  }

  private func forest(of rows: ExportedRows, _ line: [String], _ axis: String) -> Redrawing {
    Redrawing(
      .forest, of: rows,
      [
        "line": .texts(line), "thin": .texts(["robust_low", "robust_high"]), "series": .text("missing"),
        "axis": .text(axis),
      ])
  }

  /// The matrix of a section by step, of the first reading.
  func redrawing(_ section: Section, at place: Int, asMatrixBy stepColumn: Int) -> Redrawing {
    let line = by[1 - stepColumn]
    var own = section
    own.rows = section.rows.filter { $0.missing == section.rows.first?.missing }
    let shown = ReportWords.inOrder(own.rows.map { $0.group[1 - stepColumn] })
    let lines = names.ordered(shown, by: [line]) { [$0] }.prefix(StepMatrix.mostGroups)
    let rows = ExportedRows(of: RateAnchors.table(at: place)).keeping(line, Array(lines))
    let rest = exported(own, at: place).kept.reduce(rows) { $0.keeping($1.column, $1.values) }
    return Redrawing(
      .matrix, of: rest,
      ["line": .text(line), "column": .text("step"), "firm": .number(Double(RateWords.firm))])
  }
}

extension KeyRates {
  /// The figure of the first page.
  var redrawing: Redrawing {
    let shown = groups.prefix(KeyRatesPlot.mostGroups)
    let tables = Set(rows.map(\.table)).sorted().map { RateAnchors.table(at: $0) }
    var exported = ExportedRows(of: tables).keeping("scale", scale).keeping("baseline", baseline.rawValue)
    for place in by.indices { exported = exported.keeping(by[place], shown.map { $0[place] }) }
    exported = exported.keeping("endpoint", endpoints.map(\.label))
      .keeping("outcome", outcomes.map(\.rawValue))
      .keeping("missing", [reading, faint].compactMap { $0?.rawValue })
    return Redrawing(
      .forest, of: exported,
      [
        "line": .texts(by + (endpoints.count > 1 ? ["endpoint"] : [])), "series": .text("missing"),
        "panel": .text("outcome"), "overlay": .flag(true), "axis": .text("%"),
      ])
  }
}
