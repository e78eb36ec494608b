import Foundation

/// Bytes in a temporary file without a name: what may have to be read more than once, or at any place.
package final class TemporaryCopy: Sendable {
  private let descriptor: Int32
  /// A path that opens the bytes again from their start.
  package let path: String
  package let size: Int

  /// Everything that a source gives.
  package convenience init(of source: any ByteSource, in folder: String) throws(IntakeError) {
    let file = try TemporaryFile(in: folder)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let read: Result<Int, IntakeError> = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(IntakeError) in try source.read(into: bytes) }
      }
      let count = try read.get()
      if count == 0 { break }
      try file.append(buffer[..<count])
    }
    try self.init(file)
  }

  /// What was written to a file, appended or put in place.
  package init(_ file: TemporaryFile) throws(IntakeError) {
    try file.flush()
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else {
      throw .unreadable(path: "-", reason: "a temporary file cannot be looked at")
    }
    size = Int(status.st_size)
    descriptor = dup(file.descriptor)
    guard descriptor >= 0 else {
      throw .unreadable(path: "-", reason: "no file descriptor is left")
    }
    path = "/dev/fd/\(descriptor)"
  }

  deinit { close(descriptor) }
}
