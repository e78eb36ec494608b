import Statistics

/// The share with the outcome by each day, a step curve a group, with the numbers at risk under it.
struct TimePlot {
  let shown: SuppressedTimes
  let id: String

  private static let width = 760.0
  private static let mostGroups = 6
  private static let bottom = 300.0

  /// The groups with the most people, in the table's order.
  var groups: [SuppressedTimes.Group] {
    let places = shown.groups.indices.filter { !shown.groups[$0].rows.isEmpty }
      .sorted { (-people($0), $0) < (-people($1), $1) }
      .prefix(Self.mostGroups).sorted()
    return places.map { shown.groups[$0] }
  }

  private func people(_ place: Int) -> Int { shown.groups[place].counts?.people ?? 0 }

  /// Whether groups are left out.
  var leavesOut: Bool { shown.groups.count { !$0.rows.isEmpty } > Self.mostGroups }

  func drawing() -> SVGDrawing {
    let groups = groups
    let last = shown.table.until ?? groups.compactMap { $0.rows.last?.day }.max() ?? shown.every
    let names = groups.map { TextMeasure.lines(shown.title(of: $0), size: 12, width: 150, most: 2) }
    let nameWidth = min(150, groups.map { TextMeasure.width(shown.title(of: $0), size: 11) }.max() ?? 0)
    let left = max(70, nameWidth + 48)
    let right = Self.width - 176
    let bottom = Self.bottom
    var drawing = SVGDrawing(
      id: id, title: "\(shown.outcomeTitle) by day", description: spoken, width: Self.width,
      height: bottom + 66 + Double(groups.count) * 17)
    let highest = groups.flatMap(\.rows).map(\.incidence.estimate).max() ?? 1
    let y = Axis(low: 0, high: max(0.1, (highest * 10).rounded(.up) / 10), start: bottom, end: 30)
    let x = Axis(low: 0, high: Double(last), start: left, end: right)
    drawing.text("\(shown.outcomeTitle), % by each day; other ends compete", left, 16, size: 12, ink: .muted)
    let ticks = Axis.ticks(from: 0, to: y.high, about: 5)
    drawing.lines(ticks.map { (left, y.position($0), right, y.position($0)) }, .faint)
    drawing.texts(
      ticks.map { (NumberText.percent($0, decimals: 0), left - 8, y.position($0) + 4) }, size: 12,
      anchor: .end,
      ink: .muted)
    let days = days(to: last)
    let places = days.map { x.position(Double($0)) }
    drawing.lines(
      [(left, bottom, right, bottom)] + places.map { ($0, bottom, $0, bottom + 5) }, .line)
    drawing.texts(
      zip(days, places).map { ("\($0)", $1, bottom + 19) } + [("Day", (left + right) / 2, bottom + 35)],
      size: 12,
      anchor: .middle, ink: .muted)
    drawing.text("At risk", 12, bottom + 38, size: 11, ink: .muted)
    var ends: [(series: Int, y: Double)] = []
    for (series, group) in groups.enumerated() {
      let points = steps(of: group, last, x, y)
      if groups.count <= 2 { drawing.area(band(of: group, last, x, y), .series(series), opacity: 0.14) }
      drawing.steps(points, .series(series), dash: Self.dashes[series % Self.dashes.count])
      if let end = points.last { ends.append((series, end.y)) }
      let line = bottom + 56 + Double(series) * 17
      drawing.mark(16, line - 4, size: 8, series: series)
      drawing.text(
        TextMeasure.lines(shown.title(of: group), size: 11, width: 150, most: 1).first ?? "", 26, line,
        size: 11,
        bold: true)
      drawing.texts(
        zip(days, places).map { (atRisk(group, on: $0).map(NumberText.grouped) ?? "·", $1, line) }, size: 11,
        anchor: .middle)
    }
    var next = 0.0
    for end in ends.sorted(by: { ($0.y, $0.series) < ($1.y, $1.series) }) {
      let at = max(end.y, next)
      drawing.mark(right + 12, at, size: 8, series: end.series)
      for (line, text) in names[end.series].enumerated() {
        drawing.text(text, right + 22, at + 4 + Double(line) * 14, size: 12, bold: true)
      }
      next = at + Double(names[end.series].count) * 14 + 5
    }
    return drawing
  }

  private static let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"]

  /// With the landmark, before which nobody is at risk.
  private func days(to last: Int) -> [Int] {
    let days =
      [shown.every, 7, 14, 28, 56, 84, 168, 336, 672].first { (2...7).contains(last / $0) }
      ?? max(1, last / 6)
    let first = shown.isOpen ? shown.table.landmark : 0
    return [first] + stride(from: 0, through: last, by: days).filter { $0 > first + days / 3 }
  }

  /// Who is under observation just before a day. Where days are together, just after it, as all left on it; `nil` on the last.
  private func atRisk(_ group: SuppressedTimes.Group, on day: Int) -> Int? {
    guard let counts = group.counts else { return nil }
    let first = counts.entered.counts.firstIndex { $0 > 0 } ?? 0
    if shown.isOpen { return day > first ? counts.atRisk(before: day) : counts.atRisk(after: first) }
    return day >= group.rows.last?.day ?? 0 ? nil : counts.atRisk(after: max(day, first))
  }

  private func steps(
    of group: SuppressedTimes.Group, _ last: Int, _ x: Axis, _ y: Axis
  ) -> [(x: Double, y: Double)] {
    let first = group.counts?.entered.counts.firstIndex { $0 > 0 } ?? 0
    var result = [(x: x.position(Double(first)), y: y.position(0))]
    var share = 0.0
    for row in group.rows where row.events > 0 {
      share = row.incidence.estimate
      result.append((x.position(Double(row.day)), y.position(share)))
    }
    let end = min(last, group.rows.last?.day ?? 0)
    result.append((x.position(Double(end)), y.position(share)))
    return result
  }

  private func band(
    of group: SuppressedTimes.Group, _ last: Int, _ x: Axis, _ y: Axis
  ) -> [(x: Double, y: Double)] {
    var (lower, upper): ([(x: Double, y: Double)], [(x: Double, y: Double)]) = ([], [])
    var before: (low: Double, high: Double)?
    let rows = group.rows.filter { $0.events > 0 }
    for row in rows {
      guard let low = row.incidence.low, let high = row.incidence.high else { continue }
      let at = x.position(Double(row.day))
      if let before {
        lower.append((at, y.position(before.low)))
        upper.append((at, y.position(min(before.high, y.high))))
      }
      lower.append((at, y.position(low)))
      upper.append((at, y.position(min(high, y.high))))
      before = (low, high)
    }
    return lower + upper.reversed()
  }

  private var spoken: String {
    groups.map { group in
      let people = group.counts.map { NumberText.grouped($0.people) } ?? "hidden"
      guard let end = group.rows.last else { return "" }
      return
        "\(shown.title(of: group)), n \(people): \(NumberText.percent(end.incidence.estimate)) % by day \(end.day)."
    }.joined(separator: " ")
  }
}
