/// Numbers as text, the same bytes in every locale.
enum NumberText {
  /// The number with a fixed count of decimals, its exact binary value rounded half to even.
  ///
  /// A value that rounds to zero has no sign.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.description }
    let magnitude = value.magnitude
    guard magnitude < 0x1p53, (0...9).contains(decimals) else { return value.description }
    var scale: UInt128 = 1
    for _ in 0..<decimals { scale *= 10 }
    let rounded = scaled(magnitude, by: scale)
    var digits = String(rounded)
    if decimals > 0 {
      if digits.count <= decimals {
        digits = String(repeating: "0", count: decimals - digits.count + 1) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return value < 0 && rounded > 0 ? "-" + digits : digits
  }

  /// value * scale as an integer: the significand is an integer times a power of two, so the product is
  /// exact in 128 bits and only the last shift rounds.
  private static func scaled(_ magnitude: Double, by scale: UInt128) -> UInt128 {
    guard magnitude > 0 else { return 0 }
    let bits = magnitude.significandBitPattern
    let isNormal = magnitude.exponentBitPattern > 0
    let significand = UInt128(isNormal ? bits | (1 << 52) : bits)
    let power = isNormal ? Int(magnitude.exponentBitPattern) - 1075 : -1074
    let product = significand * scale
    if power >= 0 { return product << UInt128(power) }
    let shift = UInt128(-power)
    if shift > 126 { return 0 }
    let whole = product >> shift
    let rest = product - (whole << shift)
    let half = (UInt128(1) << shift) >> 1
    if rest > half || (rest == half && whole & 1 == 1) { return whole + 1 }
    return whole
  }

  /// A count with its thousands apart: `12,043`.
  static func grouped(_ count: Int) -> String {
    var digits = String(count.magnitude)
    var parts: [String] = []
    while digits.count > 3 {
      parts.append(String(digits.suffix(3)))
      digits.removeLast(3)
    }
    return (count < 0 ? "-" : "") + ([digits] + parts.reversed()).joined(separator: ",")
  }

  /// A rate as a percentage for people, with a decimal where it is of a hundred or more.
  static func percent(_ rate: Double, of n: Int) -> String { percent(rate, decimals: n < 100 ? 0 : 1) }

  /// A rate as a percentage for people, without the sign: `22.2`.
  static func percent(_ rate: Double, decimals: Int = 1) -> String { fixed(rate * 100, decimals: decimals) }

  /// The shortest text that reads back as the same number; whole numbers without a fraction.
  static func shortest(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 0x1p53 { return String(Int(value)) }
    return value.description
  }

  /// A coordinate of a drawing: two decimals, no trailing zeros.
  static func coordinate(_ value: Double) -> String {
    guard value.magnitude < 0x1p53 else { return value.description }
    let hundredths = Int(scaled(value.magnitude, by: 100))
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    if rest == 0 { return sign + String(whole) }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole)." + (rest < 10 ? "0" : "") + String(rest)
  }
}
