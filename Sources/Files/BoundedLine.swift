/// Lines of a delimited file in a memory whose bound is known before they are made: no cell asks whether there is room for it.
///
/// Every cell is followed by its comma, and the end of the line takes the place of the last one.
/// Not: for texts of any length; a line that is longer than its bound stops the program.
extension OutputSpan<UInt8> {
  /// The most bytes that a whole number takes.
  package static var mostDigits: Int { 20 }

  /// A cell that is quoted already where it has to be.
  @inlinable package mutating func cell(_ text: borrowing Span<UInt8>) {
    for place in text.indices { append(text[place]) }
    append(UInt8(ascii: ","))
  }

  @inlinable package mutating func cell(_ text: String) { cell(text.utf8.span) }

  @inlinable package mutating func cell(_ number: Int) {
    append(digitsOf: number)
    append(UInt8(ascii: ","))
  }

  /// A cell that is empty where there is no number.
  @inlinable package mutating func cell(_ number: Int?) {
    if let number { append(digitsOf: number) }
    append(UInt8(ascii: ","))
  }

  /// A number of hundredths, not negative, with no zero at its end.
  @inlinable package mutating func cell(hundredths: Int) {
    append(digitsOf: hundredths / 100)
    let rest = hundredths % 100
    if rest > 0 {
      append(UInt8(ascii: "."))
      append(UInt8(ascii: "0") + UInt8(rest / 10))
      if rest % 10 > 0 { append(UInt8(ascii: "0") + UInt8(rest % 10)) }
    }
    append(UInt8(ascii: ","))
  }

  @inlinable package mutating func endLine() {
    _ = removeLast()
    append(UInt8(ascii: "\n"))
  }

  @inlinable package mutating func append(digitsOf number: Int) {
    // Most numbers of a cohort are scores, doses and days.
    guard (0..<1_000).contains(number) else { return append(digitsOfAny: number) }
    let zero = UInt8(ascii: "0")
    if number >= 100 { append(zero + UInt8(truncatingIfNeeded: number / 100)) }
    if number >= 10 { append(zero + UInt8(truncatingIfNeeded: number / 10 % 10)) }
    append(zero + UInt8(truncatingIfNeeded: number % 10))
  }

  @usableFromInline mutating func append(digitsOfAny number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    // From the last digit on, the first one lowest: a division by a constant costs no division.
    var (rest, digits, count) = (number.magnitude, UInt64(0), 0)
    while count < 8 {
      digits = digits << 8 | UInt64(UInt8(ascii: "0") + UInt8(rest % 10))
      (rest, count) = (rest / 10, count + 1)
      if rest == 0 { break }
    }
    if rest > 0 { append(digitsOfAny: Int(rest)) }
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }
}
