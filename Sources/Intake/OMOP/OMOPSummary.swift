/// What an OMOP folder held and what was made of it, in counts.
///
/// Not: for an output as it is. Counts of patients and rows go through ``shown(_:)`` and its like first.
public struct OMOPSummary: Sendable, Equatable {
  public struct Table: Sendable, Equatable {
    public var table: OMOPTable
    /// The file as it stands in the folder; `nil` where there is none.
    public var file: String?
    public var rows = 0
  }

  /// Rows of a table whose concept leads nowhere. By concept, never by patient.
  public struct Unmapped: Sendable, Equatable {
    public var table: OMOPTable
    /// 0 = the source's code has no concept at all.
    public var concept: Int64
    public var rows: Int
  }

  /// Rows that were sound and are in no result, and why.
  public struct LeftOut: Sendable, Equatable {
    public var table: OMOPTable
    public var reason: String
    public var rows: Int
  }

  /// In the order of ``OMOPTable``.
  public var tables: [Table] = []
  public var persons = 0
  public var withAntidepressant = 0
  /// Trazodone is given for sleep as often as for depression, so counts stand with it and without.
  public var withOtherThanTrazodone = 0
  public var withTwoAntidepressants = 0
  public var withTwoOtherThanTrazodone = 0
  /// `nil` where no table of conditions is there.
  public var withDepressionCode: Int?
  public var withDepressionCodeAndAntidepressant: Int?
  /// Drug courses of the catalogue's agents, and those with a dose.
  public var drugCourses = 0
  public var drugCoursesWithDose = 0
  public var sessions = 0
  public var scores = 0
  /// By table, then concept.
  public var unmapped: [Unmapped] = []
  public var leftOut: [LeftOut] = []
  /// Whether the vocabulary tables speak of drugs, so that drug concepts can be traced to ingredients.
  public var vocabularyCoversDrugs = false

  public init() {}

  public var missing: [OMOPTable] { tables.filter { $0.file == nil }.map(\.table) }

  /// A small count is not printed as a number.
  public static func shown(_ count: Int) -> String { (1...4).contains(count) ? "fewer than 5" : "\(count)" }

  /// What the reader of any output of the cohort should know.
  public var sentences: [String] {
    var lines: [String] = []
    if !missing.isEmpty {
      lines.append(
        "OMOP tables that are not there: "
          + missing.map { "\($0.rawValue) (\($0.loss))" }.joined(separator: ", ") + ".")
    }
    if !vocabularyCoversDrugs, !missing.contains(.drugExposure) {
      lines.append(
        "The vocabulary tables hold no RxNorm concept, so drug_exposure is not traced to ingredients: a drug is known "
          + "only where its concept is an ingredient of the catalogue, as in drug_era.")
    }
    for table in OMOPTable.allCases {
      let own = unmapped.filter { $0.table == table }
      guard !own.isEmpty else { continue }
      let rows = own.reduce(0) { $0 + $1.rows }
      lines.append(
        "\(table.rawValue): rows whose concept has no mapping: \(Self.shown(rows)), "
          + "concepts: \(own.count); remit validate lists them.")
    }
    for item in leftOut {
      lines.append("\(item.table.rawValue): rows left out, \(item.reason): \(Self.shown(item.rows)).")
    }
    if drugCourses > 0, drugCoursesWithDose == 0 {
      lines.append("No drug course has a dose, so every dose is unknown.")
    }
    return lines
  }
}
