import Causal
public import Statistics

extension RoadmapTable: Disclosable {
  /// Units of the counts that are printed.
  struct Register: CountRegister {
    /// By step: who came and began.
    var steps: [Int] = []
    /// By step, then strategy.
    var strategies: [[Int]] = []
    /// By entry: its values; who happened to follow it.
    var values: [Int] = []
    var followers: [Int] = []
    /// By entry, then stage of its support; then branch.
    var support: [[Int]] = []
    var branches: [[Int]] = []
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var register = Register()
    var begun: [Int: Int] = [:]
    for step in steps {
      let reached = audit.variable(step.reached)
      let own = audit.variable(step.begun)
      let left = audit.variable(step.reached - step.begun)
      begun[step.number] = own
      audit.relate([own, left], equal: [reached])
      register.steps.append(audit.unit(printing: [reached, own, left], sensitive: [own, left], cost: 500))
      var sums: [Int] = []
      register.strategies.append(
        step.strategies.map { strategy in
          let patients = audit.variable(strategy.patients)
          let parts = [strategy.events, strategy.seen - strategy.events, strategy.patients - strategy.seen]
            .map { audit.variable($0) }
          let seen = audit.variable(strategy.seen)
          let went = [strategy.wentOn, strategy.seen - strategy.events - strategy.wentOn].map {
            audit.variable($0)
          }
          audit.relate([parts[0], parts[1]], equal: [seen])
          audit.relate([seen, parts[2]], equal: [patients])
          audit.relate(went, equal: [parts[1]])
          sums.append(patients)
          return audit.unit(
            printing: [patients, seen] + parts + went, sensitive: [patients, parts[0], parts[1]] + went,
            cost: 10)
        })
      audit.relate(sums, equal: [own])
    }
    for entry in entries { enter(entry, begun, &audit, &register) }
    return register
  }

  private func enter(
    _ entry: Entry, _ begun: [Int: Int], _ audit: inout CountAudit, _ register: inout Register
  ) {
    let followers = [entry.followers.events, entry.followers.patients - entry.followers.events].map {
      audit.variable($0)
    }
    let all = audit.variable(entry.followers.patients)
    audit.relate(followers, equal: [all])
    register.followers.append(audit.unit(printing: followers + [all], sensitive: followers, cost: 5))
    var ends: [Int] = []
    var stages: [Int] = []
    for stage in entry.support?.stages ?? [] {
      let counts = [stage.reached, stage.followed, stage.reached - stage.followed].map { audit.variable($0) }
      audit.relate([counts[1], counts[2]], equal: [counts[0]])
      stages.append(audit.unit(printing: counts, sensitive: counts, cost: 20))
      ends.append(counts[1])
    }
    register.support.append(stages)
    // An estimate is a function of every count behind it; those of who followed tell whether it is of few.
    register.values.append(audit.unit(printing: [], sensitive: ends, cost: 200))
    var sums: [Int: [Int]] = [:]
    register.branches.append(
      entry.branches.map { branch in
        let counts = [branch.patients, branch.followed, branch.patients - branch.followed].map {
          audit.variable($0)
        }
        audit.relate([counts[1], counts[2]], equal: [counts[0]])
        sums[branch.step, default: []].append(counts[0])
        return audit.unit(printing: counts, sensitive: counts, cost: 5)
      })
    for (step, counts) in sums.sorted(by: { $0.key < $1.key }) {
      if let whole = begun[step] { audit.relate(counts, equal: [whole]) }
    }
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedRoadmap {
    var shown = SuppressedRoadmap(self, under: run.disclosure, names: run.results.names)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      shown.steps = register.steps.map { audit.state(of: $0) }
      shown.strategies = register.strategies.map { $0.map { audit.state(of: $0) } }
      shown.values = register.values.map { audit.state(of: $0) }
      shown.followers = register.followers.map { audit.state(of: $0) }
      shown.support = register.support.map { $0.map { audit.state(of: $0) } }
      shown.branches = register.branches.map { $0.map { audit.state(of: $0) } }
    case .rounding: shown.round()
    }
    return shown
  }
}

extension Disclosure {
  /// What may be shown of a roadmap alone.
  public func applied(to roadmap: RoadmapTable, names: ReportNames = .codes) -> SuppressedRoadmap {
    var shown = shown(of: roadmap)
    shown.names = names
    return shown
  }
}
