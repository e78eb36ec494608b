import Foundation

/// A file of the owner's alone (0600) that has no name any more once it is open, so that nothing is left
/// behind however the process ends.
package final class TemporaryFile {
  package let descriptor: Int32
  private let folder: String
  package private(set) var size = 0
  private var pending: [UInt8] = []

  /// Throws: ``IntakeError/notWritable(path:reason:)`` that names the folder.
  package init(in folder: String) throws(IntakeError) {
    self.folder = folder
    var template = Array((folder + "/remit-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw .notWritable(path: folder, reason: "no temporary file can be made there: \(Self.reason())")
    }
    unlink(template)
    _ = fchmod(descriptor, 0o600)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  package func append(_ bytes: some Collection<UInt8>) throws(IntakeError) {
    pending.append(contentsOf: bytes)
    size += bytes.count
    if pending.count >= 1 << 18 { try flush() }
  }

  /// The same of much at a time, which goes to the file as it is.
  package func append(block: [UInt8]) throws(IntakeError) {
    try flush()
    try put(block)
    size += block.count
  }

  package func flush() throws(IntakeError) {
    try put(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(IntakeError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw .notWritable(path: folder, reason: "a temporary file there cannot grow: \(Self.reason())")
      }
    }
  }

  /// The file as several threads write it, each at places of its own. What is appended is written elsewhere.
  package struct Places: Sendable {
    fileprivate let descriptor: Int32
    fileprivate let folder: String

    package func put(_ bytes: [UInt8], at place: Int) throws(IntakeError) {
      var written = 0
      while written < bytes.count {
        let count = bytes[written...].withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress, $0.count, off_t(place + written))
        }
        if count > 0 {
          written += count
        } else if errno != EINTR {
          throw .notWritable(
            path: folder, reason: "a temporary file there cannot grow: \(TemporaryFile.reason())")
        }
      }
    }
  }

  package var places: Places { Places(descriptor: descriptor, folder: folder) }

  /// Bytes that were flushed.
  package func bytes(_ range: Range<Int>) throws(IntakeError) -> [UInt8] { try bytes([range]) }

  /// The same of several ranges, one after another.
  package func bytes(_ ranges: [Range<Int>]) throws(IntakeError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: ranges.reduce(0) { $0 + $1.count })
    var filled = 0
    for range in ranges {
      let end = filled + range.count
      var place = range.lowerBound
      while filled < end {
        // Through the whole array: a slice that is written to is copied.
        let count = result.withUnsafeMutableBytes {
          pread(descriptor, $0.baseAddress.map { $0 + filled }, end - filled, off_t(place))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          throw .unreadable(path: folder, reason: "a temporary file there lost its end")
        }
        filled += count
        place += count
      }
    }
    return result
  }

  fileprivate static func reason() -> String { String(cString: strerror(errno)) }
}
