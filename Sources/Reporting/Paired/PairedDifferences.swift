public import Statistics
import Treatment

/// The differences within patients that a crossover shows.
struct PairedDifferences: ReportedResult {
  // After the rates, whose patients these are.
  static let entry = 1

  var rows: [PairedDifference]

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> PairedRegister {
    PairedRegister(rows, beside: earlier.first(RateRegister.self) ?? RateRegister(), in: &audit)
  }

  func shown(_ protection: Protection<PairedRegister>, in run: DisclosureRun) -> Shown {
    var shown = Shown(
      rows: rows.map { SuppressedPairedDifference($0) }, names: run.results.names, level: run.results.level)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      for (place, units) in register.units.enumerated() {
        if audit.state(of: units.order) != .none { shown.rows[place].hideOrder() }
        let state = audit.state(of: units.row)
        if state != .none { shown.rows[place].hide(state) }
      }
    case .rounding:
      for place in shown.rows.indices { shown.rows[place].round(level: shown.level, run.recomputation) }
    }
    return shown
  }

  struct Shown: ReportPart {
    static let place = 3

    var rows: [SuppressedPairedDifference]
    var names: ReportNames
    var level: Double

    var dataTables: [(name: String, table: Table)] { [("paired", dataTable)] }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      let plot = DifferencePlot(
        rows: drawn.map { SuppressedDifference($0) }, names: names, level: level, id: "figure-paired")
      let figure = Figure(
        name: "paired",
        caption: "Differences between two treatments of the same patients, with Tango's limits."
          + (drawn.count < rows.count ? " Observed endpoints; the other readings are in the table." : ""),
        drawing: plot.drawing(), from: redrawing)
      return [
        ReportSection(
          id: "differences", title: "Differences within patients",
          blocks: [
            .paragraph(Self.carryOver), .figure(figure),
            .details(
              "Numbers: differences within patients",
              [
                .table(
                  summary.made(
                    of: exported.showing(
                      Self.keys + [
                        "patients", "n", "both", "only_first", "only_second", "neither", "estimate",
                        "conf_low", "conf_high", "exact_p", "mid_p", "suppressed",
                      ]))),
                .table(
                  orders.made(
                    of: drawnRows.showing(
                      Self.keys + [
                        "n_ab", "only_first_ab", "only_second_ab", "n_ba", "only_first_ba", "only_second_ba",
                        "order_p",
                      ]))),
              ]),
          ])
      ]
    }

    /// More rows than these are nothing to look at; then those of observed endpoints are.
    private static let mostRows = 12

    var drawn: [SuppressedPairedDifference] {
      let observed = rows.filter { $0.missing == .observed }
      return rows.count > Self.mostRows && !observed.isEmpty ? observed : rows
    }

    private static let keys = ["first", "second", "outcome", "baseline", "scale", "endpoint", "missing"]

    private var exported: ExportedRows { ExportedRows(of: "paired") }

    private var drawnRows: ExportedRows {
      drawn.count < rows.count ? exported.keeping("missing", MissingReading.observed.rawValue) : exported
    }

    private var redrawing: Redrawing {
      Redrawing.differences(
        of: drawnRows, hasSeveralBaselines: Set(rows.map(\.baseline)).count > 1)
    }

    /// What no test can settle.
    static let carryOver =
      "Each patient had both treatments, so they are compared within patients; who had one alone is not here. Nothing in this "
      + "comparison takes out what the first treatment may still do in the second period. The usual test for such carry-over is "
      + "weak, and letting it decide which periods count misleads more often than it helps, so none is given: look at the rates by "
      + "order, and at the first period alone."
  }
}

extension Results {
  public var paired: [PairedDifference] {
    get { self[PairedDifferences.self]?.rows ?? [] }
    set { self[PairedDifferences.self] = newValue.isEmpty ? nil : PairedDifferences(rows: newValue) }
  }
}

extension SuppressedResults {
  public var paired: [SuppressedPairedDifference] { part(PairedDifferences.Shown.self)?.rows ?? [] }
}

extension SuppressedDifference {
  /// The rates of the patients who had both treatments, for the figure.
  init(_ paired: SuppressedPairedDifference) {
    func sum(_ a: Int?, _ b: Int?) -> Int? { a.flatMap { a in b.map { a + $0 } } }
    first = paired.first
    second = paired.second
    outcome = paired.outcome
    baseline = paired.baseline
    scale = paired.scale
    endpoint = paired.endpoint
    missing = paired.missing
    firstEvents = sum(paired.both, paired.onlyFirst)
    secondEvents = sum(paired.both, paired.onlySecond)
    (firstN, secondN) = (paired.n, paired.n)
    (estimate, confLow, confHigh) = (paired.estimate, paired.confLow, paired.confHigh)
    suppressed = paired.suppressed
  }
}
