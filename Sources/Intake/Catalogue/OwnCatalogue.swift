import Foundation

/// A user's own catalogue: files in the columns of the bundled ones, each row a new entry or one that
/// overrides.
///
/// A filled cell overrides, a blank one keeps what is there, and synonyms are added; so a file needs no more
/// columns than it changes, beside the name.
public struct OwnCatalogue: Sendable, Hashable {
  /// One file, with the places of its cells for what is found out later.
  public struct File: Sendable, Hashable {
    /// As messages print it.
    public var name: String
    public var path: String
    var kind: CatalogueFileKind
    var rows: [Row]
  }

  struct Row: Sendable, Hashable {
    /// The entry that the row is about.
    var entry: String
    /// Column -> cell, blank ones left out.
    var cells: [String: Cell]

    var texts: [String: String] { cells.mapValues(\.text) }
  }

  struct Cell: Sendable, Hashable {
    var text: String
    var line: Int
    var column: Int

    func issue(in file: String, expected: String, found: String) -> InputIssue {
      InputIssue(file: file, line: line, column: column, expected: expected, found: found)
    }
  }

  public let files: [File]

  /// Reads a folder that holds `agents.csv`, `procedures.csv` or `scales.csv`, or one such file under any
  /// name.
  ///
  /// Throws: `missing` and `unreadable` for files, `catalogue` for what stands in them.
  public init(at path: String) throws(IntakeError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(
        path: path, hint: "A catalogue is a folder with \(CatalogueFileKind.files), or one such file.")
    }
    guard isFolder.boolValue else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      files = [try OwnCatalogueReading(path: path, name: name, kind: nil).file()]
      return
    }
    var found: [File] = []
    for kind in CatalogueFileKind.allCases {
      let file = path + "/" + kind.file
      guard FileManager.default.fileExists(atPath: file) else { continue }
      found.append(try OwnCatalogueReading(path: file, name: kind.file, kind: kind).file())
    }
    guard !found.isEmpty else {
      throw .missing(
        path: path + "/agents.csv", hint: "A catalogue's folder holds \(CatalogueFileKind.files).")
    }
    files = found
  }
}
