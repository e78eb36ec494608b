internal import Foundation

/// A new file of the owner's alone, filled through a buffer.
final class ByteSink {
  private let path: String
  private let isOwn: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Throws: ``IntakeError/notWritable(path:reason:)``.
  init(creating path: String) throws(IntakeError) {
    self.path = path
    isOwn = true
    unlink(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw .notWritable(path: path, reason: ByteFile.reason(errno)) }
  }

  /// A file or device that is there already.
  init(opening path: String) throws(IntakeError) {
    self.path = path
    isOwn = false
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { throw .notWritable(path: path, reason: ByteFile.reason(errno)) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: some Sequence<UInt8>) throws(IntakeError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  func flush() throws(IntakeError) {
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw .notWritable(path: path, reason: ByteFile.reason(errno))
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes out what is left and gives the file its name.
  func finish(as name: String) throws(IntakeError) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0 else {
      throw .notWritable(path: name, reason: ByteFile.reason(errno))
    }
    descriptor = -1
    guard isOwn else { return }
    guard rename(path, name) == 0 else { throw .notWritable(path: name, reason: ByteFile.reason(errno)) }
  }

  /// What was there before stays: a device is nobody's to remove.
  func remove() { if isOwn { unlink(path) } }
}
