import Foundation

extension TableDeclaration.Kind {
  /// The files of a folder that have the table's own name, plain or compressed.
  func canonicalFiles(in folder: String) -> [String] {
    [canonicalFile, canonicalFile + ".gz"].filter {
      FileManager.default.fileExists(atPath: folder + "/" + $0)
    }
  }

  /// The one of them that is there; the plain name where none is.
  ///
  /// Throws: `configuration` where both are.
  func canonicalFile(in folder: String) throws(IntakeError) -> String {
    let files = canonicalFiles(in: folder)
    guard files.count < 2 else {
      throw .configuration(
        file: CohortDeclaration.fileName, line: 0, column: 0,
        message:
          "The folder holds both \(files[0]) and \(files[1]). Keep one of them, or say in cohort.yaml which is meant: "
          + "'\(rawValue): {file: \(files[1])}'.")
    }
    return files.first ?? canonicalFile
  }
}
