/// Text from data inside HTML or SVG.
enum Escaped {
  static func markup(_ text: String) -> String {
    // Nearly every text has nothing to escape.
    let acts = { (byte: UInt8) in
      byte < 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x27 || byte == 0x3c || byte == 0x3e
    }
    if !text.utf8.contains(where: acts) { return text }
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
