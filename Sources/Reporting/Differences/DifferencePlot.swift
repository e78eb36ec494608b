import Treatment

/// Differences between two arms' rates with their limits and a line at no difference.
struct DifferencePlot {
  let rows: [SuppressedDifference]
  let names: ReportNames
  let level: Double
  let id: String

  private let width = 860.0
  private let labelWidth = 250.0

  static func label(_ row: SuppressedDifference, _ names: ReportNames) -> String {
    comparison(row, names) + ", " + ReportWords.reading(row.missing)
  }

  /// A label a row, below ``pair(of:_:)``: what is the same in all of them is not said in each.
  static func labels(_ rows: [SuppressedDifference], _ names: ReportNames) -> [String] {
    let (pair, isOneReading) = (pair(of: rows, names), rows.count > 1 && Set(rows.map(\.missing)).count == 1)
    return rows.map { row in
      (pair == nil ? comparison(row, names) : ReportWords.outcome(row.outcome) + " " + judged(row))
        + (isOneReading ? "" : ", " + ReportWords.reading(row.missing))
    }
  }

  /// What is compared, whatever a missing endpoint is read as.
  static func comparison(_ row: SuppressedDifference, _ names: ReportNames) -> String {
    "\(names.arm(row.first)) − \(names.arm(row.second)) · \(ReportWords.outcome(row.outcome).lowercased()) "
      + judged(row)
  }

  /// What is compared: the two arms, where they are the same in all of several rows.
  static func pair(of rows: [SuppressedDifference], _ names: ReportNames) -> String? {
    guard rows.count > 1, let one = rows.first,
      rows.allSatisfy({ $0.first == one.first && $0.second == one.second })
    else { return nil }
    return "\(names.arm(one.first)) − \(names.arm(one.second))"
  }

  private static func judged(_ row: SuppressedDifference) -> String {
    "on \(row.scale)"
      + (row.baseline == .entry ? " against entry, " : ", ")
      + (isLast(row.endpoint) ? "last score" : "day " + row.endpoint.label)
  }

  private static func isLast(_ endpoint: Endpoint) -> Bool {
    if case .lastScore = endpoint { true } else { false }
  }

  func drawing() -> SVGDrawing {
    let pair = Self.pair(of: rows, names)
    let wrapped = Self.labels(rows, names).map { TextMeasure.lines($0, size: 13, width: labelWidth) }
    let heights = wrapped.map { Double($0.count) * 17 + 14 }
    let top = 44.0
    let bottom = top + heights.reduce(0, +)
    var drawing = SVGDrawing(
      id: id, title: "Differences between arms", description: spoken, width: width, height: bottom + 48)
    let countX = labelWidth + 110
    let reach = reach
    let axis = Axis(low: -reach, high: reach, start: countX + 28, end: width - 180)
    let heading = TextMeasure.lines(pair ?? "Comparison", size: 12, width: labelWidth, most: 1).first ?? ""
    drawing.text(heading, 12, 24, size: 12, ink: .muted)
    drawing.text("Events/N of each", countX, 24, size: 12, anchor: .end, ink: .muted)
    drawing.text(
      "Difference, points (\(NumberText.shortest(level * 100)) % CI)", width - 8, 24, size: 12, anchor: .end,
      ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in [-reach, -reach / 2, 0, reach / 2, reach] {
      let x = axis.position(tick)
      drawing.line(x, 36, x, bottom, tick == 0 ? .line : .faint, width: tick == 0 ? 1.4 : 1)
      let text = (tick > 0 ? "+" : tick < 0 ? "−" : "") + NumberText.percent(tick.magnitude, decimals: 0)
      drawing.text(text, x, bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      "percentage points; right of 0: more in the first arm", (axis.start + axis.end) / 2, bottom + 38,
      size: 12,
      anchor: .middle, ink: .muted)
    var y = top
    for (place, row) in rows.enumerated() {
      for (line, text) in wrapped[place].enumerated() { drawing.text(text, 12, y + 13 + Double(line) * 17) }
      let middle = y + 9
      drawing.text(
        Self.fraction(row.firstEvents, row.firstN) + ", " + Self.fraction(row.secondEvents, row.secondN),
        countX,
        middle + 4, size: 12, anchor: .end)
      if let estimate = row.estimate, let low = row.confLow, let high = row.confHigh {
        drawing.line(axis.position(low), middle, axis.position(high), middle, .series(0), width: 3.2)
        drawing.mark(axis.position(estimate), middle, size: 10, series: 0, hollow: row.missing != .observed)
        drawing.text(
          "\(Self.points(estimate)) (\(Self.points(low)) to \(Self.points(high)))", width - 8, middle + 4,
          size: 12,
          anchor: .end)
      } else {
        drawing.text("hidden", width - 8, middle + 4, size: 12, anchor: .end, ink: .muted, italic: true)
      }
      y += heights[place]
    }
    return drawing
  }

  /// The narrowest round range, as far to the left as to the right, that holds every limit.
  private var reach: Double {
    let ends = rows.flatMap { [$0.confLow, $0.confHigh].compactMap { $0?.magnitude } }
    return [0.2, 0.4, 0.6, 0.8].first { reach in ends.allSatisfy { $0 <= reach } } ?? 1
  }

  private static func fraction(_ events: Int?, _ n: Int?) -> String {
    (events.map(NumberText.grouped) ?? "–") + "/" + (n.map(NumberText.grouped) ?? "–")
  }

  /// A difference in percentage points with a true minus and a plus.
  static func points(_ value: Double) -> String {
    let text = NumberText.percent(value.magnitude)
    if text == "0.0" { return text }
    return (value < 0 ? "−" : "+") + text
  }

  /// How many of the limits include no difference, then every row.
  private var spoken: String {
    let told = rows.filter { $0.confLow != nil && $0.confHigh != nil }
    let open = told.filter { ($0.confLow ?? 0) <= 0 && ($0.confHigh ?? 0) >= 0 }
    return "The limits of \(open.count) of \(told.count) differences include no difference. "
      + rows.map { row in
        guard let estimate = row.estimate else { return Self.label(row, names) + ": hidden" }
        var text = "\(Self.label(row, names)): \(Self.points(estimate)) percentage points"
        if let low = row.confLow, let high = row.confHigh {
          text += " (\(Self.points(low)) to \(Self.points(high)))"
        }
        return text
      }.joined(separator: ". ")
  }
}
