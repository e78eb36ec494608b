import Foundation
import Intake
import Reporting

/// Where the files of a record stand now: under the present folder, or where the command says.
///
/// A record names no path of a machine, so files are known again by their names and digests.
struct RecordedInputs {
  let study: String
  let cohorts: [String: String]

  private static let mostEntries = 50_000
  private static let deepest = 6

  /// `study` and `cohort` are paths from the command line; a cohort may be `NAME=PATH`.
  ///
  /// Throws: ``Failure`` where the study is not found.
  init(of record: Provenance, _ run: Provenance.Run, study: String?, cohorts: CohortPaths) throws(Failure) {
    var cohorts = cohorts.named
    if let unnamed = cohorts.removeValue(forKey: "") { cohorts[run.cohort] = unnamed }
    self.cohorts = cohorts
    let recorded = record.inputs.first { $0.file == run.study }?.sha256 ?? ""
    if let study {
      self.study = Self.file(study, named: run.study)
      return
    }
    let places = cohorts.sorted { $0.key < $1.key }.map { $0.value + "/" + run.study }
    let found =
      places.filter(FileManager.default.fileExists) + Self.files(named: run.study, under: ".")
    let exact = found.first { (try? FileDigest.hexadecimal(ofFileAt: $0)) == recorded }
    // A study that has changed is known by the data beside it.
    let near = found.first { path in
      let folder = String(path.dropLast(run.study.count))
      return record.inputs.contains { input in
        input.file != run.study
          && (try? FileDigest.hexadecimal(ofFileAt: folder + input.file)) == input.sha256
      }
    }
    guard let study = exact ?? near ?? (cohorts.isEmpty ? nil : found.first) else {
      throw Failure(
        .missingFile,
        "No \(run.study) under this folder is the one of the record, nor stands beside its data. Go to a folder above it, or name "
          + "it with --study and its cohort with --cohort.")
    }
    self.study = study
  }

  private static func file(_ path: String, named name: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? path + "/" + name : path
  }

  /// Files of a name, those in upper folders first; hidden folders and links are left alone.
  private static func files(named name: String, under root: String) -> [String] {
    var found: [String] = []
    var level = [root]
    var seen = 0
    for _ in 0...deepest where !level.isEmpty && seen < mostEntries {
      var next: [String] = []
      for folder in level {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        seen += entries.count
        if entries.contains(name) { found.append(folder + "/" + name) }
        for entry in entries.sorted() where !entry.hasPrefix(".") {
          let path = folder + "/" + entry
          let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
          if kind == .typeDirectory { next.append(path) }
        }
      }
      level = next
    }
    return found
  }
}
