/// Mean scores by arm over days, on one scale.
struct TrajectoryPlot {
  let points: [SuppressedTrajectoryPoint]
  let scale: String
  var names = ReportNames.codes
  let level: Double
  let id: String

  private let width = 760.0
  private static let mostArms = 6

  private static let lastDay = 182.0
  private static func isLong(_ points: [SuppressedTrajectoryPoint]) -> Bool {
    Set(points.map(\.day)).count > 26
  }

  /// Days to label where points stand at the middles of runs: whole weeks from 0, at most eight of them.
  private static func weeks(upTo last: Double) -> [Double] {
    let fours = max(1, (last / 28 / 7).rounded(.up))
    return Array(stride(from: 0, through: last, by: 28 * fours))
  }

  /// How a notebook draws the same points.
  static func redrawing(
    _ points: [SuppressedTrajectoryPoint], _ drawn: [SuppressedTrajectoryPoint], scale: String, level: Double
  ) -> Redrawing {
    let rows = ExportedRows(of: "trajectories").keeping("scale", scale)
      .keeping("arm", ReportWords.inOrder(drawn.map(\.arm)))
    var redrawing = Redrawing(
      .curves, of: rows,
      [
        "x": .text("day"), "y": .texts(["mean"]), "low": .text("conf_low"), "high": .text("conf_high"),
        "series": .text("arm"), "least": .number(0.25), "across": .text("Day"),
        "up": .text("\(scale), mean and \(NumberText.shortest(level * 100)) % interval"),
      ])
    if isLong(points) { redrawing.arguments.append(.init(name: "until", value: .number(lastDay))) }
    return redrawing
  }

  /// The arms with the most patients, on days on which an arm has a quarter of its largest number; the tables have all.
  ///
  /// Whoever does badly goes on to another step, so the mean of the few who are left falls without anybody getting better.
  static func drawn(_ points: [SuppressedTrajectoryPoint]) -> (
    points: [SuppressedTrajectoryPoint], note: String
  ) {
    var largest: [String: Int] = [:]
    for point in points { largest[point.arm] = max(largest[point.arm] ?? 0, point.n ?? 0) }
    let arms = ReportWords.inOrder(points.map(\.arm))
    let kept = Set(
      arms.indices.sorted { (-(largest[arms[$0]] ?? 0), $0) < (-(largest[arms[$1]] ?? 0), $1) }
        .prefix(mostArms).map { arms[$0] })
    let isLong = isLong(points)
    let drawn = points.filter { point in
      // A hidden number stays, as a gap.
      (!isLong || point.day <= lastDay) && kept.contains(point.arm)
        && (point.n.map { $0 * 4 >= largest[point.arm] ?? 0 && $0 > 1 } ?? true)
    }
    var note = ""
    if arms.count > mostArms { note += " Drawn: the \(mostArms) arms with the most patients." }
    if drawn.count < points.filter({ kept.contains($0.arm) }).count {
      note +=
        " Days with less than a quarter of an arm's largest number"
        + (isLong ? ", and days after 182," : "")
        + " are left out: means of the few who stay in a step fall because the others have gone on."
    }
    return (drawn, note)
  }

  private var arms: [String] {
    var arms: [String] = []
    for point in points where !arms.contains(point.arm) { arms.append(point.arm) }
    return arms
  }

