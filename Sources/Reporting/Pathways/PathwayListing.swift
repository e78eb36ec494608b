import Statistics
import Treatment

/// Which counts of pathways are listed at all, so that neither a listed count nor what listed counts leave over is small.
///
/// Sequences have a long tail: most of them one patient took. What too few took is not listed and not named; it is part of what the
/// listed counts leave over of their sums. Where such a rest would be 1 to `least - 1`, the smallest listed count beside it goes
/// too, so that every rest is 0 or at least `least`. Sums that a reader can form: of all pathways, of a treatment at a place (out of
/// it, into it, by listed pathways), of a step to the next (by listed pathways), of a treatment at all places, of years.
///
/// Not: a rule about one count that several hidden ones make up together: which unlisted sequences there are, nobody is told.
/// Source: Documentation/Pathways.md, "Small counts".
struct PathwayListing {
  struct Place: Hashable {
    var line: Int
    var treatment: String
  }

  let least: Int
  /// By the rows, events, transitions and years of the table.
  private(set) var rows: [Bool]
  private(set) var events: [Bool]
  private(set) var transitions: [Bool]
  private(set) var years: [Bool]

  private let table: PathwayTable
  private var eventAt: [Place: Int] = [:]

  /// `leastPatients` is the smallest number of patients that may be told. A count of pathways is larger where a patient has
  /// several.
  init(_ table: PathwayTable, leastPatients: Int) {
    self.table = table
    let least = leastPatients < 2 ? leastPatients : leastPatients * table.mostPathways
    self.least = least
    rows = table.rows.map { $0.count >= least }
    events = table.events.map { $0.count >= least }
    transitions = table.transitions.map { $0.count >= least }
    years = table.years.map { $0.count >= least }
    for (place, event) in table.events.enumerated() {
      if let line = event.line { eventAt[Place(line: line, treatment: event.treatment)] = place }
    }
    if least < 2 { return }
    dropFewPatients()
    settleFirstLine()
    settleTransitions()
    settleRows()
    settleOverall()
    settleYears()
  }

  /// Of each listed event, how many had known days.
  var timed: [Int] { zip(table.events, events).filter(\.1).map { $0.0.days?.count ?? 0 } }

  func isListed(_ place: Place) -> Bool { eventAt[place].map { events[$0] } ?? false }

  private func isSmall(_ rest: Int) -> Bool { rest > 0 && rest < least }

  /// Over all places a patient counts as often as the treatment came: only a place says that enough patients had it.
  private mutating func dropFewPatients() {
    var patients: [String: Int] = [:]
    for event in table.events where event.line != nil {
      patients[event.treatment] = max(patients[event.treatment] ?? 0, event.count)
    }
    for (place, event) in table.events.enumerated() where event.line == nil {
      if patients[event.treatment] ?? 0 < least { events[place] = false }
    }
  }

  private mutating func settleFirstLine() {
    let first = table.events.indices.filter { table.events[$0].line == 1 }
    let rest = table.total - first.reduce(0) { $0 + (events[$1] ? table.events[$1].count : 0) }
    if isSmall(rest),
      let smallest = first.filter({ events[$0] }).min(by: { table.events[$0].count < table.events[$1].count })
    {
      events[smallest] = false
    }
    for place in transitions.indices
    where !isListed(Place(line: table.transitions[place].line, treatment: table.transitions[place].from)) {
      transitions[place] = false
    }
  }

  /// What is listed out of a treatment and into it, until no rest is small; each that goes only makes rests larger.
  private mutating func settleTransitions() {
    var groups: [(of: Int, members: [Int])] = []
    var out: [Place: [Int]] = [:]
    var into: [Place: [Int]] = [:]
    for (place, transition) in table.transitions.enumerated() {
      out[Place(line: transition.line, treatment: transition.from), default: []].append(place)
      if case .treatment(let next) = transition.next {
        into[Place(line: transition.line + 1, treatment: next), default: []].append(place)
      }
    }
    for event in table.events {
      guard let line = event.line, isListed(Place(line: line, treatment: event.treatment)) else { continue }
      for members in [
        out[Place(line: line, treatment: event.treatment)],
        into[Place(line: line, treatment: event.treatment)],
      ] {
        if let members { groups.append((event.count, members)) }
      }
    }
    var transitions = transitions
    settle(groups, counts: table.transitions.map(\.count), listed: &transitions)
    self.transitions = transitions
  }

  private mutating func settleRows() {
    struct Step: Hashable {
      var line: Int
      var from: String
      var next: String?
    }
    var through: [Place: [Int]] = [:]
    var steps: [Step: [Int]] = [:]
    for (place, row) in table.rows.enumerated() where rows[place] {
      let treatments = PathwayName.treatments(of: row.pathway)
      for (line, treatment) in treatments.enumerated() {
        through[Place(line: line + 1, treatment: treatment), default: []].append(place)
        let next = line + 1 < treatments.count ? treatments[line + 1] : nil
        steps[Step(line: line + 1, from: treatment, next: next), default: []].append(place)
      }
    }
    var groups: [(of: Int, members: [Int])] = [(table.total, Array(table.rows.indices))]
    var stops: [Step: Int] = [:]
    for event in table.events {
      if let line = event.line, let members = through[Place(line: line, treatment: event.treatment)] {
        groups.append((event.count, members))
      }
    }
    for transition in table.transitions {
      switch transition.next {
      case .treatment(let next):
        if let members = steps[Step(line: transition.line, from: transition.from, next: next)] {
          groups.append((transition.count, members))
        }
      case .end: stops[Step(line: transition.line, from: transition.from), default: 0] += transition.count
      }
    }
    for (step, count) in stops { if let members = steps[step] { groups.append((count, members)) } }
    var rows = rows
    settle(groups, counts: table.rows.map(\.count), listed: &rows)
    self.rows = rows
  }

  /// Takes the smallest listed member out of each sum that leaves a small rest, until none does.
  private func settle(_ groups: [(of: Int, members: [Int])], counts: [Int], listed: inout [Bool]) {
    var groupsOf: [Int: [Int]] = [:]
    for (number, group) in groups.enumerated() {
      for member in group.members { groupsOf[member, default: []].append(number) }
    }
    var rests = groups.map { group in
      group.of - group.members.reduce(0) { $0 + (listed[$1] ? counts[$1] : 0) }
    }
    var changed = true
    while changed {
      changed = false
      // All that has to go is found before any goes, so that the order of the sums does not matter.
      var gone: Set<Int> = []
      for (number, group) in groups.enumerated() where isSmall(rests[number]) {
        let smallest = group.members.filter { listed[$0] }.min { (counts[$0], -$0) < (counts[$1], -$1) }
        if let smallest { gone.insert(smallest) }
      }
      for member in gone {
        changed = true
        listed[member] = false
        for number in groupsOf[member] ?? [] { rests[number] += counts[member] }
      }
    }
  }

  /// Of a treatment at all places together, less those that are listed.
  private mutating func settleOverall() {
    var listed: [String: Int] = [:]
    for (place, event) in table.events.enumerated() where event.line != nil && events[place] {
      listed[event.treatment, default: 0] += event.count
    }
    for (place, event) in table.events.enumerated() where event.line == nil {
      if isSmall(event.count - (listed[event.treatment] ?? 0)) { events[place] = false }
    }
  }

  private mutating func settleYears() {
    if years.isEmpty { return }
    var years = years
    settle([(table.total, Array(years.indices))], counts: table.years.map(\.count), listed: &years)
    self.years = years
  }
}
