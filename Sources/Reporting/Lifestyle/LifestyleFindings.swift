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
  /// neither side too: a reader subtracts.
  struct Register: CountRegister {
    /// With the run's own tables, and this one last.
    var rates: RateRegister

    func fix(_ totals: [Int], in audit: inout CountAudit) { rates.fix(totals, in: &audit) }
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var rates = earlier.first(RateRegister.self) ?? RateRegister()
    if case .compared(let table) = self { rates.enter([table.rates], in: &audit) }
    return Register(rates: rates)
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedLifestyle {
    switch self {
    case .notGiven(let reason): return SuppressedLifestyle(reason: reason)
    case .compared(let table):
      var shown = SuppressedComparison(table, under: run.disclosure)
      switch protection {
      case .open: break
      case .hiding(let audit, let register):
        shown.hide(register.rates.rowUnits.last ?? [], by: audit)
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
