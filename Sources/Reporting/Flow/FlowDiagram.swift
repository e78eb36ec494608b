/// The flow of patients and steps as boxes: down the rules, to the right what each set aside.
struct FlowDiagram {
  let flow: SuppressedFlow
  let id: String

  private let width = 760.0
  private static let arrow = 16.0
  private let size = 13.0
  private let boxWidth = 320.0
  private let sideX = 410.0
  private let sideWidth = 338.0

  private struct Box {
    var head: [String]
    var counts: String
    var height: Double { Double(head.count + 1) * 18 + 10 }
  }

  static func counts(_ counts: SuppressedFlow.Counts) -> String {
    var text = counts.patients.map { ReportWords.count($0, "patient", "patients") } ?? "patients: hidden"
    if counts.hasSteps {
      text += ", " + (counts.steps.map { ReportWords.count($0, "step", "steps") } ?? "steps: hidden")
    }
    return text
  }

  func drawing() -> SVGDrawing {
    var y = 10.0
    var draws: [(inout SVGDrawing) -> Void] = []
    var lastBottom: Double?
    for stage in flow.stages {
      if !stage.setAside.isEmpty, let above = lastBottom {
        // Boxes of what was set aside stand beside the arrow that leads to what is left.
        var sideY = above + 14
        for rule in stage.setAside {
          let box = Box(
            head: TextMeasure.lines(rule.reason, size: size, width: sideWidth - 24),
            counts: Self.counts(rule.counts))
          let top = sideY
          draws.append { drawing in
            drawing.line(10 + boxWidth / 2, top + box.height / 2, sideX - 6, top + box.height / 2, .line)
            Self.head(&drawing, x: sideX, y: top + box.height / 2, right: true)
            Self.draw(box, x: sideX, y: top, width: sideWidth, faint: true, &drawing)
          }
          sideY += box.height + 10
        }
        y = max(above + Self.arrow, sideY)
      } else if lastBottom != nil {
        y = (lastBottom ?? 0) + Self.arrow
      }
      let box = Box(
        // Bold letters of a wide face take up to a third more than those that are measured.
        head: TextMeasure.lines(stage.rule, size: size, width: (boxWidth - 24) / 1.3),
        counts: Self.counts(stage.counts))
      let (top, above) = (y, lastBottom)
      draws.append { drawing in
        if let above {
          drawing.line(10 + boxWidth / 2, above, 10 + boxWidth / 2, top - 6, .line)
          Self.head(&drawing, x: 10 + boxWidth / 2, y: top, right: false)
        }
        Self.draw(box, x: 10, y: top, width: boxWidth, faint: false, &drawing)
      }
      lastBottom = y + box.height
    }
    var drawing = SVGDrawing(
      id: id, title: "Flow of patients and steps", description: spoken, width: width,
      height: (lastBottom ?? 20) + 12)
    for draw in draws { draw(&drawing) }
    return drawing
  }

  private static func draw(
    _ box: Box, x: Double, y: Double, width: Double, faint: Bool, _ drawing: inout SVGDrawing
  ) {
    drawing.rectangle(x, y, width, box.height, fill: .paper, stroke: faint ? .faint : .line, radius: 4)
    for (line, text) in box.head.enumerated() {
      drawing.text(
        text, x + 12, y + 19 + Double(line) * 18, size: 13, ink: faint ? .muted : .text, bold: !faint)
    }
    drawing.text(box.counts, x + 12, y + 19 + Double(box.head.count) * 18, size: 13)
  }

  private static func head(_ drawing: inout SVGDrawing, x: Double, y: Double, right: Bool) {
    for side in [-4.0, 4.0] {
      if right {
        drawing.line(x - 7, y + side, x, y, .line)
      } else {
        drawing.line(x + side, y - 7, x, y, .line)
      }
    }
    if right { drawing.line(x - 7, y, x, y, .line) } else { drawing.line(x, y - 7, x, y, .line) }
  }

  /// How many are left, then every rule.
  private var spoken: String {
    let ends = [flow.stages.first, flow.stages.last].compactMap { $0 }
    let left =
      ends.count == 2
      ? "\(Self.counts(ends[0].counts)) \(ends[0].rule); \(Self.counts(ends[1].counts)) \(ends[1].rule). "
      : ""
    return left
      + flow.stages.map { stage in
        ([stage.rule + ": " + Self.counts(stage.counts)]
          + stage.setAside.map { "set aside, " + $0.reason + ": " + Self.counts($0.counts) }).joined(
            separator: "; ")
      }.joined(separator: ". ")
  }
}
