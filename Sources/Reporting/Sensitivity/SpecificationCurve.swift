import Statistics

/// The share of resistant patients in every cell of the grid, in ascending order, above the settings that made it.
struct SpecificationCurve {
  private let cells: [SuppressedSensitivity.Setting]
  private let hidden: Int
  private let level: Double

  init(_ grid: SuppressedSensitivity) {
    let shown = grid.cells.filter { $0.estimate != nil }
    hidden = grid.cells.count - shown.count
    cells = shown.enumerated().sorted {
      ($0.element.estimate ?? 0, $0.offset) < ($1.element.estimate ?? 0, $1.offset)
    }.map(\.element)
    level = grid.level
  }

  private let width = 860.0
  private let left = 196.0
  private let top = 40.0
  private let panel = 230.0

  /// What each line of the lower panel says, and whether a cell is of it.
  private var settings: [(group: String, value: String, holds: (SuppressedSensitivity.Setting) -> Bool)] {
    var lines: [(String, String, (SuppressedSensitivity.Setting) -> Bool)] = []
    for days in [14, 30, 60] {
      lines.append(("Overlap still a switch", "\(days) d", { $0.overlapSwitchMax == days }))
    }
    for days in [28, 42, 56] { lines.append(("Shortest trial", "\(days) d", { $0.minTrialDays == days })) }
    for days in [14, 30, 60] { lines.append(("Gap inside an era", "\(days) d", { $0.eraGapDays == days })) }
    for dose in ["exclude", "adequate"] {
      lines.append(("Unknown dose", dose == "exclude" ? "unknown" : "adequate", { $0.unknownDose == dose }))
    }
    for counts in [false, true] {
      lines.append(("Intolerance is failure", counts ? "yes" : "no", { $0.intoleranceCounts == counts }))
    }
    return lines
  }

  func figure() -> Figure {
    let lines = settings
    let lineHeight = 17.0
    let groupGap = 9.0
    let groups = Set(lines.map(\.group)).count
    let lower = top + panel + 26
    let height = lower + Double(lines.count) * lineHeight + Double(groups - 1) * groupGap + 24
    var drawing = SVGDrawing(
      id: "specification-curve", title: "Share of resistant patients by setting", description: spoken,
      width: width, height: height)
    let most = max(cells.compactMap(\.confHigh).max() ?? 0, cells.compactMap(\.estimate).max() ?? 0, 0.01)
    let highest = min(1, most * 1.05)
    let axis = Axis(low: 0, high: highest, start: top + panel, end: top)
    for tick in Axis.ticks(from: 0, to: highest, about: 5) {
      let y = axis.position(tick)
      drawing.line(left, y, width - 16, y, .faint)
      drawing.text(
        NumberText.percent(tick, decimals: highest < 0.05 ? 1 : 0), left - 8, y + 4, size: 12, anchor: .end,
        ink: .muted)
    }
    drawing.text(
      "Resistant by EMA, % (\(NumberText.shortest(level * 100)) % CI)", 12, 22, size: 12, ink: .muted)
    if cells.isEmpty {
      drawing.text("No share may be shown.", left + 12, top + panel / 2, ink: .muted, italic: true)
    }
    let step = (width - 16 - left) / Double(max(cells.count, 1))
    func x(_ place: Int) -> Double { left + (Double(place) + 0.5) * step }
    for (place, cell) in cells.enumerated() {
      guard let share = cell.estimate else { continue }
      if cell.isChosen {
        drawing.line(x(place), top, x(place), height - 14, .series(1), width: 1, dash: "3 3")
      }
      if let low = cell.confLow, let high = cell.confHigh {
        drawing.line(
          x(place), axis.position(low), x(place), axis.position(high), .line, width: min(2, step / 2))
      }
      drawing.mark(
        x(place), axis.position(share), size: cell.isChosen ? 9 : min(6, step), series: cell.isChosen ? 1 : 0)
    }
    var y = lower
    var group = ""
    for (place, line) in lines.enumerated() {
      if line.group != group {
        if place > 0 { y += groupGap }
        drawing.text(line.group, 12, y + 4, size: 12)
        group = line.group
      }
      drawing.text(line.value, left - 8, y + 4, size: 12, anchor: .end, ink: .muted)
      drawing.line(left, y, width - 16, y, .faint)
      for isChosen in [false, true] {
        let places = cells.indices.filter { cells[$0].isChosen == isChosen && line.holds(cells[$0]) }
        drawing.bars(
          at: places.map { (x($0) - step * 0.35, y - 5) }, step * 0.7, 10, fill: .series(isChosen ? 1 : 0))
      }
      y += lineHeight
    }
    return Figure(
      name: "specification-curve", caption: caption, drawing: drawing,
      from: Redrawing(
        .specification, of: ExportedRows(of: "resistance-grid"),
        ["settings": .texts(SuppressedSensitivity.settings)]))
  }

  private var caption: String {
    "Each column is one setting of the five parameters, in ascending order of the share; the dashed line marks the "
      + "parameters of this run."
      + (hidden > 0
        ? " Settings whose counts are hidden are left out: \(hidden) of \(hidden + cells.count)." : "")
  }

  private var spoken: String {
    guard let low = cells.first?.estimate, let high = cells.last?.estimate else {
      return "No share may be shown."
    }
    let chosen = cells.first(where: \.isChosen)?.estimate
    return "\(cells.count) settings, from \(NumberText.percent(low)) % to \(NumberText.percent(high)) %."
      + (chosen.map { " The parameters of this run give \(NumberText.percent($0)) %." } ?? "")
  }
}

extension SuppressedSensitivity {
  public var specificationCurve: Figure { SpecificationCurve(self).figure() }
}
