extension CohortSurvey: ReportedResult {
  /// Where the counts of missing cells stand in an audit; `nil` for a column without one.
  struct Register: CountRegister {
    var units: [Int?]
  }

  /// A cell that one to four patients lack, or that one to four have, is about them. Rows are printed by every verb.
  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    Register(
      units: columns.map { column in
        guard let rows = column.rows, let missing = column.missing else { return nil }
        let (lacking, having) = (audit.variable(missing), audit.variable(max(rows - missing, 0)))
        audit.fix([lacking, having])
        return audit.unit(printing: [lacking], sensitive: [lacking, having], cost: 10)
      })
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedSurvey {
    var shown = SuppressedSurvey(self)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      for (place, unit) in register.units.enumerated() {
        guard let unit, audit.state(of: unit) != .none else { continue }
        shown.columns[place].missing = nil
        shown.suppressed[place] = audit.state(of: unit)
      }
    case .rounding:
      for place in shown.columns.indices {
        let column = columns[place]
        shown.columns[place].rows = Rounding.shown(column.rows)
        shown.columns[place].missing = Rounding.shown(column.missing)
        if let rows = column.rows, let missing = column.missing, rows > missing,
          Rounding.isSmall(rows - missing)
        {
          shown.columns[place].missing = nil
        }
        if column.missing != nil, shown.columns[place].missing == nil { shown.suppressed[place] = .primary }
      }
    }
    return shown
  }
}

/// A ``CohortSurvey`` after disclosure control.
public struct SuppressedSurvey: Sendable {
  var columns: [CohortSurvey.Column]
  var suppressed: [Suppression]
  var scales: [String]
  var strategies: [String]

  init(_ survey: CohortSurvey) {
    columns = survey.columns
    suppressed = survey.columns.map { _ in .none }
    scales = survey.scales
    strategies = survey.strategies
  }
}

extension SuppressedSurvey: ReportPart {
  static let place = 0

  var dataTables: [(name: String, table: Table)] { [("survey", dataTable)] }

  var dataTable: Table {
    Table(
      caption: "Every column of every file",
      columns: [
        Table.Column("file", isRowHeading: true), Table.Column("column", isRowHeading: true),
        Table.Column("type"), Table.Column("rows"), Table.Column("missing"), Table.Column("suppressed"),
      ],
      rows: zip(columns, suppressed).map { column, mark in
        [
          .text(column.file), .text(column.name), .text(column.type),
          Cell(count: column.rows, orHidden: true), Cell(count: column.missing, orHidden: mark != .none),
          .text(mark.rawValue),
        ]
      })
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    func said(_ what: String, _ names: [String]) -> String {
      what + ": " + (names.isEmpty ? "none" : names.joined(separator: ", ")) + "."
    }
    return [
      ReportSection(
        id: "files", title: "The files",
        blocks: [
          .table(dataTable.made(of: ExportedRows(of: "survey"))), .paragraph(said("Scales", scales)),
          .paragraph(said("Strategies", strategies)),
        ])
    ]
  }
}

extension Results {
  public var survey: CohortSurvey? {
    get { self[CohortSurvey.self] }
    set { self[CohortSurvey.self] = newValue }
  }
}
