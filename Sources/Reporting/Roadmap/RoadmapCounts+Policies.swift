import Causal
import Statistics
import Treatment

/// A policy's counts: who stands behind its value, and who is in its branches.
extension RoadmapCounts {
  struct PolicyUnits {
    var value = 0
    var followers = 0
    var share = 0
    var support: [Int] = []
    var branches: [Int] = []
  }

  mutating func enter(_ entry: RoadmapTable.Entry, in audit: inout CountAudit) -> PolicyUnits {
    var units = PolicyUnits()
    let followers = [
      entry.followers?.patients, entry.followers?.events, entry.followers.map { $0.patients - $0.events },
    ].map { audit.variable($0 ?? 0) }
    audit.relate([followers[1], followers[2]], equal: [followers[0]])
    units.followers = audit.unit(printing: followers, sensitive: [followers[1], followers[2]], cost: 5)
    let found = enterSupport(of: entry, followers, &audit)
    units.support = found.units
    // An estimate is a function of every count behind it; those of who followed tell whether it is of few.
    units.value = audit.unit(printing: [], sensitive: found.followed.map(\.count), cost: 200)
    units.share = enterShare(of: entry, followers[0], &audit)
    units.branches = enterBranches(of: entry, found.followed, found.reached, &audit)
    return units
  }

  /// The share that models alone stand for is a function of how many do not.
  private func enterShare(
    of entry: RoadmapTable.Entry, _ followers: Int, _ audit: inout CountAudit
  ) -> Int {
    guard let support = entry.support else { return audit.unit(printing: [], sensitive: [], cost: 5) }
    let counts = [support.onRoad, support.patients - support.onRoad].map { audit.variable($0) }
    let everybody = audit.variable(support.patients)
    audit.relate(counts, equal: [everybody])
    if let first = steps.keys.min().flatMap({ steps[$0] }) {
      audit.relate(first.all(\.patients), equal: [everybody])
    }
    // Followers of a learned tree are those of the one that is printed.
    if entry.learned == nil { audit.relate([counts[0]], equal: [followers]) }
    return audit.unit(printing: counts, sensitive: counts, cost: 5)
  }

  typealias Counted = (stage: StageSupport, count: Int)

  private mutating func enterSupport(
    of entry: RoadmapTable.Entry, _ followers: [Int], _ audit: inout CountAudit
  ) -> (units: [Int], reached: [Counted], followed: [Counted]) {
    var (units, reached, followed): ([Int], [Counted], [Counted]) = ([], [], [])
    var ends: [Int] = []
    for stage in entry.support?.stages ?? [] {
      let counts = [stage.reached, stage.followed, stage.reached - stage.followed].map { audit.variable($0) }
      audit.relate([counts[1], counts[2]], equal: [counts[0]])
      if let last = followed.last {
        let end = audit.variable(max(0, last.stage.followed - stage.reached))
        audit.relate([counts[0], end], equal: [last.count])
        if last.stage.step != nil { ends.append(Self.derived(end, in: &audit)) }
      }
      tie(stage, counts, of: entry, &audit)
      units.append(audit.unit(printing: counts, sensitive: counts, cost: 20))
      reached.append((stage, counts[0]))
      followed.append((stage, counts[1]))
    }
    if let last = followed.last, entry.learned == nil, entry.followers != nil {
      audit.relate(ends + [last.count], equal: [followers[0]])
      let events = audit.sum(of: [followers[1]]) - audit.sum(of: ends)
      // Who is let stay ends without the outcome, so that ends are not all events.
      if !entry.policy.lets(.stay), (0...last.stage.followed).contains(events) {
        let end = Self.derived(audit.variable(events), in: &audit)
        audit.relate(ends + [end], equal: [followers[1]])
      }
    }
    return (units, reached, followed)
  }

  /// A count that no table prints and that a difference of two tells.
  private static func derived(_ count: Int, in audit: inout CountAudit) -> Int {
    _ = audit.unit(printing: [count], sensitive: [count], cost: 1)
    return count
  }

