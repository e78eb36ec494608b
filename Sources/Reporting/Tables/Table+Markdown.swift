extension Table {
  /// A pipe table with caption and notes.
  func markdown() -> String {
    let numeric = columns.indices.map(isNumeric)
    var result = caption.isEmpty ? "" : "**" + MarkdownText.escaped(caption) + "**\n\n"
    result += "| " + columns.map { MarkdownText.escaped($0.heading) }.joined(separator: " | ") + " |\n"
    result += "|" + numeric.map { $0 ? "---:|" : "---|" }.joined() + "\n"
    for row in rows.indices {
      let cells = columns.indices.map { MarkdownText.escaped(text(row, $0)) }
      result += "| " + cells.joined(separator: " | ") + " |\n"
    }
    if !notes.isEmpty { result += "\n" + notes.map { "- " + MarkdownText.escaped($0) + "\n" }.joined() }
    return result
  }
}

/// Text from data inside Markdown.
enum MarkdownText {
  /// The text with everything escaped that Markdown, or HTML inside it, would act on.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\n", "\r", "\t": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
