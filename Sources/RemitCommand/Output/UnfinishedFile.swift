import Foundation
import Intake

/// An output while it is written: a file that takes its name, over an old one, when it is whole.
///
/// Where the file system has it the file has no name before that, so that nothing of it stays behind however the process ends,
/// SIGKILL among the ways. Elsewhere it is `NAME.part-PID`.
struct UnfinishedFile {
  let path: String
  let descriptor: Int32
  private let part: String
  private let isNamed: Bool

  /// Throws: ``Failure`` where the file cannot be made.
  init(for path: String, mode: UInt32) throws(Failure) {
    self.path = path
    part = path + ".part-\(getpid())"
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let unnamed = ByteSink.unnamedFile(in: folder, mode: mode)
    isNamed = unnamed < 0
    if isNamed {
      // Nobody else's file or link may stand where the temporary one is made.
      unlink(part)
      descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
    } else {
      descriptor = unnamed
    }
    guard descriptor >= 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(Self.reason). Choose another place with -o.")
    }
  }

  /// Closes the file and gives it its name. Throws: ``Failure``; nothing is left then.
  func finish() throws(Failure) {
    var isDone = isNamed
    if !isNamed {
      unlink(part)
      // A link cannot replace a file, so the old one is replaced by a renaming.
      isDone = ByteSink.name(descriptor, part)
    }
    let reason = Self.reason
    // Some file systems say only here that the disk is full.
    let isClosed = close(descriptor) == 0
    guard isDone, isClosed, rename(part, path) == 0 else {
      let why = isDone ? Self.reason : reason
      unlink(part)
      throw Failure(.cannotWrite, "\(path) cannot be written: \(why).")
    }
  }

  func discard() {
    close(descriptor)
    if isNamed { unlink(part) }
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
