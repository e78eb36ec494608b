/// ``Results`` after disclosure control: what tables, figures and sentences are made from.
public struct SuppressedResults: Sendable {
  /// Small counts for which the audit has no proof that a reader cannot work them out, whatever else is hidden.
  ///
  /// 0 for most runs. More where totals that are always printed pin a count, or where no proof was found in time; the rate
  /// tables then say so in their notes, and somebody must look.
  public internal(set) var unproven = 0
  /// The level of the limits that are not a table's own.
  public internal(set) var level: Double
  /// What people read for names in the data.
  var names = ReportNames.codes
  /// In the order of a report.
  var parts: [any ReportPart]

  init(_ parts: [any ReportPart], level: Double, unproven: Int, names: ReportNames = .codes) {
    self.names = names
    let order = parts.indices.sorted { a, b in
      let (first, second) = (type(of: parts[a]).place, type(of: parts[b]).place)
      return (first, a) < (second, b)
    }
    self.parts = order.map { parts[$0] }
    self.level = level
    self.unproven = unproven
  }

  /// The part of a type.
  func part<Part: ReportPart>(_ type: Part.Type) -> Part? { parts.lazy.compactMap { $0 as? Part }.first }
}

extension Disclosure {
  /// What may be shown of the results.
  public func applied(
    to results: Results, recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedResults {
    let run = DisclosureRun(disclosure: self, recomputation: recomputation, results: results)
    switch self {
    case .none:
      return SuppressedResults(
        results.parts.map { $0.open(in: run) }, level: results.level, unproven: 0, names: results.names)
    case .openSafely:
      return SuppressedResults(
        results.parts.map { $0.rounded(in: run) }, level: results.level, unproven: 0, names: results.names)
    case .ohdsi(let minCellCount):
      var audit = CountAudit(minCellCount: minCellCount)
      var entered = EnteredCounts()
      let pending = results.parts.map { $0.entered(in: &audit, &entered) }
      for register in entered.registers { register.fix(results.knownTotals, in: &audit) }
      audit.protect()
      return SuppressedResults(
        pending.map { $0(audit, run) }, level: results.level, unproven: audit.unproven, names: results.names)
    }
  }

  /// What is said wherever a hidden count has no proof that it stays hidden.
  static func doubt(of unproven: Int) -> String {
    (unproven == 1 ? "A hidden count" : "\(unproven) hidden counts")
      + " could not be proved safe from being worked out, whatever else is hidden; have this table reviewed before it "
      + "leaves the data's owner."
  }
}

extension ReportedResult {
  fileprivate func open(in run: DisclosureRun) -> any ReportPart { shown(.open, in: run) }

  fileprivate func rounded(in run: DisclosureRun) -> any ReportPart { shown(.rounding, in: run) }

  /// Enters the counts, and returns what shows the result once the audit has judged.
  fileprivate func entered(
    in audit: inout CountAudit, _ entered: inout EnteredCounts
  ) -> (CountAudit, DisclosureRun) -> any ReportPart {
    let register = enter(&audit, beside: entered)
    entered.append(register)
    return { shown(.hiding($0, register), in: $1) }
  }
}
