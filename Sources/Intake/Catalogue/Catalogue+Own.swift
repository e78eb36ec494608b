import Foundation
public import Treatment

extension Catalogue {
  /// This catalogue under a user's own: rows of one name override, cell by cell; others extend it.
  ///
  /// Throws: `catalogue` for names that clash, and for new entries that lack what they need.
  public func under(_ own: OwnCatalogue) throws(IntakeError) -> Catalogue {
    var overlay = CatalogueOverlay(over: self)
    overlay.lay(own)
    return try overlay.finished()
  }

  /// The catalogue in force for a cohort: the bundled one, under the one that its `cohort.yaml` names, under
  /// `own`.
  ///
  /// Throws: what reading that key and the files throws; a cohort that is not there is left to its reader.
  public static func inForce(
    forCohortAt path: String, under own: OwnCatalogue? = nil
  ) throws(IntakeError) -> Catalogue {
    var catalogue = Catalogue.bundled
    if let declared = try OwnCatalogue(ofCohortIn: path) { catalogue = try catalogue.under(declared) }
    if let own { catalogue = try catalogue.under(own) }
    return catalogue
  }
}

extension OwnCatalogue {
  /// The catalogue that a folder's `cohort.yaml` names; `nil` where it names none.
  init?(ofCohortIn folder: String) throws(IntakeError) {
    let path = folder + "/" + CohortDeclaration.fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let root = try YAMLValue.document(at: path, named: CohortDeclaration.fileName)
    guard let entry = try root.entries().first(where: { $0.key == "catalogue" }) else { return nil }
    try self.init(entry.value, in: folder)
  }

  /// The catalogue at the path that a value names, its files named relative to the folder.
  init(_ value: YAMLValue, in folder: String) throws(IntakeError) {
    let name = try value.text()
    let path = try ConfinedPath.resolve(value, in: folder)
    guard FileManager.default.fileExists(atPath: path) else {
      throw value.failure("'\(value.name)' names a file or folder that is not there.")
    }
    let read = try OwnCatalogue(at: path)
    if read.files.contains(where: { ConfinedPath.leadsOut($0.path, of: folder) }) {
      throw value.failure(
        "'\(value.name)' holds a symbolic link that leads out of the folder of \(value.file).")
    }
    files = read.files.map { file in
      var named = file
      if file.path == path {
        named.name = name
      } else if name != "." {
        named.name = name + "/" + file.name
      }
      return named
    }
  }
}
