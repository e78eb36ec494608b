internal import Foundation

/// A new file of the owner's alone (0600), filled through a buffer and named when it is whole.
///
/// Where the file system has it the file has no name before that, so that nothing stays behind however the
/// process ends; elsewhere it has a temporary name in the same folder, which ``remove()`` takes away.
package final class ByteSink {
  /// Which file a name stands for.
  package struct Identity: Equatable, Sendable {
    package var device: UInt64
    package var number: UInt64

    fileprivate init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// Of what the path names, a link itself unless it is followed; `nil` where nothing is there.
    package init?(of path: String, following: Bool) {
      var status = stat()
      guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
      self.init(status)
    }
  }

  private let place: String
  /// The temporary name, where there is one.
  private var partial: String?
  private let isOwn: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Throws: ``IntakeError/notWritable(path:reason:)``.
  package init(in folder: String, unnamed: Bool = true) throws(IntakeError) {
    place = folder
    isOwn = true
    descriptor = unnamed ? Self.unnamedFile(in: folder, mode: 0o600) : -1
    if descriptor >= 0 { return }
    var template = Array((folder + "/.remit-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    if descriptor < 0 { throw .notWritable(path: folder, reason: ByteFile.reason(errno)) }
    partial = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    _ = fchmod(descriptor, 0o600)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// A file or device that is there already.
  package init(opening path: String) throws(IntakeError) {
    place = path
    isOwn = false
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { throw .notWritable(path: path, reason: ByteFile.reason(errno)) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// A new file that has no name yet and is gone with the process; negative where the file system has none, or none could
  /// be named later.
  package static func unnamedFile(in folder: String, mode: UInt32) -> Int32 {
    #if os(Linux)
      // O_TMPFILE, which is a macro of two flags and so has no name here.
      let flags = 0o20_000_000 | O_DIRECTORY
      guard access("/proc/self/fd", X_OK) == 0 else { return -1 }
      return open(folder, O_WRONLY | O_CLOEXEC | flags, mode_t(mode))
    #else
      return -1
    #endif
  }

  package func write(_ bytes: some Sequence<UInt8>) throws(IntakeError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  package func flush() throws(IntakeError) {
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw .notWritable(path: place, reason: ByteFile.reason(errno))
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes out what is left and gives the file a name that no other file has.
  ///
  /// - Returns: which file it is; `nil` for a device that was there before.
  package func finish(as name: String) throws(IntakeError) -> Identity? {
    try flush()
    var status = stat()
    guard fsync(descriptor) == 0 || errno == EINVAL, fstat(descriptor, &status) == 0 else {
      throw .notWritable(path: name, reason: ByteFile.reason(errno))
    }
    if isOwn { try take(name) }
    let result = close(descriptor)
    descriptor = -1
    guard result == 0 else { throw .notWritable(path: name, reason: ByteFile.reason(errno)) }
    return isOwn ? Identity(status) : nil
  }

  /// Names a file that has no name; whether that was possible.
  package static func name(_ descriptor: Int32, _ name: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }

  private func take(_ name: String) throws(IntakeError) {
    // A new link never replaces a file; a renaming would.
    if let partial {
      if link(partial, name) == 0 {
        unlink(partial)
        self.partial = nil
        return
      }
      // Some file systems have no links; whether the name is free is then looked at just before.
      if errno == EPERM || errno == EOPNOTSUPP, Identity(of: name, following: false) == nil,
        rename(partial, name) == 0
      {
        self.partial = nil
        return
      }
    } else if Self.name(descriptor, name) {
      return
    }
    throw .notWritable(path: name, reason: ByteFile.reason(errno))
  }

  /// What was there before stays: a device is nobody's to remove.
  package func remove() { if let partial { unlink(partial) } }
}
