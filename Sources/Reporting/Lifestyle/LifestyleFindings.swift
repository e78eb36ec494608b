public import Statistics

/// What a run says of lifestyle programmes, or why it says nothing.
public enum LifestyleFindings: Sendable, Equatable {
  case compared(ProgrammeTable)
  /// The cohort cannot tell; the reason is a sentence for the section.
  case notGiven(reason: String)
}

extension LifestyleFindings: ReportedResult {
  static let entry = 6

  /// The sides of every stratum add up to rates that other tables print, so all rows go into one audit with them, those on
  /// neither side too: a reader subtracts. Of many strata only the pooled counts are printed, and what they leave of all steps.
  struct Register: CountRegister {
    /// With the run's own tables, and this one last.
    var rates: RateRegister
    /// One a pooled difference of any programme, where strata are not printed.
    var pooled: [Int]?

    func fix(_ totals: [Int], in audit: inout CountAudit) { rates.fix(totals, in: &audit) }
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var rates = earlier.first(RateRegister.self) ?? RateRegister()
    guard case .compared(let table) = self else { return Register(rates: rates) }
    if table.isOfManyStrata {
      return Register(rates: rates, pooled: table.pooled.map { Self.enter($0, of: table, in: &audit) })
    }
    rates.enter([table.rates], in: &audit)
    return Register(rates: rates)
  }

  /// The counts of both sides, and those of the steps on neither side, which a reader has by taking both from all.
  private static func enter(
    _ pooled: ProgrammeTable.Pooled, of table: ProgrammeTable, in audit: inout CountAudit
  ) -> Int {
    let counts = pooled.counts
    let rows = table.rates.rows.filter { ProgrammeTable.Context($0) == pooled.context }
    let rest = (
      events: rows.reduce(0) { $0 + $1.events } - counts.firstEvents - counts.secondEvents,
      n: rows.reduce(0) { $0 + $1.n } - counts.firstN - counts.secondN
    )
    let printed = [
      counts.firstEvents, counts.firstN - counts.firstEvents, counts.secondEvents,
      counts.secondN - counts.secondEvents,
    ].map { audit.variable($0) }
    let left = [max(rest.events, 0), max(rest.n - rest.events, 0)].map { audit.variable($0) }
    return audit.unit(printing: printed + left, sensitive: printed + left, cost: 500 + counts.firstN)
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedLifestyle {
    switch self {
    case .notGiven(let reason): return SuppressedLifestyle(reason: reason)
    case .compared(let table):
      var shown = SuppressedComparison(table, under: run.disclosure, names: run.results.names)
      switch protection {
      case .open: break
      case .hiding(let audit, let register):
        if let pooled = register.pooled {
          shown.keepPooled(pooled, by: audit)
        } else {
          shown.hide(register.rates.rowUnits.last ?? [], by: audit)
        }
        if audit.unproven > 0 { shown.rates.notes.append(Disclosure.doubt(of: audit.unproven)) }
      case .rounding: shown.round(run.recomputation)
      }
      return SuppressedLifestyle(comparison: shown)
    }
  }
}

/// ``LifestyleFindings`` after disclosure control.
public struct SuppressedLifestyle: Sendable, Equatable {
  /// `nil` where there is none, for the reason.
  public var comparison: SuppressedComparison?
  public var reason: String?
}

extension Results {
  public var lifestyle: LifestyleFindings? {
    get { self[LifestyleFindings.self] }
    set { self[LifestyleFindings.self] = newValue }
  }
}

extension SuppressedResults {
  public var lifestyle: SuppressedLifestyle? { part(SuppressedLifestyle.self) }
}
