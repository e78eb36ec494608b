import Statistics
import Treatment

/// Rates of one outcome against one baseline on one scale, a line a group and reading.
struct ForestPlot {
  private let rows: [SuppressedRates.Row]
  private let keys: [String]
  private let names: ReportNames
  private let level: Double
  private let title: String
  private let id: String

  init(
    _ rows: [SuppressedRates.Row], by keys: [String], names: ReportNames = .codes, level: Double,
    title: String, id: String
  ) {
    self.rows = rows
    self.keys = keys
    self.names = names
    self.level = level
    self.title = title
    self.id = id
  }

  private let width = 860.0
  private let labelWidth = 236.0
  private let size = 13.0

  /// Rows of one group stand together; the group's name is printed once.
  private var groups: [(label: String, rows: [SuppressedRates.Row])] {
    var order: [[String]] = []
    var byGroup: [[String]: [SuppressedRates.Row]] = [:]
    for row in rows {
      if byGroup[row.group] == nil { order.append(row.group) }
      byGroup[row.group, default: []].append(row)
    }
    return order.map { (names.label($0, by: keys, limit: 44), byGroup[$0] ?? []) }
  }

  func drawing() -> SVGDrawing {
    let readings = Set(rows.map(\.missing)).count
    let groups = groups
    let wrapped = groups.map {
      TextMeasure.lines($0.label, size: size, width: labelWidth / (readings > 1 ? 1.1 : 1))
    }
    let lineHeight = 20.0
    let top = 44.0
    let heights = zip(groups, wrapped).map { group, lines in
      max(Double(group.rows.count) * lineHeight, Double(lines.count) * 16 + 5) + (readings > 1 ? 7 : 2)
    }
    let bottom = top + heights.reduce(0, +)
    let hasRobust = rows.contains { $0.robustLow != nil }
    var drawing = SVGDrawing(
      id: id, title: title, description: spoken(groups), width: width, height: bottom + 66)

    let readingX = labelWidth + 22
    let countRight = readings > 1 ? readingX + 172 : readingX + 62
    let high = highest
    let axis = Axis(low: 0, high: high, start: countRight + 26, end: width - 168)
    let rateX = width - 8
    drawing.text("Group", 12, 24, size: 12, ink: .muted)
    if readings > 1 { drawing.text("Missing endpoint", readingX, 24, size: 12, ink: .muted) }
    drawing.text("Events/N", countRight, 24, size: 12, anchor: .end, ink: .muted)
    drawing.text(
      "Rate, % (\(NumberText.shortest(level * 100)) % CI)", rateX, 24, size: 12, anchor: .end, ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in Axis.ticks(from: 0, to: high, about: 5) {
      let x = axis.position(tick)
      drawing.line(x, 36, x, bottom, .faint)
      drawing.line(x, bottom, x, bottom + 5, .line)
      drawing.text(
        NumberText.percent(tick, decimals: 0), x, bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      (Set(rows.map(\.outcome)).count == 1
        ? rows.first.map { ReportWords.outcome($0.outcome) } ?? "Rate" : "Rate")
        + ", %, axis from 0",
      (axis.start + axis.end) / 2,
      bottom + 38,
      size: 12, anchor: .middle, ink: .muted)
    drawing.text(legend(hasRobust), width - 8, bottom + 58, size: 12, anchor: .end, ink: .muted)

    let largest = rows.compactMap(\.n).max() ?? 1
    var y = top
    for (place, group) in groups.enumerated() {
      for (line, text) in wrapped[place].enumerated() {
        drawing.text(text, 12, y + 13 + Double(line) * 16, size: size, bold: readings > 1)
      }
      for (line, row) in group.rows.enumerated() {
        draw(
          row, at: y + 9 + Double(line) * lineHeight, axis, largest, readings > 1 ? readingX : nil,
          countRight, rateX, &drawing)
      }
      y += heights[place]
      if readings > 1, place < groups.count - 1 { drawing.line(8, y - 5, width - 8, y - 5, .faint) }
    }
    return drawing
  }

  private func draw(
    _ row: SuppressedRates.Row, at y: Double, _ axis: Axis, _ largest: Int, _ readingX: Double?,
    _ countRight: Double, _ rateX: Double, _ drawing: inout SVGDrawing
  ) {
    if let readingX { drawing.text(ReportWords.reading(row.missing), readingX, y + 4, size: 12, ink: .muted) }
    let hidden = row.suppressed != .none
    let total = row.n.map(NumberText.grouped) ?? "hidden"
    if row.n == nil {
      drawing.text("hidden", countRight, y + 4, size: 12, anchor: .end, ink: .muted, italic: true)
    } else {
      drawing.text(
        (row.events.map(NumberText.grouped) ?? "–") + "/" + total, countRight, y + 4, size: 12, anchor: .end)
    }
    guard let rate = row.estimate else {
      let text = hidden ? "hidden" : "no rate: n is 0"
      drawing.text(text, rateX, y + 4, size: 12, anchor: .end, ink: .muted, italic: true)
      return
    }
    let series = Self.series(row.missing)
    if let low = row.robustLow, let high = row.robustHigh {
      drawing.line(axis.position(low), y, axis.position(high), y, .series(series), width: 1)
      for end in [low, high] {
        drawing.line(axis.position(end), y - 4, axis.position(end), y + 4, .series(series), width: 1)
      }
    }
    var text = NumberText.percent(rate, of: row.n ?? 0)
    if let low = row.confLow, let high = row.confHigh {
      drawing.line(axis.position(low), y, axis.position(high), y, .series(series), width: 3.2)
      text += " (\(NumberText.percent(low, of: row.n ?? 0)) to \(NumberText.percent(high, of: row.n ?? 0)))"
    }
    let share = Double(row.n ?? 0) / Double(max(largest, 1))
    drawing.mark(
      axis.position(rate), y, size: 7 + 6 * share.squareRoot(), series: series,
      hollow: row.missing != .observed)
    drawing.text(text, rateX, y + 4, size: 12, anchor: .end)
  }

  /// The group in words, without the outcome that a sentence names already.
  private func label(of row: SuppressedRates.Row) -> String {
    let skipped = keys.first == "outcome" ? 1 : 0
    return names.label(Array(row.group.dropFirst(skipped)), by: Array(keys.dropFirst(skipped)))
  }

  /// The axis ends at the first tenth above every limit.
  private var highest: Double {
    let most = rows.flatMap { [$0.estimate, $0.confHigh, $0.robustHigh].compactMap(\.self) }.max() ?? 1
    return min(1, max(0.1, (most * 10).rounded(.up) / 10))
  }

  private static func series(_ reading: MissingReading) -> Int {
    switch reading {
    case .observed: 0
    case .worstCase: 1
    case .locf: 2
    case .locfBaseline: 3
    }
  }

  private func legend(_ hasRobust: Bool) -> String {
    "Mark: rate, larger for more steps. Thick line: plain limits."
      + (hasRobust ? " Thin line: limits robust to several steps of one patient." : "")
  }

  /// The finding first, then every line.
  private func spoken(_ groups: [(label: String, rows: [SuppressedRates.Row])]) -> String {
    let first = rows.first?.missing
    let outcomes = ReportWords.inOrder(rows.map(\.outcome.rawValue)).compactMap(Outcome.init)
    let ranges = outcomes.map { outcome in
      RateRange(
        lines: groups.flatMap { group in
          group.rows.filter { $0.missing == first && $0.outcome == outcome }.map { (label(of: $0), $0) }
        }
      ).sentence(ReportWords.outcome(outcome))
    }
    return ranges.joined(separator: " ") + " "
      + groups.flatMap { group in
        group.rows.map { row in
          group.label + ", " + ReportWords.reading(row.missing) + ": " + RateWords.short(row)
        }
      }.joined(separator: ". ")
  }
}
