public import Treatment

/// What a cohort folder holds and how its files are read: `cohort.yaml`, or the canonical names.
///
/// The schema with a complete example stands in `Datasets/SCHEMA.md`.
public struct CohortDeclaration: Sendable, Hashable {
  public enum Dates: String, Sendable, CaseIterable {
    case days
    /// ISO dates, turned into days since the patient's first event when the patient's rows meet.
    case iso
  }

  public enum Format: String, Sendable, CaseIterable {
    /// The files of Documentation/Formats/Cohort.md, or files that are declared to be read as them.
    case remit
    /// The tables of the OMOP common data model.
    case omop
  }

  public var title: String?
  public var format: Format = .remit
  /// How the files of an OMOP folder are written; `nil` = found for each file.
  public var omopDialect: CSVDialect?
  public var design: StudyDesign = .cohort
  public var quasiIdentifiers: [String] = []
  public var dates: Dates = .days
  /// The catalogue of the cohort's own, which lies over the bundled one.
  public var ownCatalogue: OwnCatalogue?
  /// In the order of the file; patients before what refers to them.
  public var tables: [TableDeclaration] = []

  public init() {}

  public func tables(of kind: TableDeclaration.Kind) -> [TableDeclaration] {
    tables.filter { $0.kind == kind }
  }
}
