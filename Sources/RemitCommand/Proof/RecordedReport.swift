import Foundation
import Intake
import Reporting

/// The folder of a report with the record that stands in it.
struct RecordedReport {
  let folder: String
  let record: Provenance

  static let file = "provenance.json"

  /// Throws: ``Failure`` for a folder that is no report, and for a record of a later version.
  init(in folder: String) throws(Failure) {
    self.folder = folder
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.file) else {
      throw Failure(
        .missingFile,
        "\(folder) holds no \(Self.file), so it is no report. Name the folder that remit report wrote.")
    }
    do throws(ProvenanceError) { record = try Provenance(json: data) } catch {
      throw Failure(.configuration, "\(folder): \(error.description)")
    }
  }

  /// What is needed to make the report again.
  ///
  /// Throws: ``Failure`` for tables of other verbs and for records of versions before 0.2.
  func run() throws(Failure) -> Provenance.Run {
    if let run = record.run, !record.outputs.isEmpty { return run }
    throw Failure(
      .configuration,
      "\(folder)/\(Self.file) says what its files were made from, and not how to make them again: it is of another verb than "
        + "report and run, or of an earlier version. Write the report anew with this version of remit.")
  }

  func version(of name: String) -> String { record.versions.first { $0.name == name }?.value ?? "none" }

  /// The digest of a file as it stands in the folder; `nil` where there is none.
  func digest(of file: String) -> String? {
    try? FileDigest.hexadecimal(ofFileAt: folder + "/" + file)
  }

  /// Files that no record names.
  var others: [String] {
    let known = Set(record.outputs.map(\.file) + [Self.file, "ro-crate-metadata.json"])
    return FolderFiles.all(in: folder).filter { !known.contains($0) }
  }
}

/// The files of a folder and of those in it, by their paths in it, in order.
enum FolderFiles {
  static func all(in folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}