  func drawing() -> SVGDrawing {
    let arms = arms
    let days = Array(Set(points.map(\.day))).sorted()
    let labels = arms.map { TextMeasure.lines(names.arm($0), size: 12, width: 150, most: 2) }
    let right = 180.0
    let nameWidth = min(150, arms.map { TextMeasure.width(names.arm($0), size: 11) }.max() ?? 0)
    let left = max(92, nameWidth + 38)
    let plotBottom = 270.0
    let height = plotBottom + 54 + Double(arms.count) * 17
    var drawing = SVGDrawing(
      id: id, title: "Mean \(scale) score by arm over days", description: spoken, width: width, height: height
    )

    let values = points.flatMap { [$0.mean, $0.confLow, $0.confHigh].compactMap { $0 } }
    let (low, high) = Self.range(values, of: points.compactMap(\.mean))
    let y = Axis(low: low, high: high, start: plotBottom, end: 28)
    let (first, last) = (days.first ?? 0, days.last ?? 1)
    let room = max((last - first) * 0.04, 0.5)
    let x = Axis(low: first - room, high: last + room, start: left, end: width - right)

    for tick in Axis.ticks(from: low, to: high, about: 6) {
      drawing.line(left, y.position(tick), width - right, y.position(tick), .faint)
      drawing.text(
        NumberText.shortest(tick), left - 8, y.position(tick) + 4, size: 12, anchor: .end, ink: .muted)
    }
    drawing.text(
      "\(scale), mean and \(NumberText.shortest(level * 100)) % interval; axis from \(NumberText.shortest(low))",
      left, 16, size: 12, ink: .muted)
    drawing.line(left, plotBottom, width - right, plotBottom, .line)
    let shown = Self.apart(days, x, by: 48)
    let isOfRuns = days.contains { $0 != $0.rounded() }
    for day in isOfRuns ? Self.weeks(upTo: last) : days {
      drawing.line(x.position(day), plotBottom, x.position(day), plotBottom + 5, .line)
      if isOfRuns || shown.contains(day) {
        drawing.text(
          NumberText.shortest(day), x.position(day), plotBottom + 20, size: 12, anchor: .middle, ink: .muted)
      }
    }
    let unit = isOfRuns ? "Day; a point stands for 14 days, at their middle" : "Day"
    drawing.text(unit, (left + width - right) / 2, plotBottom + 37, size: 12, anchor: .middle, ink: .muted)

    var ends: [(series: Int, y: Double)] = []
    for (series, arm) in arms.enumerated() {
      let own = points.filter { $0.arm == arm }.sorted { $0.day < $1.day }
      let shift = (Double(series) - Double(arms.count - 1) / 2) * 5
      // A hidden point breaks the line: a straight line across it would suggest a value.
      for run in own.split(whereSeparator: { $0.mean == nil }) {
        let dots = run.compactMap { point in
          point.mean.map { (x: x.position(point.day) + shift, y: y.position($0)) }
        }
        drawing.path(dots, .series(series))
      }
      for point in own {
        guard let mean = point.mean else { continue }
        let px = x.position(point.day) + shift
        if let low = point.confLow, let high = point.confHigh {
          drawing.line(px, y.position(max(y.low, low)), px, y.position(high), .series(series), width: 1.4)
          for end in [max(y.low, low), high] {
            drawing.line(px - 4, y.position(end), px + 4, y.position(end), .series(series), width: 1.4)
          }
        }
        drawing.mark(px, y.position(mean), size: 8, series: series)
      }
      if let mean = own.last(where: { $0.mean != nil })?.mean { ends.append((series, y.position(mean))) }
      let tableY = plotBottom + 58 + Double(series) * 17
      let name = TextMeasure.lines(names.arm(arm), size: 11, width: 150, most: 1).first ?? ""
      drawing.mark(16, tableY - 4, size: 8, series: series)
      drawing.text(name, 26, tableY, size: 11, bold: true)
      for point in own where shown.contains(point.day) {
        let count = point.n.map(NumberText.grouped) ?? "hid."
        drawing.text(
          count, x.position(point.day), tableY, size: 11, anchor: .middle,
          ink: point.n == nil ? .muted : .text,
          italic: point.n == nil)
      }
    }
    drawing.text("Patients (n)", 12, plotBottom + 40, size: 11, ink: .muted)
    for (place, end) in Self.spread(ends, labels: labels).enumerated() {
      let series = ends.sorted { $0.y < $1.y }[place].series
      drawing.mark(width - right + 14, end - 4, size: 8, series: series)
      for (line, text) in labels[series].enumerated() {
        drawing.text(
          text, width - right + 24, end + Double(line) * 14, size: 12, bold: true)
      }
    }
    return drawing
  }

  /// Days whose labels have room.
  private static func apart(_ days: [Double], _ axis: Axis, by distance: Double) -> Set<Double> {
    var shown: Set<Double> = []
    var last: Double?
    for day in days where last.map({ axis.position(day) - axis.position($0) >= distance }) ?? true {
      shown.insert(day)
      last = day
    }
    return shown
  }

  private static func range(_ values: [Double], of means: [Double]) -> (Double, Double) {
    guard let least = values.min(), let high = values.max() else { return (0, 1) }
    // A wide limit may lie below every score; the axis goes below 0 only where a mean does.
    let low = min(max(0, least), means.min() ?? 0)
    let step = Axis.ticks(from: min(0, low), to: max(high, 1), about: 6)
    let unit = step.count > 1 ? step[1] - step[0] : 1
    let floor = (low / unit).rounded(.down) * unit
    return (min(floor, floor <= high * 0.4 ? 0 : floor), (high / unit).rounded(.up) * unit)
  }

  /// Positions of labels in the order of their ends, pushed apart so that none covers another.
  private static func spread(_ ends: [(series: Int, y: Double)], labels: [[String]]) -> [Double] {
    var places: [Double] = []
    var next = 0.0
    for end in ends.sorted(by: { $0.y < $1.y }) {
      let y = max(end.y + 4, next)
      places.append(y)
      next = y + Double(labels[end.series].count) * 14 + 4
    }
    return places
  }

  /// From where to where each arm goes; the days between stand in the table.
  private var spoken: String {
    func said(_ point: SuppressedTrajectoryPoint) -> String {
      "\(NumberText.fixed(point.mean ?? 0, decimals: 1)) on day \(NumberText.shortest(point.day)) "
        + "(n \(point.n.map(NumberText.grouped) ?? "hidden"))"
    }
    return arms.map { arm in
      let own = points.filter { $0.arm == arm && $0.mean != nil }.sorted { $0.day < $1.day }
      guard let first = own.first, let last = own.last else {
        return "\(names.arm(arm)): every mean is hidden."
      }
      if own.count == 1 { return "\(names.arm(arm)): mean \(said(first))." }
      return "\(names.arm(arm)): mean \(said(first)), then \(said(last))."
    }.joined(separator: " ")
  }
}
