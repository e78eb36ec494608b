import Foundation

/// Standard input in a temporary file without a name, since a cohort may have to be read more than once.
final class SpooledInput: Sendable {
  private let descriptor: Int32
  /// A path that opens the input again from its start.
  let path: String

  init(_ source: any ByteSource, folder: String) throws(IntakeError) {
    let file = try TemporaryFile(in: folder)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let read: Result<Int, IntakeError> = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(IntakeError) in try source.read(into: bytes) }
      }
      let count = try read.get()
      if count == 0 { break }
      try file.append(Array(buffer[..<count]))
    }
    try file.flush()
    descriptor = dup(file.descriptor)
    guard descriptor >= 0 else {
      throw .unreadable(path: "-", reason: "no file descriptor is left")
    }
    path = "/dev/fd/\(descriptor)"
  }

  deinit { close(descriptor) }
}
