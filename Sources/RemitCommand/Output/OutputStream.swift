import Foundation

/// A file that is written piece by piece in a memory that does not grow, and stands under its name once it is whole.
final class OutputStream {
  private let path: String
  /// `nil` for a device or pipe, which cannot be renamed over, so that it is written as it stands.
  private let file: UnfinishedFile?
  private var hasFlushed = false
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let most = 1 << 18

  /// Throws: ``Failure`` where the file cannot be made.
  init(to path: String) throws(Failure) {
    if OutputFile.isSpecial(path) {
      self.path = path
      file = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        let reason = String(cString: strerror(errno))
        throw Failure(.cannotWrite, "\(path) cannot be written: \(reason). Choose another place with -o.")
      }
    } else {
      let file = try UnfinishedFile(for: OutputFile.resolved(path), mode: 0o600)
      (self.path, self.file, descriptor) = (file.path, file, file.descriptor)
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    if let file { file.discard() } else { close(descriptor) }
  }

  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count < Self.most else {
      try flush()
      try OutputFile.writeAll(bytes, to: descriptor, shownAs: path)
      hasFlushed = true
      return
    }
    buffer += bytes
    if buffer.count >= Self.most { try flush() }
  }

  /// Forgets what was written.
  ///
  /// Throws: ``Failure`` on a device or pipe that has been written to, from which nothing can be taken back.
  func restart() throws(Failure) {
    buffer.removeAll(keepingCapacity: true)
    if file == nil {
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
    let open = descriptor
    descriptor = -1
    if let file { return try file.finish() }
    guard close(open) == 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  private func flush() throws(Failure) {
    try OutputFile.writeAll(buffer, to: descriptor, shownAs: path)
    hasFlushed = hasFlushed || !buffer.isEmpty
    buffer.removeAll(keepingCapacity: true)
  }
}
