import Statistics

/// The share of resistant patients by each rule, a line a rule, with its limits and with what is left open.
struct ResistanceForest {
  private let shares: [SuppressedResistance.Share]
  private let titles: [String: String]
  private let n: Int?
  private let level: Double

  init(_ table: SuppressedResistance) {
    shares = table.shares.filter { !$0.isUnavailable }
    titles = table.rules.reduce(into: [:]) { $0[$1.rule] = $1.title }
    n = table.n
    level = table.level
  }

  private let width = 860.0
  private let top = 44.0
  private let lineHeight = 26.0

  /// The share that there would be if everybody whom the rule cannot settle were resistant.
  private func most(_ row: SuppressedResistance.Share) -> Double? {
    guard let resistant = row.resistant, let possible = row.possible, let open = row.indeterminate, let n,
      n > 0
    else { return nil }
    return min(1, Double(resistant + possible + open) / Double(n))
  }

  /// The axis begins at 0 and ends beyond what is drawn.
  private var highest: Double {
    let drawn = shares.flatMap { [$0.estimate, $0.confHigh, most($0)] }.compactMap { $0 }.max() ?? 1
    return min(1, max(0.05, (drawn * 20).rounded(.up) / 20))
  }

  func figure() -> Figure {
    let bottom = top + Double(shares.count) * lineHeight
    var drawing = SVGDrawing(
      id: "figure-resistance", title: "Share of resistant patients by rule", description: spoken,
      width: width,
      height: bottom + 66)
    let axis = Axis(low: 0, high: highest, start: 348, end: width - 168)
    drawing.text("Rule", 12, 24, size: 12, ink: .muted)
    drawing.text("Resistant/N", 322, 24, size: 12, anchor: .end, ink: .muted)
    drawing.text(
      "Share, % (\(NumberText.shortest(level * 100)) % CI)", width - 8, 24, size: 12, anchor: .end,
      ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in Axis.ticks(from: 0, to: highest, about: 5) {
      let x = axis.position(tick)
      drawing.line(x, 36, x, bottom, .faint)
      drawing.line(x, bottom, x, bottom + 5, .line)
      drawing.text(
        NumberText.percent(tick, decimals: 0), x, bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      "Resistant, %", (axis.start + axis.end) / 2, bottom + 38, size: 12, anchor: .middle, ink: .muted)
    drawing.text(
      "Thick line: limits. Thin line: up to the share if everybody whom the rule leaves open were resistant.",
      width - 8, bottom + 58, size: 11, anchor: .end, ink: .muted)
    if shares.isEmpty {
      drawing.text("No rule has an answer here.", axis.start, bottom - 8, ink: .muted, italic: true)
    }
    for (place, row) in shares.enumerated() {
      draw(row, at: top + Double(place) * lineHeight + 9, axis, &drawing)
    }
    return Figure(
      name: "resistance", caption: "Resistant patients by each rule, of the same patients.", drawing: drawing,
      from: redrawing)
  }

  private var redrawing: Redrawing {
    Redrawing(
      .forest, of: ExportedRows(of: "resistance-rules").keeping("rule", shares.map(\.rule)),
      [
        "line": .texts(["rule"]), "reach": .texts(["resistant", "possible", "indeterminate"]),
        "axis": .text("Resistant, %; thin: if everybody whom the rule leaves open were resistant"),
      ]
    ).reading("rule", as: titles)
  }

  private func draw(
    _ row: SuppressedResistance.Share, at y: Double, _ axis: Axis, _ drawing: inout SVGDrawing
  ) {
    drawing.text(titles[row.rule] ?? row.rule, 12, y + 4)
    guard let share = row.estimate, let resistant = row.resistant, let n else {
      let text = row.suppressed == .none ? "no share: n is 0" : "hidden"
      drawing.text(text, width - 8, y + 4, size: 12, anchor: .end, ink: .muted, italic: true)
      return
    }
    drawing.text(
      "\(NumberText.grouped(resistant))/\(NumberText.grouped(n))", 322, y + 4, size: 12, anchor: .end)
    if let most = most(row), most > share {
      let end = axis.position(most)
      drawing.line(axis.position(share), y, end, y, .series(0), width: 1)
      drawing.line(end, y - 4, end, y + 4, .series(0), width: 1)
    }
    var text = NumberText.percent(share)
    if let low = row.confLow, let high = row.confHigh {
      drawing.line(axis.position(low), y, axis.position(high), y, .series(0), width: 3.2)
      text += " (\(NumberText.percent(low)) to \(NumberText.percent(high)))"
    }
    drawing.mark(axis.position(share), y, size: 10, series: 0)
    drawing.text(text, width - 8, y + 4, size: 12, anchor: .end)
  }

  /// The finding first, then every rule.
  private var spoken: String {
    let shown = shares.compactMap(\.estimate)
    guard let low = shown.min(), let high = shown.max() else { return "No share may be shown." }
    let range =
      "From \(NumberText.percent(low)) % to \(NumberText.percent(high)) % are resistant, by the rule."
    let every = shares.map { row in
      (titles[row.rule] ?? row.rule) + ": " + (row.estimate.map { "\(NumberText.percent($0)) %" } ?? "hidden")
    }
    return range + " " + every.joined(separator: "; ") + "."
  }
}
