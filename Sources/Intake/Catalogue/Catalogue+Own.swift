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
}

extension OwnCatalogue {
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
