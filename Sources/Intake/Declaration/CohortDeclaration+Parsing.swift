import Foundation
public import Treatment

extension CohortDeclaration {
  public static let fileName = "cohort.yaml"
  private static let keys = [
    "title", "format", "design", "catalogue", "quasi_identifiers", "defaults", "patients", "exposures",
    "assessments",
    "steps", "dates", "units",
  ]

  /// The declaration of the cohort in a folder: of its `cohort.yaml`, where there is one, else of the
  /// canonical files that are there.
  ///
  /// `own` lies over the catalogue that the file names, which lies over `catalogue`.
  public init(
    folder: String, catalogue: Catalogue = .bundled, under own: OwnCatalogue? = nil
  ) throws(IntakeError) {
    let path = folder + "/" + Self.fileName
    if FileManager.default.fileExists(atPath: path) {
      try self.init(YAMLValue.document(at: path, named: Self.fileName), folder: folder, catalogue, own)
    } else {
      self.init()
    }
    if format == .remit, tables.isEmpty, OMOPFolder.isOne(folder) { format = .omop }
    if format == .remit { try addCanonicalFiles(of: folder) }
  }

  /// A declaration from the text of a `cohort.yaml` in `folder`.
  public init(
    yaml text: String, folder: String, catalogue: Catalogue = .bundled
  ) throws(IntakeError) {
    try self.init(YAMLValue.document(text, named: Self.fileName), folder: folder, catalogue, nil)
  }

  private init(
    _ root: YAMLValue, folder: String, _ base: Catalogue, _ own: OwnCatalogue?
  ) throws(IntakeError) {
    self.init()
    let entries = try root.entries(known: Self.keys, of: Self.fileName)
    if let value = entries["catalogue"] { ownCatalogue = try OwnCatalogue(value, in: folder) }
    let catalogue = try catalogue(over: base, under: own)
    title = try entries["title"]?.text()
    if let value = entries["format"] { format = try value.word(Format.allCases) }
    if let value = entries["design"] { design = try value.word(StudyDesign.allCases) }
    if let value = entries["quasi_identifiers"] { quasiIdentifiers = try value.texts() }
    if let value = entries["dates"] { dates = try value.word(Dates.allCases) }
    var dialect = CSVDialect()
    if let value = entries["defaults"] {
      try dialect.read(value.entries(known: CSVDialect.keys, of: "defaults"))
      omopDialect = dialect
    }
    if format == .omop {
      let others = ["dates", "units"] + TableDeclaration.Kind.allCases.map(\.rawValue)
      for name in others {
        guard let value = entries[name] else { continue }
        throw value.failure("'\(name)' does not go with 'format: omop', whose tables say it themselves.")
      }
    }
    var units: [String: String] = [:]
    if let value = entries["units"] {
      for entry in try value.orderedEntries(known: ["dose_unit"], of: "units") {
        units[entry.key] = try entry.value.text()
      }
    }
    for kind in TableDeclaration.Kind.allCases {
      guard let value = entries[kind.rawValue] else { continue }
      for table in try value.oneOrMore() {
        var declared = try TableDeclaration(
          table, kind: kind, dialect: dialect, dates: dates, folder: folder, catalogue: catalogue)
        if kind == .exposures { declared.constants.merge(units) { own, _ in own } }
        tables.append(declared)
      }
    }
    if let steps = entries["steps"], entries["exposures"] != nil || entries["assessments"] != nil {
      throw steps.failure(
        "A cohort is read from steps, or from exposures and assessments, not from both. "
          + "Remove one of them.")
    }
  }

  /// The catalogue in which the cohort's names stand.
  func catalogue(over base: Catalogue, under own: OwnCatalogue?) throws(IntakeError) -> Catalogue {
    var catalogue = base
    if let ownCatalogue { catalogue = try catalogue.under(ownCatalogue) }
    if let own { catalogue = try catalogue.under(own) }
    return catalogue
  }

  /// Canonical files beside what is declared: each kind that is not, of the one sort of cohort that is.
  private mutating func addCanonicalFiles(of folder: String) throws(IntakeError) {
    func isThere(_ kind: TableDeclaration.Kind) -> Bool { !kind.canonicalFiles(in: folder).isEmpty }
    let isOfSteps = !tables(of: .steps).isEmpty
    let isRaw = tables.contains { $0.kind == .exposures || $0.kind == .assessments }
    if !isOfSteps, !isRaw, isThere(.steps), isThere(.exposures) || isThere(.assessments) {
      throw .configuration(
        file: Self.fileName, line: 0, column: 0,
        message: "The folder holds steps.csv beside exposures.csv or assessments.csv. "
          + "Say in cohort.yaml which is meant, for example 'steps: {file: steps.csv}'.")
    }
    let kinds = TableDeclaration.Kind.allCases.filter { kind in
      guard tables(of: kind).isEmpty else { return false }
      return switch kind {
      case .patients: true
      case .exposures, .assessments: !isOfSteps
      case .steps: !isRaw
      }
    }
    for kind in kinds where isThere(kind) {
      let file = try kind.canonicalFile(in: folder)
      tables.append(TableDeclaration(kind: kind, file: file, path: folder + "/" + file))
    }
    guard tables.contains(where: { $0.kind != .patients }) else {
      throw .missing(
        path: "steps.csv",
        hint: "A cohort folder holds steps.csv, or exposures.csv and assessments.csv, "
          + "or a cohort.yaml that names the files.")
    }
    if tables(of: .steps).isEmpty {
      for kind in [TableDeclaration.Kind.exposures, .assessments] where tables(of: kind).isEmpty {
        throw .missing(
          path: kind.canonicalFile,
          hint:
            "Steps are made of exposures and scored by assessments, so a cohort without steps.csv has both.")
      }
    }
  }
}
