import Foundation

/// The tables of an OMOP export in a folder, found whatever the letter case of their names.
struct OMOPFolder {
  struct File: Sendable, Hashable {
    /// As it stands in the folder.
    let name: String
    let path: String
  }

  let files: [OMOPTable: File]

  /// Throws: `unreadable` for the folder, `configuration` where two files are one table.
  init(_ path: String) throws(IntakeError) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .unreadable(path: path, reason: "its files cannot be listed")
    }
    var found: [OMOPTable: File] = [:]
    for name in names.sorted() {
      guard let table = Self.table(ofFile: name) else { continue }
      if let other = found[table] {
        throw .configuration(
          file: path, line: 0, column: 0,
          message: "\(other.name) and \(name) are both the OMOP table \(table.rawValue). Keep one of them.")
      }
      found[table] = File(name: name, path: path + "/" + name)
    }
    files = found
  }

  /// Whether the folder holds a table of persons, and none of the files of a cohort of Remit's own.
  static func isOne(_ path: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let own = TableDeclaration.Kind.allCases.flatMap { [$0.canonicalFile, $0.canonicalFile + ".gz"] }
    return names.contains { table(ofFile: $0) == .person } && !names.contains { own.contains($0) }
  }

  private static func table(ofFile name: String) -> OMOPTable? {
    let plain = name.lowercased()
    return OMOPTable.allCases.first { [$0.rawValue + ".csv", $0.rawValue + ".csv.gz"].contains(plain) }
  }
}
