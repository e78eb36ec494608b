import Foundation
public import Treatment

extension Catalogue {
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
}
