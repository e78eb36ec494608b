import Foundation

/// Writes whole files, which take their names when they are whole, so that a reader never meets half a file and a failed run
/// leaves the old one.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    // A device or pipe cannot be renamed over, so it is written as it stands.
    if isSpecial(path) { return try writeDirectly(bytes, to: path) }
    let file = try UnfinishedFile(for: resolved(path), mode: 0o644)
    do {
      try writeAll(bytes, to: file.descriptor, shownAs: file.path)
    } catch {
      file.discard()
      throw error
    }
    try file.finish()
  }

  static func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  /// Standard output, with a full disk or a closed reader told apart.
  static func print(_ text: String) throws(Failure) {
    var bytes = Array(text.utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    try writeAll(bytes, to: 1, shownAs: "Standard output")
  }

  /// The width of the terminal that standard output is, in characters; `nil` where it is none.
  static var terminalWidth: Int? {
    guard isatty(1) == 1 else { return nil }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Refuses to write over a file that the output is made from.
  static func check(_ path: String, against inputs: [String]) throws(Failure) {
    guard let target = identity(of: path) else { return }
    for input in inputs where identity(of: input) == target {
      throw Failure(.cannotWrite, "\(path) is one of the files that are read. Choose another place with -o.")
    }
  }

  /// Device and inode; `nil` where there is no file.
  private static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  static func makeFolder(_ path: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotWrite, "The folder \(path) cannot be made. Choose another with -o.")
    }
  }

  /// The file behind a link, so that the file is replaced and the link stays.
  static func resolved(_ path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let target = realpath(path, nil)
    else { return path }
    defer { free(target) }
    return String(cString: target)
  }

  /// Whether the path is written as it stands: a device, a pipe, or a name for an open file (`/dev/stdout`).
  static func isSpecial(_ path: String) -> Bool {
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
      && status.st_mode & S_IFMT != S_IFDIR
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw Failure(.cannotWrite, "\(path) cannot be written: \(reason). Choose another place with -o.")
    }
    do {
      try writeAll(bytes, to: descriptor, shownAs: path)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, shownAs shown: String
  ) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let wrote = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        let reason =
          switch errno {
          case ENOSPC: "the disk is full"
          case EPIPE: "its reader has closed it"
          default: String(cString: strerror(errno))
          }
        throw Failure(.cannotWrite, "\(shown) cannot be written: \(reason).")
      }
      done += wrote
    }
  }
}
