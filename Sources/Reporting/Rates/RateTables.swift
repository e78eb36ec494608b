public import Statistics
import Treatment

/// The tables of rates that a run shows.
struct RateTables: ReportedResult {
  static let entry = 0

  var tables: [RateTable]

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> RateRegister {
    var register = RateRegister()
    register.enter(tables, in: &audit)
    return register
  }

  func shown(_ protection: Protection<RateRegister>, in run: DisclosureRun) -> Shown {
    var shown = tables.map { SuppressedRates($0, under: run.disclosure) }
    var unproven = 0
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      register.apply(audit, to: &shown)
      unproven = audit.unproven
    case .rounding:
      for table in shown.indices {
        for row in shown[table].rows.indices {
          shown[table].rows[row].round(level: shown[table].level, run.recomputation)
        }
      }
    }
    for (place, table) in tables.enumerated() {
      shown[place].notes +=
        ScoreNotes(table, shown[place], under: run.disclosure, isFirst: place == 0).sentences
      if unproven > 0 { shown[place].notes.append(Disclosure.doubt(of: unproven)) }
    }
    return Shown(tables: shown)
  }

  /// A heading a table, and under it a figure and the rows of every outcome, baseline, scale and endpoint.
  struct Shown: ReportPart {
    static let place = 2

    var tables: [SuppressedRates]

    var dataTables: [(name: String, table: Table)] {
      tables.enumerated().map { place, rates in (place == 0 ? "rates" : "rates-\(place + 1)", rates.table) }
    }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      tables.enumerated().map { place, rates in
        let fallback = rates.by.isEmpty ? "Rates" : "Rates by " + ReportWords.list(rates.by)
        return ReportSection(
          id: place == 0 ? "rates" : "rates-\(place + 1)",
          title: place < setting.rateHeadings.count ? setting.rateHeadings[place] : fallback,
          blocks: Self.blocks(rates, place))
      }
    }

    private static func blocks(_ rates: SuppressedRates, _ place: Int) -> [ReportSection.Block] {
      var blocks: [ReportSection.Block] = []
      var isFirst = true
      var said: Set<String> = []
      for section in rates.sections {
        let title =
          "\(ReportWords.outcome(section.outcome)) on \(section.scale) against \(ReportWords.baseline(section.baseline))"
        let caption = "\(title), at \(ReportWords.endpoint(section.endpoint))."
        var parts = ["rates" + (place == 0 ? "" : "-\(place + 1)"), section.outcome.rawValue]
        parts += [section.scale, section.baseline.rawValue]
        // Several endpoints of one outcome need a name each.
        if rates.sections.contains(where: { $0.endpoint != section.endpoint }) {
          parts.append(section.endpoint.label)
        }
        let name = FileName.joined(parts)
        let plot = ForestPlot(
          section.rows, by: rates.by, level: rates.level, title: caption, id: "figure-" + name)
        blocks.append(.heading(title))
        blocks.append(.figure(Figure(name: name, caption: caption, drawing: plot.drawing())))
        var table = rates.summary(of: section, caption: caption)
        // What the columns mean is said once, under the first table.
        if !isFirst {
          for column in table.columns.indices { table.columns[column].note = "" }
        }
        table.notes.removeAll { !said.insert($0).inserted }
        isFirst = false
        blocks.append(.table(table))
      }
      return blocks
    }
  }
}

extension RateRegister: CountRegister {
  func apply(_ audit: CountAudit, to tables: inout [SuppressedRates]) {
    for (table, rows) in rowUnits.enumerated() {
      for (row, units) in rows.enumerated() {
        let (events, cell) = (audit.state(of: units.events), audit.state(of: units.cell))
        if cell != .none {
          tables[table].rows[row].hideCell(cell.joined(with: events))
        } else if events != .none {
          tables[table].rows[row].hideEvents(events)
        }
      }
    }
  }
}

extension SuppressedRates.Row {
  /// Rates and their limits come from the rounded counts; robust limits cannot be made from them and are hidden.
  mutating func round(level: Double, _ recomputation: Recomputation) {
    let before = self
    hideCell(.none)
    // However many steps they have: a rate of few patients is theirs.
    if Rounding.shown(before.patients) == nil {
      suppressed = .primary
      return
    }
    patients = Rounding.shown(before.patients)
    steps = Rounding.shown(before.steps)
    noBaseline = Rounding.shown(before.noBaseline)
    notEvaluable = before.notEvaluable
    remittedAtBaseline = before.remittedAtBaseline
    notAssessed = before.notAssessed
    notAssessedSteps = before.notAssessedSteps
    n = Rounding.shown(before.n)
    events = Rounding.shown(before.events)
    guard let n, let events else {
      suppressed = .primary
      return
    }
    guard let limits = recomputation.rate(events, n, interval, level) else {
      suppressed = .secondary
      return
    }
    estimate = limits.estimate
    confLow = limits.low
    confHigh = limits.high
  }
}

extension Results {
  public var rates: [RateTable] {
    get { self[RateTables.self]?.tables ?? [] }
    set { self[RateTables.self] = newValue.isEmpty ? nil : RateTables(tables: newValue) }
  }
}

extension SuppressedResults {
  public var rates: [SuppressedRates] { part(RateTables.Shown.self)?.tables ?? [] }
}
