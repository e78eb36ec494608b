import Regression

/// Odds ratios of a model on a logarithmic axis, a line a column, levels under the name of their factor.
///
/// Not: the intercept, whose odds are no ratio, nor the columns of a spline or polynomial, which mean nothing one by
/// one and are drawn as curves.
struct OddsRatioForest {
  enum Line {
    case heading(String)
    case row(SuppressedRegression.Row, label: String, isIndented: Bool)
  }

  let lines: [Line]
  let level: Double
  let id: String

  private let width = 860.0
  private let labelWidth = 292.0
  private let size = 13.0
  private let top = 44.0

  init(_ shown: SuppressedRegression, names: ReportNames = .codes, id: String) {
    self.id = id
    level = shown.options.level
    lines = Self.lines(of: shown, names)
  }

  static func isCurve(_ term: String) -> Bool {
    ["rcs(", "poly(", "ns(", "bs("].contains { term.contains($0) }
  }

  private static func lines(of shown: SuppressedRegression, _ names: ReportNames) -> [Line] {
    let rows = shown.rows.filter { $0.column != "(Intercept)" && !isCurve($0.term) }
    var lines: [Line] = []
    for (place, row) in rows.enumerated() {
      let isFactor = rows.filter { $0.term == row.term }.count > 1
      if isFactor, place == 0 || rows[place - 1].term != row.term {
        lines.append(.heading(TermWords.term(row.term, names)))
      }
      let isLevel = isFactor && row.column.hasPrefix(row.term) && row.column.count > row.term.count
      let words = TermWords.column(row.column, of: row.term, names)
      let label = isLevel ? words.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? words : words
      lines.append(.row(row, label: label, isIndented: isFactor))
    }
    return lines
  }

  private var terms: [RegressionResult.Term] {
    lines.compactMap { if case .row(let row, _, _) = $0 { row.estimate } else { nil } }
  }

  func drawing() -> SVGDrawing {
    let wrapped = lines.map { line -> [String] in
      switch line {
      case .heading(let text): TextMeasure.lines(text, size: size, width: labelWidth, most: 2)
      case .row(_, let label, let isIndented):
        TextMeasure.lines(label, size: size, width: labelWidth - (isIndented ? 16 : 0), most: 3)
      }
    }
    let heights = wrapped.map { Double($0.count - 1) * 16 + 24 }
    let bottom = top + heights.reduce(0, +) + 4
    let range = LogAxis.range(
      ratios: terms.map(\.oddsRatio), limits: terms.flatMap { [$0.oddsRatioLow, $0.oddsRatioHigh] })
    let axis = LogAxis(low: range.low, high: range.high, start: labelWidth + 36, end: width - 244)
    let isCut = terms.contains { $0.oddsRatioLow < axis.low || $0.oddsRatioHigh > axis.high }
    var drawing = SVGDrawing(
      id: id, title: "Odds ratios", description: spoken, width: width, height: bottom + (isCut ? 64 : 48))
    frame(axis, to: bottom, isCut, &drawing)
    var y = top
    for (place, line) in lines.enumerated() {
      switch line {
      case .heading:
        for (number, text) in wrapped[place].enumerated() {
          drawing.text(text, 12, y + 16 + Double(number) * 16, size: size, bold: true)
        }
      case .row(let row, _, let isIndented):
        for (number, text) in wrapped[place].enumerated() {
          drawing.text(text, isIndented ? 28 : 12, y + 16 + Double(number) * 16, size: size)
        }
        draw(row, at: y + 12, axis, &drawing)
      }
      y += heights[place]
    }
    if lines.isEmpty {
      drawing.text("No odds ratio to draw.", labelWidth + 36, top + 8, ink: .muted, italic: true)
    }
    return drawing
  }

