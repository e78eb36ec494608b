import CZlib
import Foundation
import Testing

@testable import Intake

/// The bytes as one gzip member.
func gzip(_ text: String) throws -> [UInt8] {
  var stream = z_stream()
  try #require(
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
    )
      == Z_OK)
  var input = Array(text.utf8)
  var output = [UInt8](repeating: 0, count: input.count + 1000)
  let size = output.count
  input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(size)
      _ = deflate(&stream, Z_FINISH)
    }
  }
  let written = size - Int(stream.avail_out)
  deflateEnd(&stream)
  return Array(output.prefix(written))
}

@Suite("Compressed files")
struct Compressed {
  static let text = "a,b\n" + (0..<5000).map { "\($0),\($0 * 31 % 977)\n" }.joined()

  func read(_ bytes: [UInt8], window: Int = 1000) throws -> Int {
    let source = try ByteInflater(MemoryBytes(bytes), path: "t.csv.gz")
    let reader = try CSVReader(source: source, name: "t.csv.gz", windowBytes: window)
    var sum = 0
    while let row = try reader.next() { sum += row.integer(0) ?? 0 }
    return sum
  }

  @Test("a compressed file reads as the file inside it, in one member or in several")
  func members() throws {
    let half = Self.text.utf8.count / 2
    let first = String(decoding: Array(Self.text.utf8)[..<half], as: UTF8.self)
    let second = String(decoding: Array(Self.text.utf8)[half...], as: UTF8.self)
    let expected = 5000 * 4999 / 2
    #expect(try read(gzip(Self.text)) == expected)
    #expect(try read(gzip(first) + gzip(second)) == expected)
    #expect(try read(gzip(first) + gzip(second) + [0, 0, 0]) == expected)
  }

  @Test("a truncated file is an error that says so, wherever it stops")
  func truncated() throws {
    let bytes = try gzip(Self.text)
    for length in [0, 1, 10, bytes.count / 2, bytes.count - 1] {
      let message = complaint { _ = try read(Array(bytes.prefix(length))) }
      #expect(message.contains("truncated") && message.hasPrefix("t.csv.gz cannot be read"))
    }
  }

  @Test("damaged data is an error that says so")
  func damaged() throws {
    var bytes = try gzip(Self.text)
    bytes[bytes.count - 5] ^= 0x55
    #expect(complaint { _ = try read(bytes) }.contains("damaged"))
  }
}
