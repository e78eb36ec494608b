import Statistics
import Treatment

/// Pathways as bands that run from treatment to treatment, as wide as those who took them are many.
struct SankeyDiagram {
  let pathways: SuppressedPathways
  let colours: TreatmentColours
  let id: String

  private let columnStep = 200.0
  private let nodeWidth = 14.0
  private let top = 44.0
  private let left = 10.0
  private let height = 430.0
  private let gap = 7.0
  private let size = 11.5

  private struct Box {
    var y: Double
    var height: Double
  }

  /// `nil` where no count may be shown.
  func drawing() -> SVGDrawing? {
    let chart = SankeyColumns(pathways)
    guard let total = pathways.total, chart.columns.contains(where: { !$0.isEmpty }) else { return nil }
    let perPatient =
      chart.columns.map { column -> Double in
        let sum = column.reduce(0) { $0 + $1.count }
        return sum == 0 ? .infinity : (height - gap * Double(max(column.count - 1, 0))) / Double(sum)
      }.min() ?? 1
    let boxes = chart.columns.map { column -> [Box] in
      var y = top
      return column.map { node in
        let box = Box(y: y, height: max(Double(node.count) * perPatient, 1))
        y += box.height + gap
        return box
      }
    }
    let notes = notes(chart)
    var drawing = SVGDrawing(
      id: id, title: "Pathways of \(PathwayWords.unit(pathways.unit))", description: spoken,
      width: max(left * 2 + columnStep * Double(chart.columns.count), 500),
      height: top + height + 16 + Double(notes.count) * 16)
    drawing.textures()
    for column in chart.columns.indices where column < pathways.lines && column < SankeyColumns.mostColumns {
      drawing.text(PathwayWords.ordinal(column + 1) + " treatment", x(column), 20, size: 12, ink: .muted)
    }
    draw(chart.bands, chart, boxes, perPatient, &drawing)
    for (column, nodes) in chart.columns.enumerated() {
      for (node, box) in zip(nodes, boxes[column]) { draw(node, box, column, &drawing) }
    }
    for (column, nodes) in chart.columns.enumerated() {
      for (node, box) in zip(nodes, boxes[column]) { label(node, box, column, total, chart, &drawing) }
    }
    for (line, note) in notes.enumerated() {
      drawing.text(note, left, top + height + 20 + Double(line) * 16, size: size, ink: .muted)
    }
    return drawing
  }

  private func x(_ column: Int) -> Double { left + columnStep * Double(column) }

  private func draw(
    _ bands: [SankeyColumns.Band], _ chart: SankeyColumns, _ boxes: [[Box]], _ perPatient: Double,
    _ drawing: inout SVGDrawing
  ) {
    var leaving = boxes.map { $0.map(\.y) }
    var arriving = boxes.map { $0.map(\.y) }
    func text(_ value: Double) -> String { NumberText.coordinate(value) }
    for band in bands {
      let width = max(Double(band.count) * perPatient, 0.6)
      let (y1, y2) = (leaving[band.column][band.from], arriving[band.column + 1][band.to])
      leaving[band.column][band.from] += width
      arriving[band.column + 1][band.to] += width
      let (x1, x2) = (x(band.column) + nodeWidth, x(band.column + 1))
      let middle = text((x1 + x2) / 2)
      let path =
        "M\(text(x1)) \(text(y1))C\(middle) \(text(y1)) \(middle) \(text(y2)) \(text(x2)) \(text(y2))"
        + "V\(text(y2 + width))C\(middle) \(text(y2 + width)) \(middle) \(text(y1 + width)) \(text(x1)) \(text(y1 + width))Z"
      switch chart.columns[band.column][band.from].kind {
      case .treatment(let name): drawing.shape(path, .series(colours[name].series), opacity: 0.3)
      default: drawing.shape(path, .line, opacity: 0.3)
      }
    }
  }

  private func draw(
    _ node: SankeyColumns.Node, _ box: Box, _ column: Int, _ drawing: inout SVGDrawing
  ) {
    func text(_ value: Double) -> String { NumberText.coordinate(value) }
    let path =
      "M\(text(x(column))) \(text(box.y))h\(text(nodeWidth))v\(text(box.height))h\(text(-nodeWidth))Z"
    switch node.kind {
    case .treatment(let name):
      drawing.shape(path, .series(colours[name].series), texture: colours[name].texture)
    case .gathered, .further: drawing.hatched(path)
    case .end(.remission): drawing.shape(path, .text)
    case .end(.noRemission): drawing.shape(path, .muted, texture: .stripes)
    case .end(.dropout): drawing.shape(path, .line, texture: .dots)
    case .end: drawing.shape(path, .line)
    }
  }

  private func label(
    _ node: SankeyColumns.Node, _ box: Box, _ column: Int, _ total: Int, _ chart: SankeyColumns,
    _ drawing: inout SVGDrawing
  ) {
    // A node that is too low for a line of text is told by its colour and the tables.
    guard box.height + gap >= size + 2 else { return }
    let name =
      switch node.kind {
      case .treatment(let name): pathways.words.short(name)
      case .gathered: "\(chart.gathered[column]) others" + (node.isPartial ? ", some hidden" : "")
      case .further: "further treatments"
      case .end(let end): PathwayWords.end(end)
      }
    let counted = (node.isPartial ? "at least " : "") + PathwayWords.share(node.count, of: total)
    let room = columnStep - nodeWidth - 12
    let at = x(column) + nodeWidth + 4
    let middle = box.y + box.height / 2
    if box.height >= 2 * size + 6 {
      let line = SVGDrawing.clipped(name, size: size, width: room / 1.08)
      drawing.plate(line, "", at, middle - 2, size: size)
      drawing.plate("", counted, at, middle + size + 1, size: size)
    } else {
      let left = room - TextMeasure.width(" " + counted, size: size) * 0.97
      let line = SVGDrawing.clipped(name, size: size, width: max(left / 1.08, 40))
      drawing.plate(line, counted, at, middle + size * 0.36, size: size)
    }
  }

  private func notes(_ chart: SankeyColumns) -> [String] {
    var notes = ["Percentages are of all pathways (\(pathways.total.map(NumberText.grouped) ?? "hidden"))."]
    if pathways.lines > SankeyColumns.mostColumns {
      notes.append(
        "Drawn to the \(PathwayWords.ordinal(SankeyColumns.mostColumns)) treatment; later ones stand in the tables."
      )
    }
    if chart.hidesCounts {
      notes.append(
        "Small counts are hidden: bands and nodes are drawn of shown counts alone, so some are too narrow.")
    }
    return notes
  }

  private var spoken: String {
    let first = pathways.events.filter { $0.line == 1 }.prefix(8).map { event in
      pathways.words.treatment(event.treatment) + " "
        + (event.count.map { PathwayWords.share($0, of: pathways.total) } ?? "hidden")
    }
    let common = pathways.rows.prefix(3).compactMap { row in
      row.count.map { pathways.words.pathway(row.pathway) + " " + PathwayWords.share($0, of: pathways.total) }
    }
    return "First treatments: " + first.joined(separator: ", ") + ". "
      + (common.isEmpty ? "" : "The most common pathways: " + common.joined(separator: "; ") + ".")
  }
}
