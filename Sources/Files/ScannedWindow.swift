package import CScan

/// A piece of a steps file in memory and the places of its delimiters and line feeds.
///
/// Shapes: `places[-1]` is the place before the first row, so that field `c` of the row whose first place
/// is `places[p]` is always `places[p + c - 1] + 1 ..< places[p + c]`. There are 64 readable bytes before and
/// after the data.
@usableFromInline package final class ScannedWindow {
  private static let pad = 64

  private let file: ByteFile
  private let delimiter: UInt8
  private let quote: UInt8
  private let level: Int32
  private var capacity = 0
  private var memory: UnsafeMutableRawPointer
  private var placeMemory: UnsafeMutablePointer<UInt32>

  @exclusivity(unchecked) @usableFromInline package private(set) var data: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) @usableFromInline package private(set) var places: UnsafeMutablePointer<UInt32>
  /// Where `data` starts in the file.
  @exclusivity(unchecked) @usableFromInline package private(set) var origin = 0
  @exclusivity(unchecked) @usableFromInline package private(set) var filled = 0
  @exclusivity(unchecked) @usableFromInline package private(set) var count = 0
  @exclusivity(unchecked) package private(set) var seen = remit_scan()
  /// Whether the data goes to the end of the file.
  @exclusivity(unchecked) @usableFromInline package private(set) var atEnd = false

  package init(file: ByteFile, rules: CSVFieldRules, level: Int32? = nil) {
    self.file = file
    delimiter = rules.delimiter
    quote = rules.quote
    self.level = level ?? remit_scan_level()
    memory = .allocate(byteCount: 0, alignment: 64)
    placeMemory = .allocate(capacity: 0)
    data = memory.assumingMemoryBound(to: UInt8.self)
    places = placeMemory
  }

  deinit {
    memory.deallocate()
    placeMemory.deallocate()
  }

  /// Makes room for `size` bytes and keeps the first `kept`, which then start at `data`.
  private func reserve(_ size: Int, keeping kept: Int = 0) {
    guard size > capacity else { return }
    let more = UnsafeMutableRawPointer.allocate(byteCount: size + 2 * Self.pad, alignment: 64)
    more.initializeMemory(as: UInt8.self, repeating: 0, count: Self.pad)
    (more + Self.pad).copyMemory(from: data, byteCount: kept)
    memory.deallocate()
    memory = more
    data = (more + Self.pad).assumingMemoryBound(to: UInt8.self)
    placeMemory.deallocate()
    placeMemory = .allocate(capacity: size + 2 * Self.pad)
    places = placeMemory + 1
    capacity = size
  }

  /// Reads `lead + body + ahead` bytes from a place in the file and scans `body` of them as if no quote were
  /// open. Gives whether their number of quotes is odd.
  package func load(from offset: Int, lead: Int, body: Int, ahead: Int) throws(IntakeError) -> Bool {
    reserve(lead + body + ahead + 1)
    origin = offset
    let wanted = lead + body + ahead
    filled = try file.read(into: UnsafeMutableRawBufferPointer(start: data, count: wanted), from: offset)
    atEnd = filled < wanted || offset + filled >= (file.size ?? 0)
    scanBody(lead: lead, body: body, inQuotes: false)
    return seen.quotes & 1 == 1
  }

  /// Scans again where quotes turn out to be open at the start, then what was read ahead.
  package func complete(lead: Int, body: Int, inQuotes: Bool) {
    if inQuotes { scanBody(lead: lead, body: body, inQuotes: true) }
    scan(min(lead + body, filled)..<filled)
    places[-1] = UInt32(truncatingIfNeeded: lead - 1)
    closeLastLine()
  }

  private func scanBody(lead: Int, body: Int, inQuotes: Bool) {
    seen = remit_scan()
    seen.in_quotes = inQuotes ? 1 : 0
    count = 0
    scan(min(lead, filled)..<min(lead + body, filled))
  }

  private func scan(_ range: Range<Int>) {
    count += remit_scan_bytes(
      level, data + range.lowerBound, range.count, delimiter, quote, UInt32(range.lowerBound), places + count,
      &seen)
  }

  /// Gives the last line of the file the ending it may lack.
  private func closeLastLine() {
    guard atEnd, filled > 0, seen.in_quotes == 0, data[filled - 1] != UInt8(ascii: "\n") else { return }
    data[filled] = UInt8(ascii: "\n")
    places[count] = UInt32(filled)
    count += 1
    seen.lines += 1
    filled += 1
  }

  /// Drops everything before a place and reads `more` bytes after what is there.
  package func advance(to start: Int, reading more: Int, inQuotes: Bool) throws(IntakeError) {
    let kept = filled - start
    data.update(from: data + start, count: kept)
    reserve(kept + more + 1, keeping: kept)
    origin += start
    let read = try file.read(
      into: UnsafeMutableRawBufferPointer(start: data + kept, count: more), from: origin + kept)
    filled = kept + read
    atEnd = read < more || origin + filled >= (file.size ?? 0)
    seen = remit_scan()
    seen.in_quotes = inQuotes ? 1 : 0
    count = 0
    scan(0..<filled)
    places[-1] = UInt32.max
    closeLastLine()
  }
}
