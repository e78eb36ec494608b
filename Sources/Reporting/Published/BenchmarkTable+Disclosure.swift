public import Statistics

/// Published rows beside a cohort's rates. What is published is no secret; the cohort's rates enter the audit as tables of rates do, with
/// those that a run shows besides.
extension BenchmarkTable: ReportedResult {
  static let entry = 7

  struct Register: CountRegister {
    /// With the run's own tables, and these last.
    var rates: RateRegister
    var count: Int

    func fix(_ totals: [Int], in audit: inout CountAudit) { rates.fix(totals, in: &audit) }
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var rates = earlier.first(RateRegister.self) ?? RateRegister()
    rates.enter(tables, in: &audit)
    return Register(rates: rates, count: tables.count)
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedBenchmark {
    var own = tables.map { SuppressedRates($0, under: run.disclosure, names: run.results.names) }
    var notes: [String] = []
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      for (table, units) in zip(own.indices, register.rates.rowUnits.suffix(register.count)) {
        for (row, unit) in zip(own[table].rows.indices, units) {
          let (events, cell) = (audit.state(of: unit.events), audit.state(of: unit.cell))
          if cell != .none {
            own[table].rows[row].hideCell(cell.joined(with: events))
          } else if events != .none {
            own[table].rows[row].hideEvents(events)
          }
        }
      }
      if audit.unproven > 0 { notes.append(Disclosure.doubt(of: audit.unproven)) }
    case .rounding:
      for table in own.indices {
        for row in own[table].rows.indices { own[table].rows[row].round(level: level, run.recomputation) }
      }
    }
    var isRounded = false
    if case .rounding = protection { isRounded = true }
    return SuppressedBenchmark(self, own, isRounded: isRounded, run, notes: notes)
  }
}

extension Results {
  public var benchmark: BenchmarkTable? {
    get { self[BenchmarkTable.self] }
    set { self[BenchmarkTable.self] = newValue }
  }
}

extension SuppressedResults {
  public var benchmark: SuppressedBenchmark? { part(SuppressedBenchmark.self) }
}
