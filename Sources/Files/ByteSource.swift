/// Bytes that are read once, front to back, in pieces.
///
/// Not: a whole file. No source holds more than a window of what it reads.
public protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and says how many bytes it wrote; 0 at the end.
  ///
  /// Throws: ``IntakeError/unreadable(path:reason:)`` where the bytes stop before they should.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int
}

/// Bytes that are in memory already.
public final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { all in
      if count > 0 {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
      }
    }
    position += count
    return count
  }
}

extension ByteSource where Self == MemoryBytes {
  public static func memory(_ text: String) -> MemoryBytes { MemoryBytes(text) }
}

/// Opens what a path names: a file, a `.gz` file, or standard input for `-`.
///
/// A file counts as compressed when its first two bytes say so, whatever it is called.
/// Throws: ``IntakeError/missing(path:hint:)`` and ``IntakeError/unreadable(path:reason:)``.
public func openBytes(path: String, encoding: CSVDialect.Encoding = .utf8) throws(IntakeError)
  -> any ByteSource
{
  let file = path == "-" ? ByteFile.standardInput : try ByteFile(path: path)
  var source: any ByteSource = file
  let compressed = try file.startsLikeGzip() || path.hasSuffix(".gz")
  if compressed { source = try ByteInflater(file, path: path) }
  return encoding == .utf8 ? source : ByteTranscoder(source, from: encoding, path: path)
}
