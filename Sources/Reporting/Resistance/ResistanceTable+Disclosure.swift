public import Statistics

extension ResistanceTable: ReportedResult {
  static let entry = 6

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> ResistanceRegister {
    ResistanceRegister(self, beside: earlier, in: &audit)
  }

  func shown(_ protection: Protection<ResistanceRegister>, in run: DisclosureRun) -> SuppressedResistance {
    var shown = SuppressedResistance(self)
    var notes = ResistanceNotes(table: self, disclosure: run.disclosure)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      shown.hide(by: audit, register)
      notes.unproven = audit.unproven
      notes.hiddenTrials = Set(register.trials.filter { audit.state(of: $0.value) != .none }.keys)
      notes.hiddenScales = Set(
        register.scales.indices.filter { audit.state(of: register.scales[$0]) != .none })
    case .rounding: shown.round(self, recomputing: run.recomputation)
    }
    shown.protections = notes.protections(beside: shown)
    shown.denominator = notes.denominator(beside: shown)
    shown.rules = notes.rules
    shown.doubts = notes.doubts
    if run.disclosure != .openSafely, agreements.contains(where: { $0.kappa == nil }) {
      shown.agreementNotes = ["–: no kappa, because both rules give every patient the same answer."]
    }
    return shown
  }
}

extension SuppressedResistance {
  fileprivate mutating func hide(by audit: CountAudit, _ register: ResistanceRegister) {
    if audit.state(of: register.everybody) != .none { n = nil }
    if audit.state(of: register.others) != .none || n == nil { noHistory = nil }
    for (place, units) in register.shares.enumerated() {
      guard let units else { continue }
      shares[place].hide(audit.state(of: units.resistant), others: audit.state(of: units.others))
    }
    for (place, units) in register.groups.enumerated() {
      let state = audit.state(of: units.n)
      if state != .none || n == nil {
        groups[place].n = nil
        groups[place].suppressed = state
      }
      if audit.state(of: units.others) != .none || groups[place].n == nil { groups[place].noHistory = nil }
      for (rule, units) in units.shares.enumerated() {
        guard let units else { continue }
        groups[place].shares[rule].hide(
          audit.state(of: units.resistant).joined(with: state),
          others: audit.state(of: units.others).joined(with: state))
      }
    }
    for (place, unit) in register.agreements.enumerated() where audit.state(of: unit) != .none {
      agreements[place].hide(audit.state(of: unit))
    }
    for (place, unit) in register.stages.enumerated() where audit.state(of: unit) != .none {
      stages[place].hide(audit.state(of: unit))
    }
    for (place, unit) in register.athf.enumerated() where audit.state(of: unit) != .none {
      athf[place].hide(audit.state(of: unit))
    }
  }
}

extension SuppressedResistance: ReportPart {
  /// A ``ResistanceSection`` shows it, among what the study asked for.
  func sections(in setting: ReportSetting) -> [ReportSection] { [] }

  var dataTables: [(name: String, table: Table)] {
    [
      ("rules", rulesTable), ("groups", groupsTable), ("agreement", agreementTable), ("stages", stagesTable),
      ("athf", athfTable),
    ].filter { !$0.1.rows.isEmpty }.map { ("resistance-" + $0.0, $0.1) }
  }
}

extension Results {
  public var resistance: ResistanceTable? {
    get { self[ResistanceTable.self] }
    set { self[ResistanceTable.self] = newValue }
  }
}

extension SuppressedResults {
  public var resistance: SuppressedResistance? { part(SuppressedResistance.self) }
}

extension Disclosure {
  /// What may be shown of shares of resistance.
  public func applied(
    to table: ResistanceTable, recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedResistance {
    shown(of: table, recomputing: recomputation)
  }
}
