import Treatment

/// Rates by a key and step as a matrix: a line a group, a column a step, shaded by the rate; hidden cells are hatched.
struct StepMatrix {
  static let mostGroups = 40

  let rows: [SuppressedRates.Row]
  let names: ReportNames
  /// The place of the step among the group's values; the other one is the line.
  let stepColumn: Int
  let keys: [String]
  let title: String
  let id: String

  private static let width = 860.0
  private let labelWidth = 226.0
  private let lineHeight = 34.0
  private let top = 46.0

  /// Whether rates by these keys make a matrix.
  static func fits(_ keys: [String]) -> Bool { keys.count == 2 && keys.contains("step") }

  private var steps: [String] {
    var result: [String] = []
    for row in rows where !result.contains(row.group[stepColumn]) { result.append(row.group[stepColumn]) }
    return result.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
  }

  private var lines: [String] {
    let other = 1 - stepColumn
    var result: [String] = []
    for row in rows where !result.contains(row.group[other]) { result.append(row.group[other]) }
    return names.ordered(result, by: [keys[other]]) { [$0] }
  }

  func drawing() -> SVGDrawing {
    let (lines, steps, other) = (lines, steps, 1 - stepColumn)
    let shown = lines.prefix(Self.mostGroups)
    let height = top + Double(shown.count) * lineHeight + (lines.count > shown.count ? 54 : 34)
    var drawing = SVGDrawing(
      id: id, title: title, description: spoken, width: Self.width, height: height)
    let room = (Self.width - labelWidth - 10) / Double(max(steps.count, 1))
    let most = max(rows.filter(Self.isFirm).compactMap(\.estimate).max() ?? 0, 0.01)
    for (column, step) in steps.enumerated() {
      drawing.text(
        names.label([step], by: ["step"]).replacing("step", with: "Step"),
        labelWidth + (Double(column) + 0.5) * room, 32, size: 12, anchor: .middle, ink: .muted)
    }
    for (place, line) in shown.enumerated() {
      let y = top + Double(place) * lineHeight
      let label = TextMeasure.lines(
        names.value(line, of: keys[other]), size: 12.5, width: labelWidth - 16, most: 2)
      for (number, text) in label.enumerated() {
        drawing.text(text, 10, y + (label.count == 1 ? 20 : 14) + Double(number) * 14, size: 12.5)
      }
      for (column, step) in steps.enumerated() {
        let row = rows.first { $0.group[other] == line && $0.group[stepColumn] == step }
        if let row { cell(row, labelWidth + Double(column) * room, y, room - 3, most, &drawing) }
      }
    }
    let bottom = top + Double(shown.count) * lineHeight + 20
    drawing.text(legend(most), 10, bottom, size: 11, ink: .muted)
    if lines.count > shown.count {
      drawing.text(
        "\(lines.count - shown.count) further lines stand in the table.", 10, bottom + 18, size: 11,
        ink: .muted)
    }
    return drawing
  }

  private func legend(_ most: Double) -> String {
    let shades =
      rows.contains(where: Self.isFirm)
      ? "Darker: a higher rate, up to \(NumberText.percent(most, decimals: 0)) %; unshaded: N below \(RateWords.firm)."
      : "Unshaded: every N is below \(RateWords.firm)."
    return "Rate, and N below it. \(shades) Hatched: hidden. Empty: no such step."
  }

  private func cell(
    _ row: SuppressedRates.Row, _ x: Double, _ y: Double, _ width: Double, _ most: Double,
    _ drawing: inout SVGDrawing
  ) {
    let height = lineHeight - 3
    drawing.rectangle(x, y, width, height, fill: .paper, stroke: .faint)
    guard let rate = row.estimate, let n = row.n else {
      if row.suppressed != .none {
        drawing.hatch(x, y, width, height)
      } else {
        drawing.text("–", x + width / 2, y + 20, size: 12, anchor: .middle, ink: .muted)
      }
      return
    }
    let isFirm = Self.isFirm(row)
    // Text keeps its contrast up to half of the colour.
    if isFirm { drawing.shade(x, y, width, height, .series(0), opacity: 0.5 * rate / most) }
    drawing.text(
      NumberText.percent(rate, decimals: 0) + " %", x + width / 2, y + 14, size: 12.5, anchor: .middle,
      ink: isFirm ? .text : .muted, bold: isFirm)
    drawing.text(
      NumberText.grouped(n), x + width / 2, y + 27, size: 11, anchor: .middle, ink: isFirm ? .text : .muted)
  }

  /// A rate of a few is not shaded: one of two would be the darkest cell.
  private static func isFirm(_ row: SuppressedRates.Row) -> Bool { row.n ?? 0 >= RateWords.firm }

  /// A step at a time; the cells stand in the table below.
  private var spoken: String {
    let outcome = rows.first.map { ReportWords.outcome($0.outcome) } ?? "Rate"
    let hidden = rows.filter { $0.suppressed != .none }.count
    return steps.map { step in
      let own = rows.filter { $0.group[stepColumn] == step }
      return RateRange(
        lines: own.map { (names.value($0.group[1 - stepColumn], of: keys[1 - stepColumn]), $0) }
      ).sentence("At step \(step) \(outcome.lowercased())")
    }.joined(separator: " ") + (hidden > 0 ? " Hidden: \(hidden) of \(rows.count) cells." : "")
  }
}
