/// Finds cells that name a person, whom no cohort may name.
///
/// Not: a guarantee. It knows the usual forms of several languages.
package enum DirectIdentifiers {
  /// Something, one `@`, and something with a dot inside: no spaces.
  package static func looksLikeEmail(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "@") {
      func isWord(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "@") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
      }
      let domain = bytes[(place + 1)...].prefix(while: isWord)
      let hasName = place > 0 && isWord(bytes[place - 1])
      let dots = domain.indices.filter { domain[$0] == UInt8(ascii: ".") }
      if hasName, dots.contains(where: { $0 > domain.startIndex && $0 < domain.endIndex - 1 }) { return true }
    }
    return false
  }

  /// Whether the first line of a file looks like a patient's row and not like the names of columns.
  package static func looksLikeData(_ header: [String]) -> Bool {
    header.contains { cell in
      var text = cell
      return text.withUTF8 { bytes in
        [UInt8(ascii: "."), UInt8(ascii: ",")].contains { DecimalText.isNumber(bytes, mark: $0) }
          || IdentifyingContent.of(bytes) != nil
      } || CalendarDay.number(of: cell.prefix(10)) != nil
    }
  }
}
