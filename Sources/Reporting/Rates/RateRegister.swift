import Regression
import Statistics
import Treatment

/// The counts of all rate tables of a run, entered in one audit with everything that links them.
struct RateRegister {
  /// What a rate is a rate of, without the group.
  struct Context: Hashable {
    var outcome: Outcome
    var baseline: BaselineKind
    var scale: String
    var endpoint: Endpoint
    var missing: MissingReading
  }

  /// The variables of one row.
  struct Counts {
    var patients: Int
    var steps: Int
    var noBaseline: Int
    var notAssessed: Int
    var notAssessedSteps: Int
    var n: Int
    var events: Int
    var nonEvents: Int
  }

  struct Units: Equatable {
    var events: Int
    var cell: Int
  }

  /// Patients and steps of a group are one count on all scales that agree in both, as in cohorts made from raw files,
  /// where every scale has a row for every step.
  private struct SharedKey: Hashable {
    var kind: String
    var group: [String]
    var patients: Int
    var steps: Int
    var value: Int
  }

  private struct CellKey: Hashable {
    var group: [String]
    var scale: String
  }

  /// One table with its groups freed of the scale, which is part of the context.
  struct Grouping {
    var keys: [String]
    var filter: Filter?
    var isEvaluable: Bool
    /// In the order of the table.
    var rows: [(group: [String], context: Context, counts: Counts)]
    /// The filters of the tables that it is put together from; empty of a table that is printed.
    var parts: [Filter] = []
  }

  private(set) var groupings: [Grouping] = []
  /// By table and row, as the results have them.
  private(set) var rowUnits: [[Units]] = []

  mutating func enter(_ tables: [RateTable], in audit: inout CountAudit) {
    let known = groupings.count
    for table in tables { enter(table, in: &audit) }
    linkTables(from: known, in: &audit)
  }

  private mutating func enter(_ table: RateTable, in audit: inout CountAudit) {
    let kept = table.by.indices.filter { table.by[$0] != "scale" }
    var grouping = Grouping(
      keys: kept.map { table.by[$0] }, filter: table.filter, isEvaluable: table.isEvaluable, rows: [])
    var cells: [CellKey: Int] = [:]
    var units: [Units] = []
    var variables: [SharedKey: Int] = [:]
    // A reader sees from the table whether patients have one step each.
    let onePerPatient = table.rows.allSatisfy { $0.patients == $0.steps }
    for rate in table.rows {
      let group = kept.map { rate.group[$0] }
      let place = CellKey(group: group, scale: rate.scale)
      // The same count under every outcome and reading of a cell is one count, not several that agree.
      func shared(_ kind: String, _ value: Int) -> Int {
        let key = SharedKey(
          kind: kind, group: group, patients: rate.patients, steps: rate.steps, value: value)
        if let known = variables[key] { return known }
        let variable = audit.variable(value)
        variables[key] = variable
        return variable
      }
      let counts = Counts(
        patients: shared("patients", rate.patients), steps: shared("steps", rate.steps),
        noBaseline: shared("no \(rate.baseline.rawValue) \(rate.scale)", rate.noBaseline),
        notAssessed: shared("not assessed \(rate.scale)", rate.notAssessed),
        notAssessedSteps: shared("steps not assessed \(rate.scale)", rate.notAssessedSteps),
        n: audit.variable(rate.n), events: audit.variable(rate.events),
        nonEvents: audit.variable(rate.n - rate.events))
      let total = group.isEmpty ? 5_000 : 0
      let events = audit.unit(
        printing: [counts.events, counts.nonEvents],
        sensitive: [counts.events, counts.nonEvents, counts.patients],
        cost: 100 + total + rate.n)
      let cell: Int
      if let known = cells[place] {
        cell = known
      } else {
        cell = audit.unit(printing: [], sensitive: [], cost: 10_000 + total + rate.steps)
        cells[place] = cell
      }
      audit.widen(
        cell,
        printing: [
          counts.patients, counts.steps, counts.noBaseline, counts.notAssessed, counts.notAssessedSteps,
          counts.n,
        ],
        sensitive: [counts.patients], implies: [events])
      audit.relate([counts.events, counts.nonEvents], equal: [counts.n])
      audit.relate([counts.steps], atLeast: [counts.n, counts.noBaseline])
      audit.relate([counts.steps], atLeast: [counts.n, counts.notAssessedSteps])
      audit.relate([counts.patients], atLeast: [counts.notAssessed])
      audit.relate([counts.notAssessedSteps], atLeast: [counts.notAssessed])
      if onePerPatient {
        audit.relate([counts.steps], equal: [counts.patients])
      } else {
        audit.relate([counts.steps], atLeast: [counts.patients])
      }
      units.append(Units(events: events, cell: cell))
      let context = Context(
        outcome: rate.outcome, baseline: rate.baseline, scale: rate.scale, endpoint: rate.endpoint,
        missing: rate.missing)
      grouping.rows.append((group, context, counts))
    }
    if table.baselineWindow != nil { fixTotals(of: grouping, in: &audit) }
    boundPools(of: table, grouping, in: &audit)
    groupings.append(grouping)
    rowUnits.append(units)
  }

  /// The name of levels that stand together tells how many they are, each with at least a patient and at most as many as a
  /// small count may be.
  private func boundPools(of table: RateTable, _ grouping: Grouping, in audit: inout CountAudit) {
    for (place, key) in grouping.keys.enumerated() {
      guard let pool = table.pools[key], let range = pool.patients else { continue }
      var order: [Context] = []
      var patients: [Context: [Int]] = [:]
      for row in grouping.rows where row.group[place] == pool.label {
        if patients[row.context] == nil { order.append(row.context) }
        patients[row.context, default: []].append(row.counts.patients)
        audit.bound([row.counts.patients], within: 0...range.upperBound)
      }
      guard table.filter == nil else { continue }
      // Patients may stand in several rows, so that no end is known of the sum.
      for context in order {
        audit.bound(patients[context] ?? [], within: range.lowerBound...Self.many)
      }
    }
  }

  private static let many = 1 << 30

  /// The notes say how many steps of a table have no baseline, whatever is hidden.
  private func fixTotals(of grouping: Grouping, in audit: inout CountAudit) {
    let all = sums(of: grouping, over: [])
    for key in all.order { audit.fix((all.rows[key] ?? []).map(\.noBaseline)) }
  }
}
