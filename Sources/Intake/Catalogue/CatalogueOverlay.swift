import Foundation
import Treatment

/// A user's own catalogue laid over another, row by row; what does not fit is collected as issues.
struct CatalogueOverlay {
  private(set) var agents: [Agent]
  private(set) var scales: [Scale]
  private var issues: [InputIssue] = []
  private let base: Catalogue

  /// What the rows of one file claim: the entry's place and its names with the cells they stand in.
  private struct Claim {
    var file: String
    var place: Int
    var cells: [OwnCatalogue.Cell]
  }
  private var agentClaims: [Claim] = []
  private var scaleClaims: [Claim] = []
  private var combinations: [CombinationRow] = []

  /// Places of agents and scales are small numbers in the pages.
  private static let mostEntries = 10_000

  init(over base: Catalogue) {
    self.base = base
    agents = base.agents
    scales = base.scales
  }

  mutating func lay(_ own: OwnCatalogue) {
    for file in own.files {
      for row in file.rows {
        if file.kind == .scales { layScale(row, file) } else { layAgent(row, file) }
      }
    }
  }

  private mutating func layAgent(_ row: OwnCatalogue.Row, _ file: OwnCatalogue.File) {
    let before = agents.count
    layEntry(row, file)
    let isLaid = agents.count > before
    let place = isLaid ? before : base.agent(named: row.entry)
    if let place, let combination = CombinationRow(row, file.name, of: place) {
      combinations.append(combination)
    }
  }

  private mutating func layEntry(_ row: OwnCatalogue.Row, _ file: OwnCatalogue.File) {
    let isDrug = file.kind == .agents
    let found = base.agent(named: row.entry).map { ($0, agents[$0]) }
    if let (place, agent) = found, agent.isCalled(row.entry, in: file.kind) {
      agents[place].lay(row, of: file.kind, isNew: false)
      agentClaims.append(claim(row, file, place, ["label", "name", "synonyms"]))
      return
    }
    if let (_, agent) = found, Catalogue.folded(agent.name) == Catalogue.folded(row.entry) {
      guard (agent.kind == .drug) == isDrug else {
        return report(
          row, file, expected: isDrug ? "a drug" : "a procedure, therapy or control arm",
          found:
            "'\(row.entry)', which is \(isDrug ? "no drug: it belongs in procedures.csv" : "a drug: it belongs in agents.csv")"
        )
      }
    }
    guard isSound(row, file, other: found?.1.name, nearest: base.nearestAgents(to: row.entry)) else { return }
    var agent =
      isDrug
      ? Agent(name: row.entry, kind: .drug, drug: DrugFacts())
      : Agent(name: row.entry, kind: .procedure, procedure: ProcedureFacts())
    agent.lay(row, of: file.kind, isNew: true)
    agents.append(agent)
    agentClaims.append(
      claim(row, file, agents.count - 1, [file.kind.nameColumn, "label", "name", "synonyms"]))
  }

  private mutating func layScale(_ row: OwnCatalogue.Row, _ file: OwnCatalogue.File) {
    let found = base.scale(named: row.entry).map { ($0, scales[$0]) }
    let place: Int
    if let (known, scale) = found, Catalogue.folded(scale.id) == Catalogue.folded(row.entry) {
      place = known
      scales[place].lay(row, isNew: false)
    } else {
      guard isSound(row, file, other: found?.1.id, nearest: base.nearestScales(to: row.entry)) else { return }
      place = scales.count
      scales.append(
        Scale(id: row.entry, name: row.entry, lowest: 0, highest: 0, responseRule: Scale.responseRule("")))
      scales[place].lay(row, isNew: true)
    }
    scaleClaims.append(claim(row, file, place, ["scale_id", "full_name", "synonyms"]))
    for fault in scales[place].faults {
      let cell = row.cells[fault.column] ?? row.cells[file.kind.nameColumn]
      if let cell { issues.append(cell.issue(in: file.name, expected: fault.expected, found: fault.found)) }
    }
  }

  /// Whether a row may make a new entry: its name is nobody's synonym, and what an entry needs is there.
  private mutating func isSound(
    _ row: OwnCatalogue.Row, _ file: OwnCatalogue.File, other: String?, nearest: [String]
  ) -> Bool {
    if let other {
      report(
        row, file, expected: "a name of its own in '\(file.kind.nameColumn)'",
        found: "'\(row.entry)', which is a name of '\(other)'; to override that one, write '\(other)'")
      return false
    }
    // A fixed combination is taken apart before anybody asks for its class or role.
    let needed = row.cells["combination_of"] == nil ? file.kind.neededColumns : []
    let absent = needed.filter { row.cells[$0] == nil }
    if !absent.isEmpty {
      let hint = nearest.isEmpty ? "" : "; the nearest that is there: \(nearest.joined(separator: ", "))"
      report(
        row, file, expected: "\(absent.map { "'\($0)'" }.joined(separator: " and ")) for a new entry",
        found: "none for '\(row.entry)', which the catalogue does not have\(hint)")
      return false
    }
    guard agents.count < Self.mostEntries, scales.count < Self.mostEntries else {
      report(row, file, expected: "at most \(Self.mostEntries) entries", found: "more")
      return false
    }
    return true
  }

  private mutating func report(
    _ row: OwnCatalogue.Row, _ file: OwnCatalogue.File, expected: String, found: String
  ) {
    guard let cell = row.cells[file.kind.nameColumn] else { return }
    issues.append(cell.issue(in: file.name, expected: expected, found: found))
  }

  private func claim(
    _ row: OwnCatalogue.Row, _ file: OwnCatalogue.File, _ place: Int, _ columns: [String]
  ) -> Claim {
    Claim(file: file.name, place: place, cells: columns.compactMap { row.cells[$0] })
  }

  /// The catalogue that results.
  ///
  /// Throws: `catalogue` with every issue of all files.
  func finished() throws(IntakeError) -> Catalogue {
    var issues = issues
    issues += Self.clashes(of: agentClaims, among: agents.map { [$0.name, $0.label] + $0.synonyms })
    issues += Self.clashes(of: scaleClaims, among: scales.map { [$0.id, $0.name] + $0.synonyms })
    let catalogue = Catalogue(scales: Catalogue.withSharedBandNames(scales), agents: agents)
    issues += combinations.compactMap { $0.issue(for: agents[$0.place], in: catalogue) }
    if !issues.isEmpty { throw .catalogue(issues: issues.sorted()) }
    return catalogue
  }

  /// Names that a row claims and another entry has, both named: whichever came first would take the other's
  /// patients.
  private static func clashes(of claims: [Claim], among names: [[String]]) -> [InputIssue] {
    var owners: [String: [Int]] = [:]
    for (place, own) in names.enumerated() {
      for name in Set(own.map(Catalogue.folded)) { owners[name, default: []].append(place) }
    }
    return claims.flatMap { claim in
      claim.cells.flatMap { cell in
        cell.text.split(separator: "|").compactMap { part -> InputIssue? in
          let name = NotedName.plain(part.trimmingCharacters(in: .whitespaces))
          let others = owners[Catalogue.folded(name)] ?? []
          guard let other = others.first(where: { $0 != claim.place }) else { return nil }
          return cell.issue(
            in: claim.file, expected: "names that no other entry has",
            found: "'\(name)' of '\(names[claim.place][0])', which is also a name of '\(names[other][0])'")
        }
      }
    }
  }
}
