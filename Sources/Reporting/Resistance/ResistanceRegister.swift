import Statistics
import Treatment

/// The counts of shares of resistance in the audit of a run.
///
/// Statuses of a rule, cells of a pair of rules and stages of a method each add up to everybody, and a pair's margins
/// are its rules' counts of resistant patients: one audit sees them all. The resistant are one unit and the other three
/// statuses, which add up to the rest, another: a few who cannot be told do not hide the share that a reader came for.
struct ResistanceRegister: CountRegister {
  private let table: ResistanceTable
  private(set) var everybody = 0
  /// Patients outside the denominator.
  private(set) var others = 0
  /// Two units a share; `nil` where a rule has no answer.
  struct ShareUnits {
    var resistant: Int
    var others: Int

    var both: [Int] { [resistant, others] }
  }

  private(set) var shares: [ShareUnits?] = []
  private(set) var agreements: [Int] = []
  private(set) var stages: [Int] = []
  private(set) var athf: [Int] = []
  private(set) var trials: [TrialCount: Int] = [:]
  private(set) var scales: [Int] = []

  /// Units of a group; `nil` where a rule has no answer.
  struct GroupUnits {
    var n: Int
    var others: Int
    var shares: [ShareUnits?]
  }

  private(set) var groups: [GroupUnits] = []
  /// The variables of everybody's statuses by rule: not resistant, possible, resistant, indeterminate.
  private(set) var statuses: [String: [Int]] = [:]
  /// The variables of those in the denominator, and outside it.
  private(set) var all: (n: Int, others: Int) = (0, 0)
  /// The variables of patients in the flow of the run.
  private var flow: [Int] = []

  init(_ table: ResistanceTable, beside earlier: EnteredCounts, in audit: inout CountAudit) {
    self.table = table
    let everybody = audit.variable(table.n)
    self.everybody = audit.unit(printing: [everybody], sensitive: [everybody], cost: 1_000_000)
    let others = audit.variable(table.noHistory)
    self.others = audit.unit(printing: [others], sensitive: [others], cost: 10)
    all = (everybody, others)
    flow = earlier.first(FlowRegister.self)?.patients ?? []
    var resistant: [String: Int] = [:]
    var rest: [String: Int] = [:]
    shares = table.shares.map { share -> ShareUnits? in
      guard share.unavailability == nil else { return nil }
      let entered = Self.enter(share, among: table.n, everybody, cost: 1_000, in: &audit)
      statuses[share.rule] = entered.counts
      resistant[share.rule] = entered.counts[2]
      rest[share.rule] = entered.rest
      return entered.units
    }
    Self.linkSameWords(statuses, in: &audit)
    enterGroups(in: &audit)
    agreements = table.agreements.map { pair -> Int in
      let cells = [pair.both, pair.onlyFirst, pair.onlySecond, pair.neither].map { audit.variable($0) }
      if let first = resistant[pair.first] { audit.relate([cells[0], cells[1]], equal: [first]) }
      if let second = resistant[pair.second] { audit.relate([cells[0], cells[2]], equal: [second]) }
      if let first = rest[pair.first] { audit.relate([cells[2], cells[3]], equal: [first]) }
      if let second = rest[pair.second] { audit.relate([cells[1], cells[3]], equal: [second]) }
      return audit.unit(printing: cells, sensitive: cells, cost: 100)
    }
    stages = enterStages(everybody, resistant, in: &audit)
    (trials, athf, scales) = enterTrials(in: &audit)
  }

  /// The units of the rules that have an answer, in the order of the table.
  func units(of rules: [String]) -> [ShareUnits] {
    zip(table.shares, shares).compactMap { rules.contains($0.rule) ? $1 : nil }
  }

