import Statistics
import Treatment

/// Pathways as rings: the first treatment inside, each later one around those who had the ones before.
struct SunburstDiagram {
  let pathways: SuppressedPathways
  let colours: TreatmentColours
  let id: String

  private let x = 250.0
  private let y = 250.0
  private let hole = 58.0
  private let ring = 44.0
  private static let mostRings = 4
  private static let mostNames = 20
  /// Arcs below this part of a turn are drawn with what is gathered.
  private static let least = 0.004

  /// A beginning of pathways.
  private struct Part {
    var treatments: [String]
    var count: Int
    /// Of those, who is known to have had nothing more.
    var ended: Int
    var children: [Part] = []
  }

  /// `nil` where no count may be shown.
  func drawing() -> SVGDrawing? {
    guard let total = pathways.total, total > 0 else { return nil }
    let parts = beginnings()
    guard !parts.isEmpty else { return nil }
    let names = names(in: parts)
    var drawing = SVGDrawing(
      id: id, title: "Pathways of \(PathwayWords.unit(pathways.unit)), from the inside outwards",
      description: spoken(parts, total), width: 860, height: 524)
    drawing.textures()
    drawing.text(NumberText.grouped(total), x, y + 2, size: 20, anchor: .middle, bold: true)
    drawing.text(
      pathways.parameters.concatTargets ? "patients" : "pathways", x, y + 20, size: 12, anchor: .middle,
      ink: .muted)
    var labels: [(text: String, x: Double, y: Double)] = []
    draw(parts, from: 0, to: 1, known: total, ended: 0, ringAt: 0, total, &labels, &drawing)
    for label in labels {
      drawing.plate(
        "", label.text, label.x - TextMeasure.width(label.text, size: 11) / 2, label.y + 4, size: 11)
    }
    legend(names, total, &drawing)
    return drawing
  }

  private func draw(
    _ parts: [Part], from: Double, to: Double, known: Int, ended: Int, ringAt: Int, _ total: Int,
    _ labels: inout [(text: String, x: Double, y: Double)], _ drawing: inout SVGDrawing
  ) {
    guard ringAt < min(pathways.lines, Self.mostRings) else { return }
    let (inner, outer) = (hole + ring * Double(ringAt), hole + ring * Double(ringAt + 1) - 2)
    var at = from
    func piece(_ count: Int) -> RingPiece {
      RingPiece(
        x: x, y: y, inner: inner, outer: outer, from: at, to: min(at + Double(count) / Double(total), to))
    }
    for part in parts where Double(part.count) / Double(total) >= Self.least {
      let arc = piece(part.count)
      let style = colours[part.treatments[ringAt]]
      drawing.shape(arc.path, .series(style.series), texture: style.texture)
      edge(arc, &drawing)
      let middle = arc.point((arc.from + arc.to) / 2, (inner + outer) / 2)
      let text = NumberText.percent(Double(part.count) / Double(total), decimals: 0) + " %"
      if (arc.to - arc.from) * 6.283 * (inner + outer) / 2 > TextMeasure.width(text, size: 11) + 8 {
        labels.append((text, middle.x, middle.y))
      }
      draw(
        part.children, from: arc.from, to: arc.to, known: part.count, ended: part.ended, ringAt: ringAt + 1,
        total,
        &labels, &drawing)
      at = arc.to
    }
    let drawn = parts.filter { Double($0.count) / Double(total) >= Self.least }.reduce(0) { $0 + $1.count }
    let rest = known - drawn - ended
    if Double(rest) / Double(total) >= Self.least {
      let arc = piece(rest)
      drawing.hatched(arc.path)
      edge(arc, &drawing)
    }
  }

  /// A line of paper between neighbours of one colour.
  private func edge(_ arc: RingPiece, _ drawing: inout SVGDrawing) {
    if arc.to - arc.from > 0.999 { return }
    for turn in [arc.from, arc.to] {
      let (inside, outside) = (arc.point(turn, arc.inner), arc.point(turn, arc.outer))
      drawing.line(inside.x, inside.y, outside.x, outside.y, .paper, width: 1.2)
    }
  }

