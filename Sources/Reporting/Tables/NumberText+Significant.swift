/// Numbers of very different size as people read them.
extension NumberText {
  /// The number with a count of significant digits, all of its whole digits below a million; else as `8.1e7`.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-∞" : "∞" }
    guard value != 0 else { return "0" }
    let magnitude = value.magnitude
    if magnitude >= 1e6 || magnitude < 1e-4 { return scientific(value, digits: digits) }
    // The place of the first digit: 0 for 1 to 9.99.
    var place = 0
    var power = 1.0
    while magnitude >= power * 10 {
      power *= 10
      place += 1
    }
    while magnitude < power {
      power /= 10
      place -= 1
    }
    let decimals = min(9, max(0, digits - 1 - place))
    let text = fixed(value, decimals: decimals)
    // 9.996 becomes 10.00 with three digits; one decimal fewer says the same.
    guard decimals > 0, let rounded = Double(text), rounded.magnitude >= power * 10 else { return text }
    return fixed(rounded, decimals: decimals - 1)
  }

  private static func scientific(_ value: Double, digits: Int) -> String {
    var exponent = 0
    var mantissa = value
    while mantissa.magnitude >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa.magnitude < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var text = fixed(mantissa, decimals: max(0, digits - 1))
    if let rounded = Double(text), rounded.magnitude >= 10 {
      text = fixed(mantissa / 10, decimals: max(0, digits - 1))
      exponent += 1
    }
    return text + "e\(exponent)"
  }

  /// A ratio with three significant digits, and more where it is so near to 1 that they would not show on which side.
  static func ratio(_ value: Double) -> String {
    let distance = (value - 1).magnitude
    guard value.isFinite, distance < 0.002, distance >= 5e-9 else { return significant(value, digits: 3) }
    var decimals = 4
    var unit = 1e-3
    while distance < unit, decimals < 9 {
      unit /= 10
      decimals += 1
    }
    return fixed(value, decimals: decimals)
  }

  /// A probability of a test: three decimals, never `0.000`.
  static func pValue(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value < 0.001 ? "<0.001" : fixed(value, decimals: 3)
  }
}
