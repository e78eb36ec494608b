import Foundation

/// A file that is written piece by piece in a memory that does not grow, and stands under its name once it is whole.
final class OutputStream {
  private let path: String
  private let temporary: String
  private var hasFlushed = false
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let most = 1 << 18

  /// Throws: ``Failure`` where the file cannot be made.
  init(to path: String) throws(Failure) {
    // A device or pipe cannot be renamed over, so it is written as it stands.
    let isSpecial = OutputFile.isSpecial(path)
    let path = isSpecial ? path : OutputFile.resolved(path)
    self.path = path
    temporary = isSpecial ? path : path + ".part-\(getpid())"
    if !isSpecial { unlink(temporary) }
    let flags = isSpecial ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = open(temporary, flags, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw Failure(.cannotWrite, "\(path) cannot be written: \(reason). Choose another place with -o.")
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if temporary != path { unlink(temporary) }
  }

  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count >= Self.most { try flush() }
  }

  /// Forgets what was written.
  ///
  /// Throws: ``Failure`` on a device or pipe that has been written to, from which nothing can be taken back.
  func restart() throws(Failure) {
    buffer.removeAll(keepingCapacity: true)
    if temporary == path {
      guard !hasFlushed else {
        throw Failure(
          .cannotWrite,
          "\(path) has taken rows of a cohort that proves unsorted, and they cannot be taken back. Write to a file, or sort "
            + "the cohort by patient first.")
      }
      return
    }
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  /// Writes what is left and gives the file its name.
  func finish() throws(Failure) {
    try flush()
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, temporary == path || rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      if temporary != path { unlink(temporary) }
      throw Failure(.cannotWrite, "\(path) cannot be written: \(reason).")
    }
  }

  private func flush() throws(Failure) {
    try OutputFile.writeAll(buffer, to: descriptor, shownAs: path)
    hasFlushed = hasFlushed || !buffer.isEmpty
    buffer.removeAll(keepingCapacity: true)
  }
}
