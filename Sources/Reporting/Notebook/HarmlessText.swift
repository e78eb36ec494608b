/// Text from data where a notebook shows it: as it reads, and nothing that acts.
enum HarmlessText {
  /// Controls, line separators, and signs that turn the direction of what follows.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a text is of plain ASCII without these signs, as nearly every one is: then nothing is replaced.
  private static func isHarmless(_ text: String, but signs: [UInt8]) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && !signs.contains($0) }
  }

  /// The text in one line; controls are replaced.
  static func plain(_ text: String) -> String {
    if isHarmless(text, but: []) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result += " "
      case _ where isControl(scalar): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Inside HTML. A formula would begin at a dollar sign or a backslash; alone in its element, none does.
  static func markup(_ text: String) -> String {
    if isHarmless(text, but: Array("&<>\"'$\\".utf8)) { return text }
    var result = ""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "$", "\\": result += "<span>&#\(scalar.value);</span>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Inside the Markdown of Jupyter and of Quarto.
  static func markdown(_ text: String) -> String {
    var result = ""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "*", "_", "[", "]", "|", "#", "~", "!", "^":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // Code that runs, shortcodes, citations: an entity is none of their marks.
      case "`", "{", "}", "@": result += "&#\(scalar.value);"
      case "$", "\\": result += "<span>&#\(scalar.value);</span>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.replacing(":::", with: "&#58;&#58;&#58;")
  }
}
