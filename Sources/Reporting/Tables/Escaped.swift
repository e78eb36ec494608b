/// Text from data inside HTML or SVG.
enum Escaped {
  static func markup(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Controls other than white space are not allowed in XML.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