  /// The statuses of a share and its two units. A share is small as well where few are not resistant.
  private static func enter(
    _ share: ResistanceTable.Share, among n: Int, _ everybody: Int, cost: Int, in audit: inout CountAudit
  ) -> (counts: [Int], rest: Int, units: ShareUnits) {
    let counts = [share.notResistant, share.possible, share.resistant, share.indeterminate]
      .map { audit.variable($0) }
    let rest = audit.variable(n - share.resistant)
    audit.relate(counts, equal: [everybody])
    audit.relate([counts[2], rest], equal: [everybody])
    let others = [counts[0], counts[1], counts[3]]
    return (
      counts, rest,
      ShareUnits(
        resistant: audit.unit(printing: [counts[2]], sensitive: [counts[2], rest], cost: cost),
        others: audit.unit(printing: others, sensitive: others, cost: cost / 10))
    )
  }

  /// EMA's and FDA's rules count the same, as their words say to every reader.
  private static func linkSameWords(_ statuses: [String: [Int]], in audit: inout CountAudit) {
    guard let first = statuses["ema"], let second = statuses["fda"] else { return }
    for (a, b) in zip(first, second) { audit.relate([a], equal: [b]) }
  }

  /// Groups are parts of everybody, status by status.
  private mutating func enterGroups(in audit: inout CountAudit) {
    var parts: [String: [[Int]]] = [:]
    var sizes: [(n: Int, others: Int)] = []
    for group in table.groups {
      let n = audit.variable(group.n)
      let others = audit.variable(group.noHistory)
      sizes.append((n, others))
      var own: [String: [Int]] = [:]
      let units = group.shares.map { share -> ShareUnits? in
        guard share.unavailability == nil else { return nil }
        let entered = Self.enter(share, among: group.n, n, cost: 200 + group.n, in: &audit)
        own[share.rule] = entered.counts
        parts[share.rule, default: []].append(entered.counts)
        return entered.units
      }
      Self.linkSameWords(own, in: &audit)
      groups.append(
        GroupUnits(
          n: audit.unit(
            printing: [n], sensitive: [n], cost: 5_000 + group.n, implies: units.flatMap { $0?.both ?? [] }),
          others: audit.unit(printing: [others], sensitive: [others], cost: 10), shares: units))
    }
    guard !groups.isEmpty else { return }
    boundPools(sizes, in: &audit)
    audit.relate(sizes.map(\.n), equal: [all.n])
    audit.relate(sizes.map(\.others), equal: [all.others])
    for rule in table.shares.map(\.rule) {
      guard let whole = statuses[rule], let parts = parts[rule] else { continue }
      for status in whole.indices { audit.relate(parts.map { $0[status] }, equal: [whole[status]]) }
    }
  }

  /// The name of levels that stand together tells how many they are, and so how many patients they can have.
  private func boundPools(_ sizes: [(n: Int, others: Int)], in audit: inout CountAudit) {
    for (place, column) in table.by.enumerated() {
      guard let pool = table.pools[column], let range = pool.patients else { continue }
      for (group, size) in zip(table.groups, sizes) where group.values[place] == pool.label {
        audit.bound([size.n, size.others], within: 0...range.upperBound)
      }
    }
  }

  /// Those in the denominator and those outside it are together the patients that a reader knows: from a total that is
  /// printed besides, else from the flow. (Of a known total the flow tells nothing more, and what is doubtful of one result
  /// would take the other with it.)
  func fix(_ totals: [Int], in audit: inout CountAudit) {
    if totals.contains(table.patients) { return audit.fix([all.n, all.others]) }
    for patients in flow { audit.relate([all.n, all.others], equal: [patients]) }
  }

