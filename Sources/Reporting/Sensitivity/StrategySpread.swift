import Statistics

/// Each strategy's part of the steps and its response, under every way to make the steps: one mark a setting of overlap and
/// era gap.
struct StrategySpread {
  private struct Mark {
    var overlap: Int
    var gap: Int
    var share: Double?
    var rate: Double?
    var low: Double?
    var high: Double?
  }

  private let lines: [(strategy: String, marks: [Mark])]
  private let overlaps: [Int]
  private let gaps: [Int]
  private let hidden: Int

  init(_ grid: SuppressedSensitivity) {
    overlaps = Set(grid.strategies.map(\.overlapSwitchMax)).sorted()
    gaps = Set(grid.strategies.map(\.eraGapDays)).sorted()
    var byName: [String: [Mark]] = [:]
    var hidden = 0
    for setting in grid.strategies {
      for row in setting.rates.rows {
        let total = Self.total(of: setting.rates.rows, on: row.scale)
        if row.suppressed != .none { hidden += 1 }
        let name = (row.group.first ?? "") + (grid.hasSeveralScales ? " (\(row.scale))" : "")
        byName[name, default: []].append(
          Mark(
            overlap: setting.overlapSwitchMax, gap: setting.eraGapDays,
            share: total.flatMap { all in row.steps.map { Double($0) / Double(max(all, 1)) } },
            rate: row.estimate, low: row.confLow, high: row.confHigh))
      }
    }
    self.hidden = hidden
    lines = byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The steps of all strategies on a scale; `nil` where one of them is hidden.
  static func total(of rows: [SuppressedRates.Row], on scale: String) -> Int? {
    let steps = rows.filter { $0.scale == scale }.map(\.steps)
    return steps.contains(nil) ? nil : steps.reduce(0) { $0 + ($1 ?? 0) }
  }

  private let width = 860.0

  func figure() -> Figure {
    let top = 56.0
    let lineHeight = 46.0
    let bottom = top + Double(lines.count) * lineHeight
    var drawing = SVGDrawing(
      id: "strategy-spread", title: "Strategies and response by setting", description: spoken, width: width,
      height: bottom + 62)
    let most = lines.flatMap(\.marks).compactMap(\.share).max() ?? 1
    let mix = Axis(low: 0, high: min(1, max(0.1, most * 1.1)), start: 196, end: 480)
    let response = Axis(low: 0, high: 1, start: 536, end: width - 24)
    drawing.text("Part of all steps, %", mix.start, 24, size: 12, ink: .muted)
    drawing.text("Response, % (limits)", response.start, 24, size: 12, ink: .muted)
    for axis in [mix, response] {
      for tick in Axis.ticks(from: 0, to: axis.high, about: 5) {
        drawing.line(axis.position(tick), top - 10, axis.position(tick), bottom, .faint)
        drawing.text(
          NumberText.percent(tick, decimals: 0), axis.position(tick), bottom + 18, size: 12, anchor: .middle,
          ink: .muted)
      }
    }
    for (place, line) in lines.enumerated() {
      let y = top + Double(place) * lineHeight
      drawing.text(line.strategy, 12, y + lineHeight / 2, size: 12)
      drawing.line(8, y - 4, width - 8, y - 4, .faint)
      for mark in line.marks { draw(mark, from: y + 4, mix, response, &drawing) }
    }
    var x = 196.0
    drawing.text("Overlap still a switch:", 12, bottom + 46, size: 12, ink: .muted)
    for (place, overlap) in overlaps.enumerated() {
      drawing.mark(x, bottom + 42, size: 8, series: place)
      drawing.text("\(overlap) d", x + 9, bottom + 46, size: 12, ink: .muted)
      x += 64
    }
    drawing.text(
      "In each group from top to bottom: gaps of \(gaps.map(String.init).joined(separator: ", ")) days inside an era",
      x + 8, bottom + 46, size: 12, ink: .muted)
    return Figure(name: "specification-curve-strategies", caption: caption, drawing: drawing)
  }

  private func draw(
    _ mark: Mark, from y: Double, _ mix: Axis, _ response: Axis, _ drawing: inout SVGDrawing
  ) {
    let series = overlaps.firstIndex(of: mark.overlap) ?? 0
    let row = series * gaps.count + (gaps.firstIndex(of: mark.gap) ?? 0)
    let height = y + Double(row) * 4
    if let share = mark.share { drawing.mark(mix.position(share), height, size: 5, series: series) }
    if let low = mark.low, let high = mark.high {
      drawing.line(response.position(low), height, response.position(high), height, .series(series), width: 1)
    }
    if let rate = mark.rate { drawing.mark(response.position(rate), height, size: 5, series: series) }
  }

  private var caption: String {
    "Nine ways to make the steps; trial days, unknown doses and intolerance do not change them."
      + (hidden > 0 ? " Hidden counts are left out." : "")
  }

  private var spoken: String {
    lines.map { line in
      let rates = line.marks.compactMap(\.rate)
      guard let low = rates.min(), let high = rates.max() else { return "\(line.strategy): no rate shown" }
      return "\(line.strategy): response from \(NumberText.percent(low)) % to \(NumberText.percent(high)) %"
    }.joined(separator: ". ")
  }
}

extension SuppressedSensitivity {
  /// `nil` where no strategy has a rate on the study's scale.
  public var strategySpread: Figure? {
    strategies.isEmpty ? nil : StrategySpread(self).figure()
  }
}
