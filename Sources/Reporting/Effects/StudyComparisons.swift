import Causal
public import Statistics

/// The comparisons that a study asks for, each with its target trial.
public struct StudyComparisons: Sendable {
  public struct Entry: Sendable {
    /// Begins the names of its files.
    public var stem: String
    public var heading: String
    /// The seven components of the trial that is emulated.
    public var trial: [ReportDefinition]
    public var notes: [String]
    public var table: EffectTable
    /// Why there is no adjusted estimate at all, and the way out.
    public var failure: String?

    public init(
      stem: String, heading: String, trial: [ReportDefinition], notes: [String] = [], table: EffectTable,
      failure: String? = nil
    ) {
      (self.stem, self.heading, self.trial, self.notes) = (stem, heading, trial, notes)
      (self.table, self.failure) = (table, failure)
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }
}

extension StudyComparisons: ReportedResult {
  static let entry = 8

  struct Register: CountRegister { var tables: [EffectTable.Register] }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var register = Register(tables: [])
    for entry in entries { register.tables.append(entry.table.enter(&audit, besideOtherTables: true)) }
    return register
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedComparisons {
    SuppressedComparisons(
      entries: entries,
      shown: entries.indices.map { place in
        let table = entries[place].table
        return switch protection {
        case .open: table.shown(.open, in: run)
        case .rounding: table.shown(.rounding, in: run)
        case .hiding(let audit, let register): table.shown(.hiding(audit, register.tables[place]), in: run)
        }
      })
  }
}

/// ``StudyComparisons`` after disclosure control.
public struct SuppressedComparisons: Sendable {
  let entries: [StudyComparisons.Entry]
  let shown: [SuppressedEffects]
}

extension SuppressedComparisons: ReportPart {
  static let place = 5

  var dataTables: [(name: String, table: Table)] {
    zip(entries, shown).flatMap { $1.dataTables(named: $0.stem) }
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    if entries.isEmpty { return [] }
    var blocks: [ReportSection.Block] = []
    for (entry, effects) in zip(entries, shown) {
      blocks.append(.heading(entry.heading))
      if let failure = entry.failure {
        blocks.append(.paragraph("There is no adjusted estimate. " + failure))
      }
      blocks += effects.blocks(named: entry.stem)
      blocks.append(.details("The trial that is emulated", [.terms(entry.trial)]))
      if !entry.notes.isEmpty { blocks.append(.list(entry.notes)) }
    }
    return [ReportSection(id: "effects", title: "Which strategy works better", blocks: blocks)]
  }
}

extension SuppressedComparisons {
  /// The main effect of each pair.
  var results: [String] { shown.flatMap(\.sentences) }
}

extension SuppressedEffects {
  /// The adjusted difference of each pair that has one, as a paper says it.
  fileprivate var sentences: [String] {
    table.pairs.indices.compactMap { place in
      let pair = table.pairs[place]
      guard !isHidden(place), let effect = pair.doublyRobust, let low = effect.difference.low,
        let high = effect.difference.high
      else { return nil }
      let (first, second) = (pair.first.strategy, pair.second.strategy)
      var text =
        "Adjusted for \(table.adjustment) by doubly robust estimation, \(table.outcome) was "
        + "\(NumberText.percent(effect.first.estimate)) % with “\(names.value(first, of: "strategy"))” and "
        + "\(NumberText.percent(effect.second.estimate)) % with “\(names.value(second, of: "strategy"))”, a difference of "
        + "\(DifferencePlot.points(effect.difference.estimate)) points (\(NumberText.shortest(level * 100)) % CI "
        + "\(DifferencePlot.points(low)) to \(DifferencePlot.points(high))"
      if let p = effect.difference.pValue { text += "; p " + (p < 0.001 ? "" : "= ") + NumberText.pValue(p) }
      if let p = pair.holm { text += ", after Holm " + NumberText.pValue(p) }
      return text + ")."
    }
  }
}

extension Results {
  public var comparisons: StudyComparisons? {
    get { self[StudyComparisons.self] }
    set { self[StudyComparisons.self] = newValue }
  }
}