  /// A stage with those at the step, and with the same stage of policies that did the same until then.
  private mutating func tie(
    _ stage: StageSupport, _ counts: [Int], of entry: RoadmapTable.Entry, _ audit: inout CountAudit
  ) {
    func known(until step: Int) -> String {
      // Who stays later is not among those who are asked whether they go on.
      let rules =
        entry.policy.lets(.stay)
        ? [entry.policy.description]
        : (1...max(1, step)).map { step in
          (entry.policy.rule(at: step)?.branches ?? []).map {
            "\($0.condition?.description ?? ""): \($0.choice.description)"
          }.joined(separator: ", ")
        }
      return "\(stage.stage) of \(rules.joined(separator: "; "))"
    }
    if let number = stage.step, let step = steps[number] {
      audit.relate(step.all(\.patients), atLeast: [counts[0]])
      let names = entry.policy.names(at: number)
      audit.relate(step.all(\.seen, of: names), atLeast: [counts[1]])
      if entry.learned == nil {
        share(counts[0], as: "reached \(known(until: number - 1))", in: &audit)
        share(counts[1], as: "followed \(known(until: number))", in: &audit)
      }
    }
    if let number = stage.endOfStep, let next = steps[number + 1] {
      audit.relate([next.reached], atLeast: [counts[0]])
      audit.relate(next.all(\.patients), atLeast: [counts[1]])
      if entry.learned == nil {
        share(counts[0], as: "reached \(known(until: number))", in: &audit)
        share(counts[1], as: "followed \(known(until: number))", in: &audit)
      }
    }
  }

  private mutating func enterBranches(
    of entry: RoadmapTable.Entry, _ followed: [Counted], _ reached: [Counted], _ audit: inout CountAudit
  ) -> [Int] {
    var units: [Int] = []
    var all: [Int: (patients: [Int], asked: [Int], got: [Int], had: [String: [Int]])] = [:]
    for branch in entry.branches {
      let counts = [branch.patients, branch.followed, branch.patients - branch.followed].map {
        audit.variable($0)
      }
      audit.relate([counts[1], counts[2]], equal: [counts[0]])
      units.append(audit.unit(printing: counts, sensitive: counts, cost: 5))
      let rule = entry.policy.rule(at: branch.step)
      let choice = rule.map { $0.branches[branch.place].choice }
      all[branch.step, default: ([], [], [], [:])].patients.append(counts[0])
      if choice != .stay {
        all[branch.step]?.asked.append(counts[0])
        all[branch.step]?.got.append(counts[1])
      }
      guard let step = steps[branch.step], !branch.had.isEmpty else { continue }
      let had = zip(step.names, branch.had).map { (name: $0.0, count: audit.variable($0.1)) }
      audit.relate(had.map(\.count), equal: [counts[0]])
      if let choice, choice != .stay {
        audit.relate(had.filter { choice.gives($0.name) }.map(\.count), equal: [counts[1]])
      }
      let conditions = (rule?.branches ?? []).prefix(branch.place + 1).map { $0.condition?.description ?? "" }
      let isOfAll = entry.learned == nil && !entry.policy.lets(.stay)
      for (name, count) in had {
        all[branch.step]?.had[name, default: []].append(count)
        if isOfAll { share(count, as: "\(name) at \(branch.step), \(conditions)", in: &audit) }
      }
    }
    for (number, own) in all.sorted(by: { $0.key < $1.key }) {
      guard let step = steps[number] else { continue }
      audit.relate(step.all(\.patients), atLeast: own.patients)
      for name in step.names {
        if let counts = own.had[name] { audit.relate(step.all(\.patients, of: [name]), atLeast: counts) }
      }
      guard entry.learned == nil else { continue }
      if let behind = reached.first(where: { $0.stage.step == number }) {
        audit.relate(own.asked, atLeast: [behind.count])
      }
      if let behind = followed.first(where: { $0.stage.step == number }) {
        audit.relate(own.got, atLeast: [behind.count])
      }
    }
    return units
  }
}

extension TreatmentPolicy {
  /// The strategies that a step's rule gives; `nil` where it leaves some patients to their clinicians, or says nothing.
  fileprivate func names(at step: Int) -> [String]? {
    guard let rule = rule(at: step), !rule.branches.contains(where: { $0.choice == .asObserved }) else {
      return nil
    }
    return strategies(at: step)
  }
}
