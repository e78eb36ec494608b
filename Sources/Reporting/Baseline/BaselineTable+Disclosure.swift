public import Statistics
import Treatment

extension BaselineTable: ReportedResult {
  static let entry = 3

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> BaselineRegister {
    BaselineRegister(self, beside: earlier.first(RateRegister.self) ?? RateRegister(), in: &audit)
  }

  func shown(_ protection: Protection<BaselineRegister>, in run: DisclosureRun) -> SuppressedBaseline {
    var shown = SuppressedBaseline(self)
    shown.names = run.results.names
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      register.apply(audit, to: &shown, of: self)
      shown.hideQuartiles(of: self, smallest: audit.minCellCount)
      for place in shown.variables.indices { shown.hideDifference(ofVariable: place) }
    case .rounding: shown.round(self, run.recomputation)
    }
    return shown
  }
}

extension SuppressedBaseline: ReportPart {
  static let place = 1

  var dataTables: [(name: String, table: Table)] { [("baseline", dataTable)] }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    var blocks = [ReportSection.Block.table(summary.made(of: ExportedRows(of: "baseline")))]
    if setting.design == .crossover {
      blocks.insert(
        .paragraph(
          "Columns are the arm that a patient had first; in a crossover most patients have several."),
        at: 0)
    }
    return [ReportSection(id: "cohort", title: "The cohort", blocks: blocks)]
  }
}

extension Results {
  public var baseline: BaselineTable? {
    get { self[BaselineTable.self] }
    set { self[BaselineTable.self] = newValue }
  }
}

extension SuppressedResults {
  public var baseline: SuppressedBaseline? { part(SuppressedBaseline.self) }
}
