import Statistics
import Treatment

/// The listed counts of pathways in the audit of a run, with what ties them to each other and to other results.
///
/// None of them is small, nor is what they leave over (``PathwayListing``); they are here for what other results hide.
struct PathwayRegister: CountRegister {
  typealias Place = PathwayListing.Place

  let listing: PathwayListing
  /// Units of what is listed, in the order of the table.
  private(set) var rows: [Int] = []
  private(set) var events: [Int] = []
  private(set) var transitions: [Int] = []
  private(set) var stages: [Int] = []
  private(set) var years: [Int] = []
  private(set) var total = 0

  private var counts: [Int] = []
  private var places: [Place: Int] = [:]

  init(
    _ table: PathwayTable, _ listing: PathwayListing, beside rates: RateRegister, patients: [Int],
    in audit: inout CountAudit
  ) {
    self.listing = listing
    let all = audit.variable(table.total)
    total = audit.unit(printing: [all], sensitive: [all], cost: 100_000 + table.total)
    counts.append(all)
    var listed: [Int] = []
    for (place, row) in table.rows.enumerated() where listing.rows[place] {
      listed.append(Self.count(row.count, cost: 100, units: &rows, in: &audit))
    }
    audit.relate([all], atLeast: listed)
    enterEvents(table, all, in: &audit)
    if table.unit == "strategy" { tie(to: rates, table, in: &audit) }
    enterTransitions(table, in: &audit)
    enterStages(table, all, patients, in: &audit)
    var ofYears: [Int] = []
    for (place, year) in table.years.enumerated() where listing.years[place] {
      ofYears.append(Self.count(year.count, cost: 1_000, units: &years, in: &audit))
    }
    if !ofYears.isEmpty { audit.relate([all], atLeast: ofYears) }
  }

  func fix(_ totals: [Int], in audit: inout CountAudit) {
    for count in counts where totals.contains(audit.variables[count].value) { audit.fix([count]) }
  }

  /// A count that is printed by a unit of its own.
  private static func count(_ value: Int, cost: Int, units: inout [Int], in audit: inout CountAudit) -> Int {
    let count = audit.variable(value)
    units.append(audit.unit(printing: [count], sensitive: [count], cost: cost + value))
    return count
  }

  private mutating func enterEvents(_ table: PathwayTable, _ all: Int, in audit: inout CountAudit) {
    var ofTreatment: [String: [Int]] = [:]
    var ofLine: [Int: [Int]] = [:]
    var overall: [(treatment: String, count: Int)] = []
    for (place, event) in table.events.enumerated() where listing.events[place] {
      let count = Self.count(
        event.count, cost: event.line == nil ? 10_000 : 5_000, units: &events, in: &audit)
      guard let line = event.line else {
        overall.append((event.treatment, count))
        continue
      }
      places[Place(line: line, treatment: event.treatment)] = count
      ofTreatment[event.treatment, default: []].append(count)
      ofLine[line, default: []].append(count)
    }
    for (treatment, count) in overall { audit.relate([count], atLeast: ofTreatment[treatment] ?? []) }
    for line in ofLine.keys.sorted() { audit.relate([all], atLeast: ofLine[line] ?? []) }
  }

  /// A step of a strategy is one patient's in its place, and one step in a table of rates.
  private func tie(to rates: RateRegister, _ table: PathwayTable, in audit: inout CountAudit) {
    for grouping in rates.groupings where grouping.keys.contains("strategy") && grouping.keys.contains("step")
    {
      let sums = rates.sums(of: grouping, over: ["strategy", "step"])
      for key in sums.order where key.group.count == 2 {
        guard let line = Int(key.group[1]),
          let count = places[Place(line: line, treatment: PathwayName.escaped(key.group[0]))]
        else { continue }
        audit.relate([count], equal: (sums.rows[key] ?? []).map(\.patients))
        audit.relate([count], equal: (sums.rows[key] ?? []).map(\.steps))
      }
    }
    for grouping in rates.groupings where grouping.keys.contains("strategy") {
      let sums = rates.sums(of: grouping, over: ["strategy"])
      for key in sums.order {
        let ofPlaces = places.filter { key.group.map(PathwayName.escaped) == [$0.key.treatment] }.map(\.value)
          .sorted()
        if !ofPlaces.isEmpty { audit.relate(ofPlaces, equal: (sums.rows[key] ?? []).map(\.steps)) }
      }
    }
  }

  private mutating func enterTransitions(_ table: PathwayTable, in audit: inout CountAudit) {
    var out: [Place: [Int]] = [:]
    var into: [Place: [Int]] = [:]
    for (place, transition) in table.transitions.enumerated() where listing.transitions[place] {
      let count = Self.count(transition.count, cost: 50, units: &transitions, in: &audit)
      out[Place(line: transition.line, treatment: transition.from), default: []].append(count)
      if case .treatment(let next) = transition.next {
        into[Place(line: transition.line + 1, treatment: next), default: []].append(count)
      }
    }
    for event in table.events {
      guard let line = event.line, let count = places[Place(line: line, treatment: event.treatment)] else {
        continue
      }
      for sums in [out, into] {
        if let sum = sums[Place(line: line, treatment: event.treatment)] {
          audit.relate([count], atLeast: sum)
        }
      }
    }
  }

  private mutating func enterStages(
    _ table: PathwayTable, _ all: Int, _ patients: [Int], in audit: inout CountAudit
  ) {
    var before: (subjects: Int, records: Int?)?
    for stage in table.attrition {
      let subjects = audit.variable(stage.subjects)
      let records = stage.records.map { audit.variable($0) }
      stages.append(
        audit.unit(
          printing: [subjects] + [records].compactMap { $0 }, sensitive: [subjects],
          cost: 20_000 + stage.subjects))
      if let before {
        setAside(from: before.subjects, to: subjects, in: &audit)
        if let records, let earlier = before.records { setAside(from: earlier, to: records, in: &audit) }
      }
      if let records { audit.relate([records], atLeast: [subjects]) }
      for count in patients { audit.relate([subjects], equal: [count]) }
      audit.relate([subjects], equal: [all])
      counts += [subjects] + [records].compactMap { $0 }
      before = (subjects, records)
    }
  }

  /// What a rule set aside, which nothing prints and two stages tell. A combination makes several records of two, so there may be
  /// more than before.
  private func setAside(from earlier: Int, to later: Int, in audit: inout CountAudit) {
    let left = audit.sum(of: [earlier]) - audit.sum(of: [later])
    guard left > 0 else { return audit.relate([later], equal: [earlier]) }
    let rest = audit.variable(left)
    if audit.isSmall(left) { _ = audit.unit(printing: [], sensitive: [rest], cost: 1) }
    audit.relate([later, rest], equal: [earlier])
  }
}
