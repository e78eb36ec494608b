/// Text inside LaTeX: as it reads, and nothing that acts.
///
/// Letters stay as they are, whatever their script; those beyond Latin need XeLaTeX or LuaLaTeX. Other signs that pdfLaTeX has no
/// glyph for, emoji among them, and controls stand as their number: `(U+1F600)`.
enum LaTeXText {
  static func escaped(_ text: String) -> String {
    var result = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      // Two line breaks would end the paragraph.
      case "\n", "\r", "\t": result += " "
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "%", "_": result += "\\" + String(scalar)
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "<": result += "\\textless{}"
      case ">": result += "\\textgreater{}"
      case "|": result += "\\textbar{}"
      case "\"": result += "{''}"
      case "`": result += "\\textasciigrave{}"
      // Two of them would be one sign: a dash, a quotation mark.
      case "-" where last == "-", "'" where last == "'", "," where last == ",":
        result += "{}" + String(scalar)
      default:
        result += signs[scalar] ?? (isPlain(scalar) ? String(scalar) : "(U+" + hexadecimal(scalar) + ")")
      }
      last = scalar
    }
    // A number and its sign stay on one line.
    return result.replacing(" \\%", with: "~\\%")
  }

  /// Signs that a report writes, and others of Latin text.
  private static let signs: [Unicode.Scalar: String] = [
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "−": "$-$", "±": "$\\pm$",
    "×": "$\\times$", "≤": "$\\leq$", "≥": "$\\geq$", "→": "$\\to$", "·": "$\\cdot$", "…": "\\ldots{}",
    "\u{a0}": "~", "°": "\\textdegree{}", "§": "\\S{}", "²": "$^2$", "³": "$^3$", "∞": "$\\infty$",
  ]

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7f }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber:
      true
    default: false
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }
}
