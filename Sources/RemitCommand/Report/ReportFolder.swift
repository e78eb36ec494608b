import Foundation
import Intake
import Reporting

/// The folder of a report, as it is written: every file with its digest in `provenance.json`.
struct ReportFolder {
  let files: [ReportFile]

  init(_ report: Report, _ files: [ReportFile]) {
    self.files = report.sealed(files) { FileDigest.hexadecimal(of: $0) }
  }

  static func digest(of text: String) -> String { FileDigest.hexadecimal(of: Array(text.utf8)) }

  /// What the folder says of itself, as a reader of it finds it.
  func record() throws(Failure) -> Provenance {
    let text = files.first { $0.path == "provenance.json" }?.text ?? ""
    do throws(ProvenanceError) { return try Provenance(json: Data(text.utf8)) } catch {
      throw Failure(.bug, error.description)
    }
  }

  /// Throws: ``Failure`` where a file cannot be written, or is one of those that were read.
  func write(to folder: String, readFrom inputs: [String]) throws(Failure) {
    for inner in Set(files.map { Self.folder(of: $0.path) }).sorted() {
      try OutputFile.makeFolder(inner.isEmpty ? folder : folder + "/" + inner)
    }
    for file in files { try OutputFile.check(folder + "/" + file.path, against: inputs) }
    for file in files { try OutputFile.write(file.text, to: folder + "/" + file.path) }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
