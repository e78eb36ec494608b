import Foundation
import Synchronization

/// Where a batch writes the rows that it sets aside: a folder for each cohort, in one that is for nothing else.
///
/// A cohort may be read several times, and a batch that was broken off reads it again: the same rows find their files there already.
final class BatchAside: Sendable {
  let path: String
  private let names = Mutex<[String: String]>([:])

  init(_ path: String) throws(Failure) {
    self.path = path
    try OutputFile.makeFolder(path)
  }

  /// The folder of a cohort: its own name, with a number where another cohort has it already.
  func name(of cohort: String) -> String {
    names.withLock { names in
      if let known = names[cohort] { return known }
      let last = URL(fileURLWithPath: cohort).standardizedFileURL.lastPathComponent
      let stem = BatchPlan.plain(last.replacing(".csv", with: ""))
      var name = stem
      var number = 2
      while names.values.contains(name) {
        name = "\(stem)-\(number)"
        number += 1
      }
      names[cohort] = name
      return name
    }
  }

  /// Where one reading writes, before its rows are kept.
  func scratch(of cohort: String) -> String { "\(path)/.\(name(of: cohort)).\(getpid())" }

  /// Gives the rows of a reading their place.
  ///
  /// Throws: ``Failure`` where a file of other content is there: it is never replaced.
  func keep(_ cohort: String) throws(Failure) {
    let from = scratch(of: cohort)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: from)) ?? []
    for file in files.sorted() where file.hasSuffix(".csv") {
      let bytes = FileManager.default.contents(atPath: from + "/" + file) ?? Data()
      let folder = path + "/" + name(of: cohort)
      let target = folder + "/" + file
      if let there = FileManager.default.contents(atPath: target) {
        if there == bytes { continue }
        throw Failure(
          .cannotWrite,
          "\(target) is there already and holds other rows. Move it away, or choose another folder with --set-aside."
        )
      }
      try OutputFile.makeFolder(folder)
      chmod(folder, 0o700)
      try OutputFile.write(Array(bytes), to: target)
    }
  }

  func clear(_ cohort: String) { try? FileManager.default.removeItem(atPath: scratch(of: cohort)) }
}
