public import Statistics

/// The differences between the rates of two arms that a run shows.
struct RateDifferences: ReportedResult {
  static let entry = 1

  var rows: [RateDifference]

  /// The units of each difference.
  struct Register: CountRegister {
    var units: [RateRegister.DifferenceUnits]
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    Register(units: (earlier.first(RateRegister.self) ?? RateRegister()).enter(rows, in: &audit))
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> Shown {
    var shown = Shown(
      rows: rows.map { SuppressedDifference($0) }, names: run.results.names, level: run.results.level)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      for (place, units) in register.units.enumerated() { shown.rows[place].hide(units, by: audit) }
    case .rounding:
      for place in shown.rows.indices {
        let few = Self.isFew(shown.rows[place], in: run.results)
        shown.rows[place].round(few: few, level: shown.level, run.recomputation)
      }
    }
    return shown
  }

  /// Whether an arm of the difference is of few patients, by the rates and Table 1 of the run.
  private static func isFew(_ difference: SuppressedDifference, in results: Results) -> Bool {
    let arms = [difference.first, difference.second]
    let inRates = results.rates.flatMap(\.rows).contains { row in
      row.scale == difference.scale && arms.contains { row.group == [$0] }
        && Rounding.shown(row.patients) == nil
    }
    guard !inRates, let table = results.baseline else { return inRates }
    return zip(table.arms, table.patients).dropLast().contains {
      arms.contains($0) && Rounding.shown($1) == nil
    }
  }

  struct Shown: ReportPart {
    static let place = 3

    var rows: [SuppressedDifference]
    var names: ReportNames
    var level: Double

    var dataTables: [(name: String, table: Table)] { [("differences", dataTable)] }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      let plot = DifferencePlot(rows: rows, names: names, level: level, id: "figure-differences")
      let figure = Figure(
        name: "differences", caption: "Differences between the rates of two arms, with their limits.",
        drawing: plot.drawing(), from: redrawing)
      return [
        ReportSection(
          id: "differences", title: "Differences between arms",
          blocks: [
            .figure(figure),
            .details("Numbers: differences between arms", [.table(summary.made(of: exported))]),
          ])
      ]
    }

    private var exported: ExportedRows { ExportedRows(of: "differences") }

    private var redrawing: Redrawing {
      Redrawing.differences(
        of: exported, hasSeveralBaselines: Set(rows.map(\.baseline)).count > 1)
    }
  }
}

extension Redrawing {
  /// The plot of differences, between patients or within them.
  static func differences(of rows: ExportedRows, hasSeveralBaselines: Bool) -> Redrawing {
    let line = ["first", "second", "outcome", "scale"] + (hasSeveralBaselines ? ["baseline"] : [])
    return Redrawing(
      .forest, of: rows,
      [
        "line": .texts(line + ["endpoint", "missing"]), "series": .text("missing"), "reference": .number(0),
        "axis": .text("percentage points; right of 0: more in the first arm"),
      ])
  }
}

extension Results {
  public var differences: [RateDifference] {
    get { self[RateDifferences.self]?.rows ?? [] }
    set { self[RateDifferences.self] = newValue.isEmpty ? nil : RateDifferences(rows: newValue) }
  }
}

extension SuppressedResults {
  public var differences: [SuppressedDifference] { part(RateDifferences.Shown.self)?.rows ?? [] }
}
