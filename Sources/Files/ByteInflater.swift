internal import CZlib

/// The bytes inside a gzip file, whatever the number of members it is made of.
public final class ByteInflater: ByteSource {
  private let source: any ByteSource
  private let path: String
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input: UnsafeMutableRawBufferPointer
  private var atMemberStart = true
  private var members = 0
  private var finished = false

  /// Throws: ``IntakeError/unreadable(path:reason:)`` where zlib cannot start.
  public init(_ source: any ByteSource, path: String) throws(IntakeError) {
    self.source = source
    self.path = path
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    stream.initialize(to: z_stream())
    // 15 + 16: the largest window, gzip framing.
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .unreadable(path: path, reason: "zlib does not start") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
    guard !finished, !buffer.isEmpty else { return 0 }
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(buffer.count)
    while stream.pointee.avail_out == buffer.count {
      if stream.pointee.avail_in == 0 { try refill() }
      if finished { return 0 }
      if atMemberStart, members > 0, isPadding() { continue }
      atMemberStart = false
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END:
        members += 1
        atMemberStart = true
        inflateReset(stream)
      default: throw .unreadable(path: path, reason: "its compressed data is damaged")
      }
    }
    return buffer.count - Int(stream.pointee.avail_out)
  }

  private func refill() throws(IntakeError) {
    let count = try source.read(into: input)
    if count == 0 {
      guard atMemberStart, members > 0 else {
        throw .unreadable(
          path: path, reason: "its compressed data is truncated: it stops before its end, so copy it again")
      }
      finished = true
    }
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }

  /// Zero bytes between and after members, which tapes and block devices leave behind, are passed over.
  private func isPadding() -> Bool {
    guard let next = stream.pointee.next_in, next.pointee == 0 else { return false }
    stream.pointee.next_in = next + 1
    stream.pointee.avail_in -= 1
    return true
  }
}