  private func enterStages(
    _ everybody: Int, _ resistant: [String: Int], in audit: inout CountAudit
  ) -> [Int] {
    let counts = table.stages.map { audit.variable($0.patients) }
    var byMethod: [String: [Int]] = [:]
    for (stage, count) in zip(table.stages, counts) { byMethod[stage.method, default: []].append(count) }
    for (method, stages) in byMethod.sorted(by: { $0.key < $1.key }) {
      audit.relate(stages, equal: [everybody])
      // From two failures on, a stage is resistance by EMA's words; from the first, a Thase-Rush stage is ESM's A.
      if method == "European" {
        for rule in ["ema", "fda"] {
          if let known = resistant[rule] { audit.relate(Array(stages.dropFirst(2)), equal: [known]) }
        }
      }
      if let known = resistant["mgh"], method == "MGH-s", let last = stages.last {
        audit.relate([last], equal: [known])
      }
      // Failed ECT alone makes a stage A of more patients than stage I.
      if method == "European", stages.count > 1, let strict = byMethod["Thase-Rush, strict"], strict.count > 1
      {
        let difference = table.stages.indices.filter { table.stages[$0].method == method }.dropFirst().first
        let first = table.stages.indices.filter { table.stages[$0].method == "Thase-Rush, strict" }
          .dropFirst().first
        if let difference, let first {
          let rest = table.stages[difference].patients - table.stages[first].patients
          if rest > 0 {
            let others = audit.variable(rest)
            audit.relate([strict[1], others], equal: [stages[1]])
            _ = audit.unit(printing: [], sensitive: [others], cost: 1)
          }
        }
      }
      for other in byMethod.keys.sorted() where other > method {
        // No failure is the same patients whichever method counts it.
        if let first = stages.first, let second = byMethod[other]?.first {
          audit.relate([first], equal: [second])
        }
      }
    }
    return counts.map { audit.unit(printing: [$0], sensitive: [$0], cost: 20) }
  }

  /// Trials by the scale that decides them, which with those that no score decides add up to all.
  private func enterScales(all: Int?, in audit: inout CountAudit) -> [Int] {
    let counts = table.trials.byScale.map(\.trials)
    let variables = counts.map { audit.variable($0) }
    let rest = audit.variable(TrialCount.all.count(in: table.trials) - counts.reduce(0, +))
    if let all { audit.relate(variables + [rest], equal: [all]) }
    return variables.map { audit.unit(printing: [$0], sensitive: [$0, rest], cost: 10) }
  }

  /// Counts of trials, each a part of a whole, and the rows of the ATHF, which add up to all of them.
  private func enterTrials(in audit: inout CountAudit) -> (
    units: [TrialCount: Int], athf: [Int], scales: [Int]
  ) {
    var variables: [TrialCount: Int] = [:]
    for kind in TrialCount.allCases { variables[kind] = audit.variable(kind.count(in: table.trials)) }
    var units: [TrialCount: Int] = [:]
    for kind in TrialCount.allCases {
      guard let own = variables[kind] else { continue }
      var sensitive = [own]
      if let whole = kind.whole, let all = variables[whole] {
        let rest = audit.variable(whole.count(in: table.trials) - kind.count(in: table.trials))
        audit.relate([own, rest], equal: [all])
        sensitive.append(rest)
      }
      units[kind] = audit.unit(printing: [own], sensitive: sensitive, cost: 10)
    }
    let parts: [TrialCount] = [.adequate, .inadequate, .unknown]
    if let all = variables[.all] { audit.relate(parts.compactMap { variables[$0] }, equal: [all]) }
    var domains: [Int] = []
    let rows = table.athf.map { row in
      let counts = [row.trials, row.adequate, row.unknown, row.failed].map { audit.variable($0) }
      let inadequate = audit.variable(row.trials - row.adequate - row.unknown)
      let successful = audit.variable(row.adequate - row.failed)
      audit.relate([counts[1], counts[2], inadequate], equal: [counts[0]])
      audit.relate([counts[3], successful], equal: [counts[1]])
      domains.append(counts[0])
      return audit.unit(printing: counts, sensitive: counts + [inadequate, successful], cost: 50)
    }
    if let all = variables[.all] { audit.relate(domains, equal: [all]) }
    if let drugs = variables[.drugs], let first = domains.first { audit.relate([drugs], equal: [first]) }
    return (units, rows, enterScales(all: variables[.all], in: &audit))
  }
}
