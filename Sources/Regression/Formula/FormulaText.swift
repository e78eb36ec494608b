/// How R spells names and numbers.
enum FormulaText {
  static func startsName(_ character: Character) -> Bool { character.isLetter || character == "." }

  static func isInName(_ character: Character) -> Bool {
    character.isLetter || ("0"..."9").contains(character) || character == "." || character == "_"
  }

  private static let reserved: Set<String> = [
    "TRUE", "FALSE", "NULL", "NA", "Inf", "NaN", "if", "else", "for", "while", "function", "repeat", "in",
    "next",
    "break",
  ]

  /// The name as a formula spells it: in backquotes where it is no word of R.
  static func name(_ name: String) -> String {
    var bare = !name.isEmpty && name.allSatisfy(isInName) && !reserved.contains(name)
    if let first = name.first, !startsName(first) { bare = false }
    if name.hasPrefix("."), name.dropFirst().first.map({ ("0"..."9").contains($0) }) ?? false { bare = false }
    return bare ? name : "`" + escaped(name, "`") + "`"
  }

  static func text(_ text: String) -> String { "\"" + escaped(text, "\"") + "\"" }

  private static func escaped(_ text: String, _ quote: Character) -> String {
    text.map { $0 == quote || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }

  /// The number in the shorter of fixed and scientific notation, fixed where both are as long: `1e+05`, `12345`.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : value.description }
    var digits = ""
    var exponent = 0
    var seesMark = false
    var seesDigit = false
    let parts = value.magnitude.description.split(separator: "e")
    for character in parts[0] {
      if character == "." {
        seesMark = true
        continue
      }
      if character != "0" { seesDigit = true }
      if seesDigit {
        digits.append(character)
        if !seesMark { exponent += 1 }
      } else if seesMark {
        exponent -= 1
      }
    }
    exponent += (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - 1
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    let sign = value < 0 ? "-" : ""
    let count = digits.count
    let fixedWidth = exponent < 0 ? count + 1 - exponent : count <= exponent + 1 ? exponent + 1 : count + 1
    let scientificWidth = count + (count > 1 ? 1 : 0) + (abs(exponent) >= 100 ? 5 : 4)
    if fixedWidth <= scientificWidth {
      if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
      if count <= exponent + 1 { return sign + digits + String(repeating: "0", count: exponent + 1 - count) }
      return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }
    let power = String(abs(exponent))
    return sign + digits.prefix(1) + (count > 1 ? "." + digits.dropFirst() : "")
      + (exponent < 0 ? "e-" : "e+") + (power.count < 2 ? "0" + power : power)
  }
}
