/// Names of files and anchors made from data.
enum FileName {
  /// Lower-case letters, digits and hyphens only.
  static func joined(_ parts: [String]) -> String {
    let joined = parts.joined(separator: "-").lowercased()
    var result = ""
    for scalar in joined.unicodeScalars {
      let isPlain = (scalar >= "a" && scalar <= "z") || (scalar >= "0" && scalar <= "9")
      if isPlain { result.unicodeScalars.append(scalar) } else if !result.hasSuffix("-") { result += "-" }
    }
    return result
  }
}
