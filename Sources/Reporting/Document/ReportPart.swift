import Treatment

/// A result after disclosure control, as a report shows it: its sections and the tables of its files.
protocol ReportPart: Sendable {
  /// Where it stands among the parts of a report.
  static var place: Int { get }

  /// What stands under which headings; a part without anything to show has none.
  func sections(in setting: ReportSetting) -> [ReportSection]

  /// Each with the name of its file, without ending.
  var dataTables: [(name: String, table: Table)] { get }

  /// What it found, for a paragraph of results: sentences with the numbers of its tables.
  var results: [String] { get }
}

extension ReportPart {
  /// After those that were there before.
  static var place: Int { .max }

  var results: [String] { [] }
}

/// What a part must know of the report around it.
struct ReportSetting {
  var design: StudyDesign
  /// A heading for each table of rates; "Rates by …" where there is none.
  var rateHeadings: [String]
  /// Names of figures of rates that the first page stands for.
  var figured: Set<String> = []
}
