/// Latin-1 or UTF-16 as UTF-8.
///
/// A code unit that stands for nothing becomes the byte FF, which is in no UTF-8, so that the reader
/// reports it at its line and column.
public final class ByteTranscoder: ByteSource {
  private let source: any ByteSource
  private let path: String
  private var encoding: CSVDialect.Encoding
  private var pending: [UInt8] = []
  private var ready: [UInt8] = []
  private var readyFrom = 0
  private var highSurrogate: UInt32?
  private var started = false
  private var ended = false

  public init(_ source: any ByteSource, from encoding: CSVDialect.Encoding, path: String) {
    self.source = source
    self.encoding = encoding
    self.path = path
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
    while readyFrom == ready.count, !ended { try refill() }
    let count = min(buffer.count, ready.count - readyFrom)
    for index in 0..<count { buffer[index] = ready[readyFrom + index] }
    readyFrom += count
    return count
  }

  private func refill() throws(IntakeError) {
    ready.removeAll(keepingCapacity: true)
    readyFrom = 0
    let filled = try appendPending(1 << 15)
    if !started, encoding != .latin1, encoding != .utf8 {
      while pending.count < 2, try appendPending(2) > 0 {}
      try readByteOrderMark()
    }
    started = true
    switch encoding {
    case .utf8: ready.append(contentsOf: pending)
    case .latin1: for byte in pending { append(UInt32(byte)) }
    case .utf16, .utf16BigEndian: convertPairs(high: 0, low: 1)
    case .utf16LittleEndian: convertPairs(high: 1, low: 0)
    }
    if encoding == .utf8 || encoding == .latin1 { pending.removeAll(keepingCapacity: true) }
    if filled == 0 {
      ended = true
      if highSurrogate != nil || !pending.isEmpty { ready.append(0xFF) }
    }
  }

  private func appendPending(_ size: Int) throws(IntakeError) -> Int {
    let before = pending.count
    pending.append(contentsOf: repeatElement(0, count: size))
    let read: Result<Int, IntakeError> = pending.withUnsafeMutableBytes { all in
      Result { () throws(IntakeError) in
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: all[before...]))
      }
    }
    let count = try read.get()
    pending.removeLast(size - count)
    return count
  }

  private func readByteOrderMark() throws(IntakeError) {
    let mark = pending.prefix(2)
    if mark == [0xFE, 0xFF], encoding != .utf16LittleEndian {
      encoding = .utf16BigEndian
      pending.removeFirst(2)
    } else if mark == [0xFF, 0xFE], encoding != .utf16BigEndian {
      encoding = .utf16LittleEndian
      pending.removeFirst(2)
    } else if encoding == .utf16, !pending.isEmpty {
      throw .unreadable(
        path: path, reason: "it has no byte order mark; declare its encoding as utf-16le or utf-16be")
    }
  }

  private func convertPairs(high: Int, low: Int) {
    var index = 0
    while index + 1 < pending.count {
      let unit = UInt32(pending[index + high]) << 8 | UInt32(pending[index + low])
      index += 2
      if let first = highSurrogate {
        highSurrogate = nil
        if unit >> 10 == 0x37 {
          append(0x10000 + (first & 0x3FF) << 10 + unit & 0x3FF)
          continue
        }
        ready.append(0xFF)
      }
      switch unit >> 10 {
      case 0x36: highSurrogate = unit
      case 0x37: ready.append(0xFF)
      default: append(unit)
      }
    }
    pending.removeFirst(index)
  }

  private func append(_ scalar: UInt32) {
    switch scalar {
    case ..<0x80: ready.append(UInt8(scalar))
    case ..<0x800: ready += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
    case ..<0x10000:
      ready += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
    default:
      ready += [
        UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F),
        UInt8(0x80 | scalar & 0x3F),
      ]
    }
  }
}
