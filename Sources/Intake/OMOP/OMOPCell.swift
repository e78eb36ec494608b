internal import Foundation

/// Cells of OMOP tables with the spaces around them passed over.
///
/// Spaces of Unicode count too: where a byte beyond ASCII decides, the text is looked at as characters.
enum OMOPCell {
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let trimmed = trimmed(bytes)
    let text = String(decoding: trimmed, as: UTF8.self)
    let isPlain = (trimmed.first ?? 0) < 0x80 && (trimmed.last ?? 0) < 0x80
    return isPlain ? text : text.trimmingCharacters(in: .whitespaces)
  }

  /// Days since 1970 of a date, with or without a time after it; `nil` for anything else.
  static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
    let trimmed = trimmed(bytes)
    let date = UnsafeBufferPointer(rebasing: trimmed.prefix(10))
    // A mark on the character after the date is the date's no more.
    let isPlain =
      trimmed.count <= 10
      || isBreak(trimmed[10]) && (trimmed.count == 11 || trimmed[11] < 0x80)
    if isPlain, let day = CalendarDay.number(ofBytes: date) { return Int32(day) }
    return trimmed.contains { $0 >= 0x80 } ? day(text(bytes)) : nil
  }

  private static func day(_ text: String) -> Int32? {
    let rest = text.dropFirst(10)
    guard rest.isEmpty || rest.first == " " || rest.first == "T" else { return nil }
    return CalendarDay.number(of: text.prefix(10)).map { Int32($0) }
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "T")
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, bytes.count)
    while start < end, DecimalText.isSpace(bytes[start]) { start += 1 }
    while end > start, DecimalText.isSpace(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