  /// The first two rings are whole counts; further ones are what the listed pathways add up to.
  private func beginnings() -> [Part] {
    var listed: [(treatments: [String], count: Int)] = []
    for row in pathways.rows {
      if let count = row.count { listed.append((PathwayName.treatments(of: row.pathway), count)) }
    }
    func children(of before: [String], _ left: [(treatments: [String], count: Int)]) -> [Part] {
      guard before.count < Self.mostRings else { return [] }
      var counts: [String: Int] = [:]
      for row in left where row.treatments.count > before.count {
        counts[row.treatments[before.count], default: 0] += row.count
      }
      return parts(of: counts, after: before, left)
    }
    func parts(
      of counts: [String: Int], after before: [String], _ left: [(treatments: [String], count: Int)]
    ) -> [Part] {
      counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { name, count in
        let treatments = before + [name]
        let own = left.filter { $0.treatments.count > before.count && $0.treatments[before.count] == name }
        let ended = own.filter { $0.treatments.count == treatments.count }.reduce(0) { $0 + $1.count }
        return Part(
          treatments: treatments, count: count, ended: ended, children: children(of: treatments, own))
      }
    }
    var first: [String: Int] = [:]
    for event in pathways.events where event.line == 1 { first[event.treatment] = event.count }
    return parts(of: first, after: [], listed).map { part in
      var part = part
      var second: [String: Int] = [:]
      var ended = 0
      for transition in pathways.transitions
      where transition.line == 1 && transition.from == part.treatments[0] {
        switch transition.next {
        case .treatment(let name): second[name] = transition.count
        case .end: ended += transition.count ?? 0
        }
      }
      part.ended = ended
      part.children = parts(
        of: second, after: part.treatments, listed.filter { $0.treatments[0] == part.treatments[0] })
      return part
    }
  }

  /// Treatments that have an arc, in the order of the legend: by how many had them first, then wherever they come.
  private func names(in parts: [Part]) -> [String] {
    var found = parts.map { $0.treatments[0] }
    func look(_ parts: [Part]) {
      for part in parts {
        if let last = part.treatments.last, !found.contains(last) { found.append(last) }
      }
      for part in parts { look(part.children) }
    }
    look(parts)
    return found
  }

  private func legend(_ names: [String], _ total: Int, _ drawing: inout SVGDrawing) {
    let (at, size) = (524.0, 12.0)
    var line = 36.0
    drawing.text("First treatment, or the first place that has it: n (%)", at, 18, size: 12, ink: .muted)
    for name in names.prefix(Self.mostNames) {
      let style = colours[name]
      drawing.shape(
        "M\(NumberText.coordinate(at)) \(NumberText.coordinate(line - 10))h12v12h-12Z", .series(style.series),
        texture: style.texture)
      let counted = said(of: name, total)
      let room = 860 - at - 30 - TextMeasure.width(counted, size: size)
      let text = SVGDrawing.clipped(pathways.words.treatment(name), size: size, width: room)
      drawing.text(text, at + 19, line, size: size)
      drawing.text(counted, 852, line, size: size, anchor: .end, ink: .muted)
      line += 19
    }
    if names.count > Self.mostNames {
      drawing.text(
        "and \(names.count - Self.mostNames) others, in the tables", at, line, size: size, ink: .muted)
      line += 19
    }
    drawing.hatched("M\(NumberText.coordinate(at)) \(NumberText.coordinate(line - 10))h12v12h-12Z")
    drawing.text("rarer pathways, or hidden", at + 19, line, size: size)
    drawing.text("Left blank: nothing further.", at, line + 21, size: 11, ink: .muted)
    if pathways.lines > Self.mostRings {
      drawing.text("Drawn to the \(Self.mostRings)th treatment.", at, line + 37, size: 11, ink: .muted)
    }
  }

  /// How many have a treatment where it first stands in pathways.
  private func said(of name: String, _ total: Int) -> String {
    guard let event = pathways.events.first(where: { $0.line != nil && $0.treatment == name }),
      let line = event.line
    else { return "" }
    let share = event.count.map { PathwayWords.share($0, of: total) } ?? "hidden"
    return line == 1 ? share : PathwayWords.ordinal(line) + ": " + share
  }

  private func spoken(_ parts: [Part], _ total: Int) -> String {
    parts.prefix(6).map { part in
      let next = part.children.prefix(3).map {
        pathways.words.treatment($0.treatments[1]) + " " + PathwayWords.share($0.count, of: total)
      }
      return pathways.words.treatment(part.treatments[0]) + " " + PathwayWords.share(part.count, of: total)
        + (next.isEmpty ? "" : ", of whom then " + next.joined(separator: ", "))
    }.joined(separator: "; ") + "."
  }
}
