internal import Foundation

/// An open file, read by `pread` so that its pages do not count as the process's own memory, or a
/// pipe, read by `read`.
public final class ByteFile: ByteSource {
  package let descriptor: Int32
  package let path: String
  /// `nil` for a pipe, whose size nobody knows.
  package let size: Int?
  private let owned: Bool
  private var offset = 0

  /// Throws: ``IntakeError/missing(path:hint:)``, ``IntakeError/unreadable(path:reason:)``.
  public init(path: String) throws(IntakeError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR
        ? .missing(path: path, hint: "Check the name, or name it in cohort.yaml.")
        : .unreadable(path: path, reason: Self.reason(code))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw .unreadable(path: path, reason: "it is a folder")
    }
    self.descriptor = descriptor
    self.path = path
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    owned = true
  }

  private init(pipe descriptor: Int32) {
    self.descriptor = descriptor
    path = "-"
    size = nil
    owned = false
  }

  package static var standardInput: ByteFile { ByteFile(pipe: 0) }

  deinit { if owned { close(descriptor) } }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
    let count = try read(into: buffer, at: size == nil ? nil : offset)
    offset += count
    return count
  }

  /// Reads on from a place in the file.
  package func go(to offset: Int) { self.offset = offset }

  /// Fills `buffer` from a place in the file as far as the file goes; safe from several threads.
  package func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(IntakeError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = try read(into: rest, at: offset + filled)
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int?) throws(IntakeError) -> Int {
    while true {
      let count =
        if let offset { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) } else {
          Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        }
      if count >= 0 { return count }
      let code = errno
      if code != EINTR { throw .unreadable(path: path, reason: Self.reason(code)) }
    }
  }

  /// Whether the first two bytes are gzip's; `false` for a pipe, which cannot be read twice.
  package func startsLikeGzip() throws(IntakeError) -> Bool {
    guard size != nil else { return false }
    var bytes: (UInt8, UInt8) = (0, 0)
    let read: Result<Int, IntakeError> = withUnsafeMutableBytes(of: &bytes) { buffer in
      Result { () throws(IntakeError) in try self.read(into: buffer, from: 0) }
    }
    return try read.get() == 2 && bytes.0 == 0x1f && bytes.1 == 0x8b
  }

  /// What the system says about a failure, without the path.
  package static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission is denied"
    case EISDIR: "it is a folder"
    case ENOSPC: "the disk is full"
    case ENOENT: "its folder is not there"
    case EROFS: "the disk is read-only"
    case EEXIST: "a file of that name is in the way"
    default: "system error \(code)"
    }
  }
}
