public import Statistics

/// The cumulative remission that a run shows.
struct CumulativeRows: ReportedResult {
  static let entry = 2

  var rows: [CumulativeRemissionRow]

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> CumulativeRegister {
    CumulativeRegister(rows, beside: earlier.first(RateRegister.self) ?? RateRegister(), in: &audit)
  }

  func shown(_ protection: Protection<CumulativeRegister>, in run: DisclosureRun) -> Shown {
    var shown = Shown(rows: rows.map { SuppressedCumulativeRow($0) }, level: run.results.level)
    switch protection {
    case .open: break
    case .hiding(let audit, let register): register.apply(audit, to: &shown.rows)
    case .rounding:
      for place in shown.rows.indices { shown.rows[place].round(level: shown.level, run.recomputation) }
    }
    return shown
  }

  struct Shown: ReportPart {
    static let place = 5

    var rows: [SuppressedCumulativeRow]
    var level: Double

    var dataTables: [(name: String, table: Table)] { [("cumulative", dataTable)] }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      // Of a first step alone nothing adds up.
      guard rows.contains(where: { $0.step > 1 }) else { return [] }
      let blocks = ReportWords.inOrder(rows.map(\.scale)).flatMap { scale -> [ReportSection.Block] in
        let own = rows.filter { $0.scale == scale }
        let name = FileName.joined(["cumulative", scale])
        let plot = CumulativePlot(rows: own, scale: scale, id: "figure-" + name)
        let isHidden = own.allSatisfy { $0.chained == nil && $0.observed == nil && $0.worstCase == nil }
        return [
          isHidden
            ? .paragraph("Every number of cumulative remission on \(scale) is hidden.")
            : .figure(
              Figure(
                name: name, caption: "Remission on \(scale) by the end of each step, in three readings.",
                drawing: plot.drawing(), from: redrawing(on: scale))),
          .details(
            "Numbers: cumulative remission on \(scale)",
            [.table(summary(own, scale: scale).made(of: exported(on: scale)))]),
        ]
      }
      return [
        ReportSection(id: "road", title: "The road", blocks: [.heading("Cumulative remission")] + blocks)
      ]
    }

    private func exported(on scale: String) -> ExportedRows {
      ExportedRows(of: "cumulative").keeping("scale", scale)
    }

    private func redrawing(on scale: String) -> Redrawing {
      Redrawing(
        .curves, of: exported(on: scale),
        [
          "x": .text("step"), "y": .texts(["chained", "observed", "worst_case"]), "percent": .flag(true),
          "across": .text("Step"), "up": .text("Remission on \(scale) by the end of the step, %"),
        ])
    }
  }
}

extension Results {
  public var cumulative: [CumulativeRemissionRow] {
    get { self[CumulativeRows.self]?.rows ?? [] }
    set { self[CumulativeRows.self] = newValue.isEmpty ? nil : CumulativeRows(rows: newValue) }
  }
}

extension SuppressedResults {
  public var cumulative: [SuppressedCumulativeRow] { part(CumulativeRows.Shown.self)?.rows ?? [] }
}
