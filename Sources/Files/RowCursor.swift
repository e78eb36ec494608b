internal import CScan
internal import Foundation

/// The rows of one part of a file, one after another, as places of their fields in memory.
///
/// Not: rows with a surprise. Where one comes, ``isOdd`` is set and the rows are worth nothing: the file is read again row
/// by row, which also says what is wrong. Who looks at rows one by one is given those as well whose ends are sure, and asks
/// ``isPlain`` of each.
@usableFromInline package final class RowCursor {
  /// Bytes that are read at a time.
  package static let chunk = 1 << 18
  private static let longestRow = 1 << 20

  package let source: DelimitedRows
  @usableFromInline let window: ScannedWindow
  private var end = 0
  private let quote: UInt8
  @usableFromInline package let fields: Int
  private let givesEveryRow: Bool
  @exclusivity(unchecked) private var place = 0
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var wholeRows = 0
  @exclusivity(unchecked) @usableFromInline var hasQuotes = false
  @exclusivity(unchecked) @usableFromInline var hasReturns = false
  @exclusivity(unchecked) private var isRegular = false
  /// Some row in memory holds a NUL, an at sign, or what is no UTF-8.
  @exclusivity(unchecked) private var hasSurprise = false
  @exclusivity(unchecked) @usableFromInline package private(set) var isOdd = false
  /// Whether a row is at hand.
  @exclusivity(unchecked) @usableFromInline package private(set) var hasRow = false
  @exclusivity(unchecked) @usableFromInline package private(set) var rows = 0
  // The row at hand: the place of its first field's end, and its key.
  @exclusivity(unchecked) @usableFromInline var rowPlace = 0
  @exclusivity(unchecked) @usableFromInline var rowStart = 0
  @exclusivity(unchecked) @usableFromInline package private(set) var key = UnsafeBufferPointer<UInt8>(
    start: nil, count: 0)

  package init(_ source: DelimitedRows, givesEveryRow: Bool = false) throws(IntakeError) {
    self.source = source
    self.givesEveryRow = givesEveryRow
    window = ScannedWindow(file: try ByteFile(path: source.path), rules: source.rules)
    quote = source.rules.quote
    fields = source.fields
  }

  /// The rows that start in `part`.
  package convenience init(_ source: DelimitedRows, part: Range<Int>) throws(IntakeError) {
    try self.init(source)
    try begin(part)
  }

  /// Goes to the first of the rows that start in `part`, which begins at the start of a row; its memory is kept from part to
  /// part.
  package func begin(_ part: Range<Int>) throws(IntakeError) {
    end = part.upperBound
    (place, start, rows) = (0, 0, 0)
    (hasRow, isOdd) = (false, false)
    guard !part.isEmpty else { return }
    let size = min(Self.chunk, source.size - part.lowerBound)
    _ = try window.load(from: part.lowerBound, lead: 0, body: size, ahead: 0)
    window.complete(lead: 0, body: size, inQuotes: false)
    examine()
    try advance()
  }

  /// Goes to the next row.
  package func advance() throws(IntakeError) {
    if hasRow { rows += 1 }
    hasRow = false
    while !isOdd {
      if window.origin + start >= end { return }
      if place >= wholeRows {
        if window.atEnd { return }
        if window.filled - start > Self.longestRow {
          isOdd = true
          return
        }
        try window.advance(to: start, reading: Self.chunk, inQuotes: false)
        (place, start) = (0, 0)
        examine()
        continue
      }
      if isBlank() { continue }
      let last = place &+ fields &- 1
      guard last < wholeRows, window.data[Int(window.places[last])] == UInt8(ascii: "\n"),
        isRegular || isOneRow(place, last)
      else {
        isOdd = true
        return
      }
      rowPlace = place
      rowStart = start
      start = Int(window.places[last]) &+ 1
      place = last &+ 1
      if givesEveryRow {
        hasRow = true
        return
      }
      key = field(source.keyField)
      // An empty key, and one that starts like a space, are for the other reader to judge.
      guard let first = key.first, first > 0x20 else {
        isOdd = true
        return
      }
      hasRow = !isOdd
      return
    }
  }

  /// Where the row at hand starts in the file.
  package var offset: Int { window.origin + rowStart }

  /// Where the row after it starts; where the cursor is odd, the first that it did not give.
  package var nextOffset: Int { window.origin + start }

  /// Whether the row at hand can be read by its fields as they are, without a look at it as a whole.
  package var isPlain: Bool {
    if hasSurprise || start - rowStart > Self.longestRow { return false }
    if !hasQuotes { return true }
    return (0..<fields).allSatisfy { column in
      let from = column == 0 ? rowStart : Int(window.places[rowPlace + column - 1]) + 1
      let to = Int(window.places[rowPlace + column])
      var bytes = UnsafeBufferPointer(start: UnsafePointer(window.data) + from, count: to - from)
      if column == fields - 1, bytes.last == 13 { bytes = UnsafeBufferPointer(rebasing: bytes.dropLast()) }
      if bytes.first == quote, bytes.count >= 2, bytes.last == quote {
        bytes = UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1])
      }
      return !bytes.contains(quote)
    }
  }

  /// The row at hand as it stands, with the feed that ends it.
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(window.data) + rowStart, count: start - rowStart)
  }

  /// The bytes of a field of the row at hand, without quotes around them.
  @inlinable @inline(__always)
  package func field(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let from = column == 0 ? rowStart : Int(window.places[rowPlace &+ column &- 1]) &+ 1
    var to = Int(window.places[rowPlace &+ column])
    if hasReturns, column == fields &- 1, to > from, window.data[to &- 1] == 13 { to &-= 1 }
    if hasQuotes { return unquoted(from, to) }
    return UnsafeBufferPointer(start: UnsafePointer(window.data) + from, count: to &- from)
  }

  @usableFromInline
  func unquoted(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
    let data = UnsafePointer(window.data)
    var bytes = UnsafeBufferPointer(start: data + from, count: to - from)
    if bytes.first == quote {
      guard bytes.count >= 2, bytes.last == quote else {
        isOdd = true
        return bytes
      }
      bytes = UnsafeBufferPointer(start: data + from + 1, count: to - from - 2)
    }
    if bytes.contains(quote) { isOdd = true }
    return bytes
  }

  /// Looks at new data as a whole.
  private func examine() {
    let seen = window.seen
    wholeRows = window.count
    while wholeRows > place, window.data[Int(window.places[wholeRows - 1])] != UInt8(ascii: "\n") {
      wholeRows -= 1
    }
    hasQuotes = seen.quotes != 0
    hasReturns = seen.returns != 0
    isRegular = wholeRows - place == fields * Int(seen.lines)
    if window.atEnd && seen.in_quotes != 0 { isOdd = true }
    if hasReturns, !returnsAreBeforeFeeds() { isOdd = true }
    // A NUL, an address, or what is no UTF-8.
    hasSurprise = seen.zeros != 0 || seen.ats != 0
    if seen.high != 0, wholeRows > place {
      let last = Int(window.places[wholeRows - 1])
      let bytes = UnsafeBufferPointer(start: UnsafePointer(window.data) + start, count: last - start)
      if firstInvalidUTF8(bytes) != nil { hasSurprise = true }
    }
    if hasSurprise, !givesEveryRow { isOdd = true }
  }

  private func returnsAreBeforeFeeds() -> Bool {
    var index = start
    while let found = memchr(window.data + index, 13, window.filled - index) {
      let place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(window.data)
      if place + 1 < window.filled, window.data[place + 1] != UInt8(ascii: "\n") { return false }
      if place + 1 == window.filled, window.atEnd { return false }
      index = place + 1
    }
    return true
  }

  /// Passes over a line with nothing on it.
  private func isBlank() -> Bool {
    let feed = Int(window.places[place])
    guard window.data[feed] == UInt8(ascii: "\n"), fields > 1 || feed == start else { return false }
    guard feed == start || feed == start + 1 && window.data[start] == 13 else { return false }
    start = feed + 1
    place += 1
    return true
  }

  private func isOneRow(_ first: Int, _ last: Int) -> Bool {
    for place in first..<last where window.data[Int(window.places[place])] == UInt8(ascii: "\n") {
      return false
    }
    return true
  }
}
