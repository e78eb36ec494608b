import Causal
import Statistics
import Treatment

/// The counts of a roadmap as they enter an audit, tied to one another.
///
/// Whoever reads the tables beside each other knows that a step's strategies add up to who began it, that a policy's followers are among
/// those at the step, that branches part those who were there, and that policies which begin alike have the same people up to there.
struct RoadmapCounts {
  /// The variables of one step of the observed road; by name, of every strategy that stands under it.
  struct Step {
    var reached: Int
    var names: [String] = []
    var patients: [String: [Int]] = [:]
    var seen: [String: [Int]] = [:]

    /// Of all names, or some.
    func all(_ counts: KeyPath<Step, [String: [Int]]>, of names: [String]? = nil) -> [Int] {
      (names ?? self.names).flatMap { self[keyPath: counts][$0] ?? [] }
    }
  }

  private(set) var steps: [Int: Step] = [:]
  /// Who did not reach the outcome at the last step that was entered, under the names that stand: all, and who went on and did not.
  private var ended: (without: [Int], went: [Int], stayed: [Int])?
  /// Counts that policies have in common, by what they are of.
  private var common: [String: Int] = [:]

  mutating func enter(
    _ step: RoadCohort.Step, lacking: Int?, in audit: inout CountAudit
  ) -> (step: Int, strategies: [Int], lacking: Int?) {
    let reached = audit.variable(step.reached)
    let begun = audit.variable(step.begun)
    let left = audit.variable(step.reached - step.begun)
    audit.relate([begun, left], equal: [reached])
    let unit = audit.unit(printing: [reached, begun, left], sensitive: [begun, left], cost: 500)
    var own = Step(reached: reached, names: step.names())
    var lackingUnit: Int?
    if let ended {
      let without = audit.variable(lacking ?? 0)
      if lacking != nil { lackingUnit = audit.unit(printing: [without], sensitive: [without], cost: 5) }
      audit.relate(ended.without, equal: [reached, without])
      audit.relate(ended.went, atLeast: [begun])
      audit.relate(ended.stayed, atLeast: [left])
    }
    var sums: [Int] = []
    var units: [Int] = []
    var next = (without: [Int](), went: [Int](), stayed: [Int]())
    for strategy in step.strategies {
      let patients = audit.variable(strategy.patients)
      let seen = audit.variable(strategy.seen)
      let parts = [strategy.events, strategy.seen - strategy.events, strategy.patients - strategy.seen]
        .map { audit.variable($0) }
      let went = [strategy.wentOn, strategy.seen - strategy.events - strategy.wentOn]
        .map { audit.variable($0) }
      audit.relate([parts[0], parts[1]], equal: [seen])
      audit.relate([seen, parts[2]], equal: [patients])
      audit.relate(went, equal: [parts[1]])
      sums.append(patients)
      units.append(
        audit.unit(
          printing: [patients, seen] + parts + went, sensitive: [patients, parts[0], parts[1]] + went,
          cost: 10))
      guard strategy.standsAlone || step.hasOthers else { continue }
      let name = strategy.standsAlone ? strategy.name : RoadCohort.others
      own.patients[name, default: []].append(patients)
      own.seen[name, default: []].append(seen)
      next.without.append(parts[1])
      next.went.append(went[0])
      next.stayed.append(went[1])
    }
    audit.relate(sums, equal: [begun])
    ended = next
    steps[step.number] = own
    return (unit, units, lackingUnit)
  }

  /// A count that stands for the same people wherever its name does.
  mutating func share(_ variable: Int, as name: String, in audit: inout CountAudit) {
    if let known = common[name] { audit.relate([variable], equal: [known]) } else { common[name] = variable }
  }
}
