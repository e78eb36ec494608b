import Causal
import Statistics

/// How far two arms lie apart in each column, before weighting (hollow) and after (filled).
struct LovePlot {
  let rows: [CovariateBalance]
  let title: String
  let id: String

  private let width = 860.0
  private let labelWidth = 300.0

  func drawing() -> SVGDrawing {
    let top = 44.0
    let bottom = top + 22 * Double(rows.count)
    var drawing = SVGDrawing(
      id: id, title: "Balance of covariates: \(title)", description: spoken, width: width, height: bottom + 60
    )
    let reach = rows.reduce(0.2) { max($0, abs($1.before), abs($1.after)) }
    let axis = Axis(low: 0, high: reach, start: labelWidth + 10, end: width - 30)
    drawing.text("Column", 12, 24, size: 12, ink: .muted)
    drawing.mark(labelWidth + 20, 20, size: 9, series: 0, hollow: true)
    drawing.text("before", labelWidth + 30, 24, size: 12, ink: .muted)
    drawing.mark(labelWidth + 90, 20, size: 9, series: 0)
    drawing.text("after weighting", labelWidth + 100, 24, size: 12, ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in Axis.ticks(from: 0, to: reach, about: 5) {
      drawing.line(axis.position(tick), 36, axis.position(tick), bottom, .faint)
      drawing.text(
        NumberText.coordinate(tick), axis.position(tick), bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.position(0.1), 36, axis.position(0.1), bottom, .muted, width: 1.2, dash: "4 3")
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      "standardised difference, without its sign; dashed: 0.1", (axis.start + axis.end) / 2, bottom + 38,
      size: 12,
      anchor: .middle, ink: .muted)
    for (place, row) in rows.enumerated() {
      let y = top + 22 * Double(place) + 10
      drawing.text(TextMeasure.lines(row.column, size: 13, width: labelWidth - 16, most: 1)[0], 12, y + 4)
      let (before, after) = (axis.position(abs(row.before)), axis.position(abs(row.after)))
      drawing.line(before, y, after, y, .faint)
      drawing.mark(before, y, size: 9, series: 0, hollow: true)
      drawing.mark(after, y, size: 9, series: 0)
    }
    return drawing
  }

  private var spoken: String {
    rows.map {
      "\($0.column): \(NumberText.fixed($0.before, decimals: 2)) before, \(NumberText.fixed($0.after, decimals: 2)) after"
    }.joined(separator: ". ")
  }
}