  private func frame(_ axis: LogAxis, to bottom: Double, _ isCut: Bool, _ drawing: inout SVGDrawing) {
    drawing.text("Term", 12, 24, size: 12, ink: .muted)
    drawing.text(
      "Odds ratio (\(NumberText.shortest(level * 100)) % CI)", width - 62, 24, size: 12, anchor: .end,
      ink: .muted)
    drawing.text("p", width - 10, 24, size: 12, anchor: .end, ink: .muted, italic: true)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in axis.ticks(apart: 40) {
      let x = axis.position(tick)
      if tick != 1 { drawing.line(x, 36, x, bottom, .faint) }
      drawing.line(x, bottom, x, bottom + 5, .line)
      drawing.text(LogAxis.label(tick), x, bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.position(1), 36, axis.position(1), bottom, .muted, width: 1.2, dash: "4 3")
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    let middle = (axis.start + axis.end) / 2
    drawing.text("Odds ratio, logarithmic axis", middle, bottom + 38, size: 12, anchor: .middle, ink: .muted)
    if isCut {
      drawing.text(
        "Arrow: the value or limit lies beyond the axis.", middle, bottom + 55, size: 11, anchor: .middle,
        ink: .muted)
    }
  }

  private func draw(
    _ row: SuppressedRegression.Row, at y: Double, _ axis: LogAxis, _ drawing: inout SVGDrawing
  ) {
    guard let term = row.estimate else {
      drawing.text(
        row.state == .hidden ? "hidden" : "repeats other columns", width - 62, y + 4, size: 12, anchor: .end,
        ink: .muted, italic: true)
      return
    }
    let ends = (low: axis.position(term.oddsRatioLow), high: axis.position(term.oddsRatioHigh))
    drawing.line(ends.low, y, ends.high, y, .series(0), width: 2.4)
    // Where both limits lie beyond the same end, one arrow says it.
    if term.oddsRatioLow <= axis.high {
      end(ends.low, y, isCut: term.oddsRatioLow < axis.low, pointing: -1, &drawing)
    }
    if term.oddsRatioHigh >= axis.low {
      end(ends.high, y, isCut: term.oddsRatioHigh > axis.high, pointing: 1, &drawing)
    }
    if term.oddsRatio >= axis.low, term.oddsRatio <= axis.high {
      drawing.mark(axis.position(term.oddsRatio), y, size: 9, series: 0, shape: 1)
    }
    drawing.text(Self.text(term), width - 62, y + 4, size: 12, anchor: .end)
    drawing.text(NumberText.pValue(term.pValue), width - 10, y + 4, size: 12, anchor: .end)
  }

  /// A stroke across where the limit lies inside the axis, an arrow head where it does not.
  private func end(_ x: Double, _ y: Double, isCut: Bool, pointing side: Double, _ drawing: inout SVGDrawing)
  {
    if isCut {
      drawing.path([(x - side * 7, y - 5), (x, y), (x - side * 7, y + 5)], .series(0), width: 2)
    } else {
      drawing.line(x, y - 4, x, y + 4, .series(0), width: 1.6)
    }
  }

  static func text(_ term: RegressionResult.Term) -> String {
    func ratio(_ value: Double) -> String { NumberText.ratio(value) }
    return "\(ratio(term.oddsRatio)) (\(ratio(term.oddsRatioLow)) to \(ratio(term.oddsRatioHigh)))"
  }

  /// Which limits leave 1 out, then every line.
  private var spoken: String {
    var heading = ""
    var apart: [String] = []
    var parts: [String] = []
    for line in lines {
      switch line {
      case .heading(let text): heading = text
      case .row(let row, let label, let isIndented):
        let name = isIndented ? "\(heading), \(label)" : label
        guard let term = row.estimate else {
          parts.append("\(name): \(row.state == .hidden ? "hidden" : "no estimate")")
          continue
        }
        if term.oddsRatioLow > 1 || term.oddsRatioHigh < 1 { apart.append(name) }
        let p = NumberText.pValue(term.pValue)
        parts.append("\(name): \(Self.text(term)), p \(p.hasPrefix("<") ? p : "= " + p)")
      }
    }
    if parts.isEmpty { return "No odds ratio to draw." }
    let finding =
      apart.isEmpty
      ? "Every odds ratio's limits include 1. " : "The limits leave 1 out for \(ReportWords.named(apart)). "
    return finding + parts.joined(separator: ". ")
  }
}
