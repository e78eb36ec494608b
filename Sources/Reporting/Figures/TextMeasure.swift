/// How wide a text is, near enough to lay out a figure without a font at hand.
///
/// Widths are those of a common sans-serif face (Arial, Helvetica, Liberation Sans; thousandths of the font size,
/// from memory) with some room to spare for other faces.
enum TextMeasure {
  private static let widths: [Double] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,  // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,  // p to ~
  ]

  static func width(_ text: String, size: Double) -> Double {
    var sum = 0.0
    for scalar in text.unicodeScalars {
      let value = Int(scalar.value)
      // Isolates, joiners and selectors of variants take no room.
      if (0x200B...0x200F).contains(value) || (0x2066...0x2069).contains(value)
        || (0xFE00...0xFE0F).contains(value)
      {
        continue
      }
      if value >= 32, value < 127 {
        sum += widths[value - 32]
      } else {
        sum += value > 0x2E80 ? 1000 : 600
      }
    }
    return sum * size / 1000 * 1.05
  }

  /// The text in lines no wider than `width`: broken at spaces, and inside a word only where one is too long; what
  /// does not fit in the last line ends in an ellipsis.
  static func lines(_ text: String, size: Double, width limit: Double, most: Int = 3) -> [String] {
    var lines: [String] = []
    var current = ""
    func flush() {
      if !current.isEmpty { lines.append(current) }
      current = ""
    }
    for word in text.split(whereSeparator: \.isWhitespace) {
      let joined = current.isEmpty ? String(word) : current + " " + word
      if width(joined, size: size) <= limit {
        current = joined
        continue
      }
      flush()
      var rest = String(word)
      while width(rest, size: size) > limit, rest.count > 1 {
        var head = ""
        for character in rest {
          if width(head + String(character), size: size) > limit, !head.isEmpty { break }
          head.append(character)
        }
        lines.append(head)
        rest = String(rest.dropFirst(head.count))
      }
      current = rest
    }
    flush()
    if lines.count > most {
      lines = Array(lines.prefix(most))
      var last = lines[most - 1]
      while width(last + "…", size: size) > limit, last.count > 1 { last.removeLast() }
      lines[most - 1] = last + "…"
    }
    return lines.isEmpty ? [""] : lines
  }
}
