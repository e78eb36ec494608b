/// How the name of a treatment stands in a pathway, where `-` parts treatments and `+` joins the members of a combination.
///
/// `-`, `+` and `\` inside a name get a `\` before them, so that every pathway reads back as it was.
/// Source: Documentation/Pathways.md, "How a pathway is written".
public enum PathwayName {
  public static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { isMark($0) }) else { return name }
    var result = ""
    for scalar in name.unicodeScalars {
      if scalar == "-" || scalar == "+" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "\\")
  }

  /// The treatments of a pathway, escaped as they stand in it: each a name, or several joined by `+`.
  public static func treatments(of pathway: String) -> [String] { parts(of: pathway, at: "-") }

  /// The names of a treatment's members.
  public static func members(of treatment: String) -> [String] {
    parts(of: treatment, at: "+").map(unescaped)
  }

  public static func unescaped(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "\\")) else { return name }
    var result = ""
    var isEscaped = false
    for scalar in name.unicodeScalars {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
        isEscaped = false
      }
    }
    return result
  }

  private static func parts(of text: String, at mark: Unicode.Scalar) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "\\")) else {
      return text.unicodeScalars.split(separator: mark, omittingEmptySubsequences: false).map { String($0) }
    }
    var result = [""]
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == mark, !isEscaped {
        result.append("")
      } else {
        result[result.count - 1].unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return result
  }
}
