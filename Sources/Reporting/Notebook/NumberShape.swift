/// What a cell's text is as a number, as `report.py` asks by regular expressions.
///
/// By bytes: a notebook asks it of every cell twice, and compiling an expression takes longer than all else of a report.
struct NumberShape {
  private var left: Substring.UTF8View

  private init(_ text: String) { left = Substring(text).utf8 }

  /// A number of more than four decimals, or with an exponent: `-?[0-9]+\.[0-9]{5,}|-?[0-9]+(\.[0-9]+)?e[-+]?[0-9]+`.
  static func isLong(_ text: String) -> Bool {
    var shape = NumberShape(text)
    shape.skip("-")
    guard shape.skipAll(Self.isDigit) > 0 else { return false }
    var decimals = 0
    if shape.skip(".") {
      decimals = shape.skipAll(Self.isDigit)
      if decimals == 0 { return false }
    }
    return shape.left.isEmpty ? decimals >= 5 : shape.isExponent()
  }

  /// What is set to the right: `[<>]?-?[0-9.]+(e[-+]?[0-9]+)?`.
  static func isRight(_ text: String) -> Bool {
    var shape = NumberShape(text)
    if !shape.skip("<") { shape.skip(">") }
    shape.skip("-")
    guard shape.skipAll({ Self.isDigit($0) || $0 == UInt8(ascii: ".") }) > 0 else { return false }
    return shape.left.isEmpty || shape.isExponent()
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  @discardableResult
  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard left.first == UInt8(ascii: sign) else { return false }
    left.removeFirst()
    return true
  }

  private mutating func skipAll(_ isOne: (UInt8) -> Bool) -> Int {
    let rest = left.drop(while: isOne)
    defer { left = rest }
    return left.count - rest.count
  }

  /// The rest as `e`, a sign or none, digits.
  private mutating func isExponent() -> Bool {
    guard skip("e") else { return false }
    if !skip("-") { skip("+") }
    return skipAll(Self.isDigit) > 0 && left.isEmpty
  }
}
