import Foundation
import Reporting

/// The folder that a batch writes to, held by one run at a time.
///
/// The system lets go of the lock when its holder ends, however it ends; what is in the file then tells that it was not at its end.
final class BatchFolder: Sendable {
  let path: String
  /// Whether the run before this one did not come to its end.
  let wasBrokenOff: Bool
  private let descriptor: Int32

  private var work: String { path + "/.remit-run" }

  /// Takes the folder, making it where it is not there.
  ///
  /// Throws: ``Failure`` where another run holds it, unless it may be waited for, and where it cannot be written.
  init(_ path: String, waiting: Bool) throws(Failure) {
    self.path = path
    try OutputFile.makeFolder(path)
    let file = path + "/.remit-lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotWrite,
        "\(path) cannot be written: \(String(cString: strerror(errno))). Choose another place with -o.")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard waiting else {
        let holder = Self.content(of: descriptor)
        close(descriptor)
        throw Failure(
          .cannotWrite,
          "Another run\(holder.isEmpty ? "" : " (process \(holder))") is writing to \(path). Wait for its end, with --wait, or choose "
            + "another folder with -o.")
      }
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    }
    self.descriptor = descriptor
    wasBrokenOff = !Self.content(of: descriptor).isEmpty
    let mark = Array("\(getpid())".utf8)
    ftruncate(descriptor, 0)
    try OutputFile.writeAll(mark, to: descriptor, shownAs: path)
    // What a run left that was broken off.
    try? FileManager.default.removeItem(atPath: work)
    try OutputFile.makeFolder(work)
  }

  deinit { close(descriptor) }

  private static func content(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Lets go of the folder, at the end of the batch.
  func finish() {
    try? FileManager.default.removeItem(atPath: work)
    ftruncate(descriptor, 0)
  }

  /// Writes a report under a temporary name, then gives it its own: whole, or not at all.
  ///
  /// Throws: ``Failure``; a folder of that name that is no report, or holds more than one, is left alone.
  func put(_ report: ReportFolder, named name: String, readFrom inputs: [String]) throws(Failure) {
    let target = path + "/" + name
    var hasEarlier = false
    if FileManager.default.fileExists(atPath: target) {
      let earlier = try? RecordedReport(in: target)
      guard let earlier, earlier.others.isEmpty else {
        throw Failure(
          .cannotWrite,
          earlier.map {
            "\(target) holds what no report wrote (\($0.others.prefix(3).joined(separator: ", "))). Move it away."
          } ?? "\(target) is there and is no report. Move it away, or choose another folder with -o.")
      }
      for file in report.files { try OutputFile.check(target + "/" + file.path, against: inputs) }
      hasEarlier = true
    }
    let part = work + "/" + name
    let old = work + "/" + name + ".old"
    try? FileManager.default.removeItem(atPath: part)
    do throws(Failure) {
      try report.write(to: part, readFrom: inputs)
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
    if hasEarlier { try move(target, to: old) }
    try move(part, to: target)
    try? FileManager.default.removeItem(atPath: old)
  }

  private func move(_ from: String, to: String) throws(Failure) {
    guard rename(from, to) == 0 else {
      throw Failure(.cannotWrite, "\(to) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  /// Why nothing can be written any more, a full disk above all; `nil` where something can.
  var refusal: Failure? {
    do throws(Failure) {
      try OutputFile.write([UInt8](repeating: 0, count: 1 << 16), to: work + "/probe")
      unlink(work + "/probe")
      return nil
    } catch {
      return error
    }
  }
}
