/// A result that brings its own disclosure: its counts, what links them, and what remains where some are hidden.
///
/// One audit judges all results of a run together, whatever they are of, so that a cell hidden in one does not come back
/// through another.
protocol Disclosable: Sendable {
  /// What is rendered. A value that may not be shown is not in it.
  associatedtype Shown: Sendable
  /// Where the counts of the result stand in an audit.
  associatedtype Register: CountRegister

  /// Results enter the audit in ascending order of it: first those that others are tied to.
  static var entry: Int { get }

  /// Enters every count that is printed, and every sum of counts that a reader knows.
  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register

  /// What may be shown.
  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> Shown
}

extension Disclosable {
  /// After those that were there before.
  static var entry: Int { .max }
}

/// Where the counts of a result stand in an audit.
protocol CountRegister {
  /// Takes as known what equals a total that the run prints besides.
  func fix(_ totals: [Int], in audit: inout CountAudit)
}

extension CountRegister {
  func fix(_ totals: [Int], in audit: inout CountAudit) {}
}

/// What a result has to do to its numbers.
enum Protection<Register> {
  /// Nothing (`none`).
  case open
  /// Blank what the audit hides, and all that would give it back (`ohdsi`).
  case hiding(CountAudit, Register)
  /// Hide counts up to 7 and round the others (`openSafely`).
  case rounding
}

/// The registers of the results that entered before, for later ones to be tied to.
struct EnteredCounts {
  private(set) var registers: [any CountRegister] = []

  mutating func append(_ register: any CountRegister) { registers.append(register) }

  func first<Register: CountRegister>(_ type: Register.Type) -> Register? {
    registers.lazy.compactMap { $0 as? Register }.first
  }
}

/// What results are disclosed under, and beside.
struct DisclosureRun {
  var disclosure: Disclosure
  var recomputation = Recomputation.unavailable
  var results = Results()
}

extension Disclosure {
  /// What may be shown of one result alone.
  func shown<Result: Disclosable>(
    of result: Result, recomputing recomputation: Recomputation = .unavailable, knownTotals: [Int] = []
  ) -> Result.Shown {
    let run = DisclosureRun(disclosure: self, recomputation: recomputation)
    switch self {
    case .none: return result.shown(.open, in: run)
    case .openSafely: return result.shown(.rounding, in: run)
    case .ohdsi(let minCellCount):
      var audit = CountAudit(minCellCount: minCellCount)
      let register = result.enter(&audit, beside: EnteredCounts())
      register.fix(knownTotals, in: &audit)
      audit.protect()
      return result.shown(.hiding(audit, register), in: run)
    }
  }
}
