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
    var shown = tables.map { SuppressedRates($0, under: run.disclosure, names: run.results.names) }
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
      tables.enumerated().map { place, rates in (RateAnchors.table(at: place), rates.table) }
    }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      // What stands below one table is not said again below the next.
      var said: Set<String> = []
      return tables.enumerated().map { place, rates in
        let keys = rates.by.map { rates.names.heading($0).lowercased() }
        let fallback = keys.isEmpty ? "Rates" : "Rates by " + ReportWords.list(keys)
        let title = place < setting.rateHeadings.count ? setting.rateHeadings[place] : fallback
        let blocks = Self.blocks(rates, place, setting, &said)
        // Many groups by step are the road of the cohort.
        if Self.isMatrix(rates) {
          let under = blocks.map {
            if case .heading(let text) = $0 { ReportSection.Block.subheading(text) } else { $0 }
          }
          return ReportSection(id: "road", title: "The road", blocks: [.heading(title)] + under)
        }
        return ReportSection(id: place == 0 ? "rates" : "rates-\(place + 1)", title: title, blocks: blocks)
      }
    }

    private static func isMatrix(_ rates: SuppressedRates) -> Bool {
      StepMatrix.fits(rates.by) && rates.sections.contains { $0.groups.count > 8 }
    }

    /// A figure an outcome, unless the first page or the matrix shows it, and the numbers folded below it.
    private static func blocks(
      _ rates: SuppressedRates, _ place: Int, _ setting: ReportSetting, _ said: inout Set<String>
    ) -> [ReportSection.Block] {
      if let together = together(rates, place, setting, &said) { return together }
      var blocks: [ReportSection.Block] = []
      var isFirst = true
      for section in rates.sections {
        let title =
          "\(ReportWords.outcome(section.outcome)) on \(section.scale) against \(ReportWords.baseline(section.baseline))"
        let caption = "\(title), at \(ReportWords.endpoint(section.endpoint))."
        let name = RateAnchors.section(section, in: rates, at: place)
        if let figure = figure(of: section, in: rates, at: place, named: name, caption: caption, setting) {
          blocks += [.heading(title), .figure(figure)]
        }
        var table = rates.summary(of: section, caption: caption, anchor: name)
        // What the columns mean is said once, under the first table.
        if !isFirst {
          for column in table.columns.indices { table.columns[column].note = "" }
        }
        table.notes.removeAll { !said.insert($0).inserted }
        isFirst = false
        table.exported = rates.exported(section, at: place)
        blocks.append(.details("Numbers: " + caption, [.table(table)]))
      }
      return blocks
    }

    /// Few groups under several outcomes, baselines or scales stand in one figure and one table.
    private static func together(
      _ rates: SuppressedRates, _ place: Int, _ setting: ReportSetting, _ said: inout Set<String>
    ) -> [ReportSection.Block]? {
      let sections = rates.sections
      let lines = sections.reduce(0) { $0 + $1.groups.count }
      guard sections.count > 1, lines <= 24, !isMatrix(rates), let endpoint = sections.first?.endpoint,
        sections.allSatisfy({ $0.endpoint == endpoint })
      else { return nil }
      var joined = rates
      joined.by = ["outcome", "against", "scale"] + rates.by
      joined.rows = rates.sections.flatMap { section in
        section.rows.map { row in
          var row = row
          row.group =
            [ReportWords.outcome(row.outcome), ReportWords.baseline(row.baseline), row.scale] + row.group
          return row
        }
      }
      // A column that says the same everywhere says nothing.
      for column in [2, 1, 0] where Set(joined.rows.map { $0.group[column] }).count == 1 {
        joined.by.remove(at: column)
        for row in joined.rows.indices { joined.rows[row].group.remove(at: column) }
      }
      joined.names.columns["outcome"] = "Outcome"
      joined.names.columns["against"] = "Against"
      let whole = SuppressedRates.Section(
        outcome: sections[0].outcome, baseline: sections[0].baseline, scale: sections[0].scale,
        endpoint: endpoint, rows: joined.rows)
      let caption = "Rates at \(ReportWords.endpoint(endpoint))."
      var blocks: [ReportSection.Block] = []
      let names = sections.map { RateAnchors.section($0, in: rates, at: place) }
      if !names.allSatisfy(setting.figured.contains), joined.rows.contains(where: { $0.estimate != nil }) {
        let name = FileName.joined(["rates" + (place == 0 ? "" : "-\(place + 1)")])
        let plot = ForestPlot(
          joined.rows, by: joined.by, names: joined.names, level: rates.level, title: caption,
          id: "figure-" + name)
        blocks.append(
          .figure(
            Figure(
              name: name, caption: caption, drawing: plot.drawing(),
              from: rates.redrawing(ofAllBy: joined.by, at: place))))
      }
      var table = joined.summary(of: whole, caption: caption)
      table.notes.removeAll { !said.insert($0).inserted }
      table.anchors = zip(sections, names).flatMap { section, name in
        section.groups.indices.map { RateAnchors.row($0, of: name) }
      }
      table.exported = rates.exportedRows(at: place)
      blocks.append(.details("Numbers: " + caption, [.table(table)]))
      return blocks
    }

    private static func figure(
      of section: SuppressedRates.Section, in rates: SuppressedRates, at place: Int, named name: String,
      caption: String, _ setting: ReportSetting
    ) -> Figure? {
      if setting.figured.contains(name)
        || section.rows.allSatisfy({ $0.suppressed != .none && $0.estimate == nil })
      {
        return nil
      }
      guard isMatrix(rates), let first = section.rows.first, let stepColumn = rates.by.firstIndex(of: "step")
      else {
        let plot = ForestPlot(
          section.rows, by: rates.by, names: rates.names, level: rates.level, title: caption,
          id: "figure-" + name)
        return Figure(
          name: name, caption: caption, drawing: plot.drawing(), from: rates.redrawing(section, at: place))
      }
      let words = "\(caption.dropLast()), endpoints \(ReportWords.reading(first.missing))."
      let matrix = StepMatrix(
        rows: section.rows.filter { $0.missing == first.missing }, names: rates.names,
        stepColumn: stepColumn, keys: rates.by, title: words, id: "figure-" + name)
      return Figure(
        name: name, caption: words, drawing: matrix.drawing(),
        from: rates.redrawing(section, at: place, asMatrixBy: stepColumn))
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
