import Intake
import Statistics
import Treatment

/// The figures of the catalogue that a study's numbers use, and how many of them rest on memory.
struct StudyFigures {
  private let study: StudySpecification
  private let scales: [String]
  private let catalogue: Catalogue
  private let isDerived: Bool

  init(_ study: StudySpecification, scales: [String], catalogue: Catalogue, isDerived: Bool) {
    self.study = study
    self.scales = scales
    self.catalogue = catalogue
    self.isDerived = isDerived
  }

  /// `nil` where no figure is used.
  func sentence(agents table: RateTable) -> String? {
    var tally = MarkTally(scaleFigures)
    if judgesTrials { tally.add(MarkTally(agentFigures(of: table))) }
    let all = tally.all
    if all == 0 { return nil }
    let parts = SourceMark.allCases.filter { tally.count($0) > 0 }.map {
      "\(tally.count($0)) \(Self.words($0))"
    }
    return
      "Figures of the catalogue that these numbers use (ranges, rules, cut-offs"
      + (judgesTrials ? ", and least doses and sessions of the agents" : "")
      + "): \(all), \(parts.joined(separator: ", "))"
      + ". Each with its source: remit catalogue NAME."
  }

  /// Whether doses and sessions are looked at: by rules of resistance, of steps that are derived.
  private var judgesTrials: Bool { isDerived && study.resistance != nil }

  private var scaleFigures: [CatalogueFigure] {
    var fields: Set<String> = ["min", "max"]
    if study.common.outcomes.contains(.response) { fields.insert("response_rule") }
    if study.common.outcomes.contains(.remission) { fields.insert("remission_cutoff") }
    if study.rates.contains(where: { $0.by.contains("baseline_severity") }) {
      fields.insert("severity_bands")
    }
    return scales.compactMap { catalogue.scale(named: $0) }.flatMap { place in
      catalogue.scales[place].figures.filter { fields.contains($0.field) }
    }
  }

  private func agentFigures(of table: RateTable) -> [CatalogueFigure] {
    let fields: Set<String> = ["min_adequate_mg_per_day", "min_sessions_adequate"]
    let places = Set(table.rows.compactMap { row in row.group.first.flatMap { catalogue.agent(named: $0) } })
    return places.sorted().flatMap { place in
      catalogue.agents[place].figures.filter { fields.contains($0.field) }
    }
  }

  private static func words(_ mark: SourceMark) -> String {
    switch mark {
    case .verified: "read in the named source"
    case .partly: "read in part"
    case .fromMemory: "from memory"
    case .definition: "by definition"
    case .own: "from a catalogue of one's own"
    case .notStated: "without a stated source"
    }
  }
}
