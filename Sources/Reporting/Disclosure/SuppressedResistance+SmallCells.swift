import Statistics

extension SuppressedResistance {
  /// Hides rows with a count of 1 to `minCellCount - 1` and what would give one back (`ohdsi`).
  ///
  /// Statuses of a rule, cells of a pair of rules and stages of a method each add up to everybody, and a pair's margins
  /// are its rules' counts of resistant patients: one audit sees them all.
  mutating func hideSmallCells(below minCellCount: Int) {
    var audit = CountAudit(minCellCount: minCellCount)
    let everybody = audit.variable(table.n)
    let everybodyUnit = audit.unit(printing: [everybody], sensitive: [everybody], cost: 1_000_000)
    let withoutStep = audit.variable(table.patients - table.n)
    let withoutUnit = audit.unit(printing: [withoutStep], sensitive: [withoutStep], cost: 10)
    var resistant: [String: Int] = [:]
    var rest: [String: Int] = [:]
    let shareUnits = table.shares.map { share -> Int? in
      guard share.unavailability == nil else { return nil }
      let counts = [share.notResistant, share.possible, share.resistant, share.indeterminate].map {
        audit.variable($0)
      }
      audit.relate(counts, equal: [everybody])
      resistant[share.rule] = counts[2]
      rest[share.rule] = audit.variable(table.n - share.resistant)
      audit.relate([counts[2], rest[share.rule] ?? counts[2]], equal: [everybody])
      return audit.unit(printing: counts, sensitive: counts, cost: 1_000)
    }
    let agreementUnits = table.agreements.map { pair -> Int in
      let cells = [pair.both, pair.onlyFirst, pair.onlySecond, pair.neither].map { audit.variable($0) }
      if let first = resistant[pair.first] { audit.relate([cells[0], cells[1]], equal: [first]) }
      if let second = resistant[pair.second] { audit.relate([cells[0], cells[2]], equal: [second]) }
      if let first = rest[pair.first] { audit.relate([cells[2], cells[3]], equal: [first]) }
      if let second = rest[pair.second] { audit.relate([cells[1], cells[3]], equal: [second]) }
      return audit.unit(printing: cells, sensitive: cells, cost: 100)
    }
    let stageUnits = enterStages(everybody, resistant, in: &audit)
    var domains: [Int] = []
    let athfUnits = table.athf.map { row in
      let counts = [row.trials, row.adequate, row.unknown, row.failed].map { audit.variable($0) }
      domains.append(counts[0])
      return audit.unit(printing: counts, sensitive: counts, cost: 50)
    }
    let sums = table.trials
    let trials = [
      sums.adequate + sums.inadequate + sums.unknown, sums.adequate, sums.inadequate, sums.unknown,
    ].map { audit.variable($0) }
    audit.relate(Array(trials.dropFirst()), equal: [trials[0]])
    audit.relate(domains, equal: [trials[0]])
    let trialUnits = trials.map { audit.unit(printing: [$0], sensitive: [$0], cost: 10) }
    audit.protect()
    unproven = audit.unproven
    if audit.state(of: everybodyUnit) != .none { n = nil }
    if audit.state(of: withoutUnit) != .none || n == nil { patients = nil }
    shares = shareUnits.map { $0.map(audit.state(of:)) ?? .none }
    agreements = agreementUnits.map(audit.state(of:))
    stages = stageUnits.map(audit.state(of:))
    athf = athfUnits.map(audit.state(of:))
    showsTrials = trialUnits.map { audit.state(of: $0) == .none }
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
      for other in byMethod.keys.sorted() where other > method {
        // No failure is the same patients whichever method counts it.
        if let first = stages.first, let second = byMethod[other]?.first {
          audit.relate([first], equal: [second])
        }
      }
    }
    return counts.map { audit.unit(printing: [$0], sensitive: [$0], cost: 20) }
  }
}
