internal import Treatment
public import Statistics

/// The times that a study asks for.
public struct StudyTimes: Sendable {
  public struct Entry: Sendable {
    /// Begins the names of its files.
    public var stem: String
    public var heading: String
    /// Days that are told apart.
    public var every: Int
    /// How time is counted.
    public var definitions: [ReportDefinition] = []
    /// `nil` where there is no answer.
    public var table: TimeTable?
    /// Why, and the way out.
    public var failure: String?

    public init(stem: String, heading: String, every: Int) {
      (self.stem, self.heading, self.every) = (stem, heading, every)
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }
}

extension StudyTimes: ReportedResult {
  static let entry = 9

  struct Register: CountRegister {
    var tables: [ShownTimes.Register?]

    func fix(_ totals: [Int], in audit: inout CountAudit) {
      for table in tables { table?.fix(totals, in: &audit) }
    }
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var register = Register(tables: [])
    for entry in entries {
      register.tables.append(
        entry.table.map { ShownTimes($0, every: entry.every).enter(&audit, beside: earlier) })
    }
    return register
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedStudyTimes {
    SuppressedStudyTimes(
      entries: entries,
      shown: entries.indices.map { place in
        guard let table = entries[place].table else { return nil }
        let times = ShownTimes(table, every: entries[place].every)
        switch protection {
        case .open: return times.shown(.open, in: run)
        case .rounding: return times.shown(.rounding, in: run)
        case .hiding(let audit, let register):
          return register.tables[place].map { times.shown(.hiding(audit, $0), in: run) }
        }
      })
  }
}

/// ``StudyTimes`` after disclosure control.
public struct SuppressedStudyTimes: Sendable {
  let entries: [StudyTimes.Entry]
  let shown: [SuppressedTimes?]
}

extension SuppressedStudyTimes: ReportPart {
  static let place = 5

  var dataTables: [(name: String, table: Table)] {
    zip(entries, shown).flatMap { entry, times in times?.dataTables(named: entry.stem) ?? [] }
      .filter { !$0.table.rows.isEmpty }
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    if entries.isEmpty { return [] }
    var blocks: [ReportSection.Block] = [
      .lead(
        setting.design == .randomised
          ? "Who got what was drawn by lot." : "Not adjusted for who got what: curves differ for that too.")
    ]
    for (entry, times) in zip(entries, shown) {
      blocks.append(.heading(entry.heading))
      if let failure = entry.failure { blocks.append(.paragraph("There is no curve. " + failure)) }
      blocks += times?.blocks(named: entry.stem) ?? []
      if !entry.definitions.isEmpty {
        blocks.append(.details("How time is counted", [.terms(entry.definitions)]))
      }
    }
    return [ReportSection(id: "time", title: "How long it takes", blocks: blocks)]
  }
}

extension Results {
  public var times: StudyTimes? {
    get { self[StudyTimes.self] }
    set { self[StudyTimes.self] = newValue }
  }
}
