import Regression
import Statistics

/// The counts of the patient flow in the audit of a run.
struct FlowRegister: CountRegister {
  private struct Place {
    var patients: Int
    var steps: Int?
  }

  /// Patients after each rule.
  private(set) var patients: [Int] = []
  private var steps: [Int] = []
  /// A box without units of its own says what the two beside it say.
  private var stages: [(units: Place, setAside: [Place?])] = []

  init(
    _ flow: PatientFlow, everyone: Int?, beside rates: RateRegister, in audit: inout CountAudit
  ) {
    var before: Place?
    for stage in flow.stages {
      let (counts, units) = Self.enter(stage.patients, stage.steps, cost: 50_000, in: &audit)
      var setAside: [(counts: Place, units: Place?)] = []
      for rule in stage.setAside {
        if let before, Self.isDerived(rule, at: stage, after: before, in: audit) {
          // Its own variables are printed by nothing: they are shown where the boxes above and below are.
          let counts = Place(
            patients: audit.variable(rule.patients), steps: rule.steps.map { audit.variable($0) })
          setAside.append((counts, nil))
        } else {
          let (counts, units) = Self.enter(rule.patients, rule.steps, cost: 1_000, in: &audit)
          setAside.append((counts, units))
        }
      }
      if let before {
        audit.relate([counts.patients] + setAside.map(\.counts.patients), equal: [before.patients])
        if let steps = counts.steps, let earlier = before.steps {
          audit.relate([steps] + setAside.compactMap(\.counts.steps), equal: [earlier])
        }
      }
      if let everyone { audit.relate([counts.patients], equal: [everyone]) }
      for sum in rates.totals(of: \.patients) { audit.relate([counts.patients], equal: sum) }
      if let steps = counts.steps {
        for (sum, n) in zip(rates.totals(of: \.steps), rates.totals(of: \.n)) {
          audit.relate([steps], equal: sum)
          // Where every step has its scores, n is tied to the steps already.
          if audit.sum(of: n) < audit.sum(of: sum) { audit.relate([steps], equal: n) }
        }
      }
      for steps in setAside.compactMap(\.counts.steps) {
        for sum in rates.totals(of: \.noBaseline) { audit.relate([steps], equal: sum) }
      }
      patients.append(counts.patients)
      if let steps = counts.steps { self.steps.append(steps) }
      stages.append((units, setAside.map(\.units)))
      before = counts
    }
  }

  /// Whether what a rule set aside is the difference of two boxes and counts steps: those without a baseline or an
  /// endpoint, which rate tables say as `no_baseline`, and as `n` beside `steps`.
  ///
  /// Patients set aside before there are steps (by a filter, say) are a cell of their own.
  private static func isDerived(
    _ rule: (reason: String, patients: Int, steps: Int?), at stage: PatientFlow.Stage, after before: Place,
    in audit: CountAudit
  ) -> Bool {
    guard stage.setAside.count == 1, let steps = rule.steps, let left = stage.steps,
      let earlier = before.steps
    else { return false }
    return audit.variables[earlier].value == left + steps
      && audit.variables[before.patients].value == stage.patients + rule.patients
  }

  /// A count equal to a total that the run prints besides cannot be hidden.
  func fix(_ totals: [Int], in audit: inout CountAudit) {
    for count in patients + steps where totals.contains(audit.variables[count].value) { audit.fix([count]) }
  }

  private static func enter(
    _ patients: Int, _ steps: Int?, cost: Int, in audit: inout CountAudit
  ) -> (counts: Place, units: Place) {
    let count = audit.variable(patients)
    let patientsUnit = audit.unit(printing: [count], sensitive: [count], cost: cost + patients)
    guard let steps else {
      return (Place(patients: count, steps: nil), Place(patients: patientsUnit, steps: nil))
    }
    let stepCount = audit.variable(steps)
    let stepsUnit = audit.unit(printing: [stepCount], sensitive: [stepCount], cost: cost + steps)
    audit.relate([stepCount], equal: [count])
    return (Place(patients: count, steps: stepCount), Place(patients: patientsUnit, steps: stepsUnit))
  }

  func apply(_ audit: CountAudit, to flow: inout SuppressedFlow) {
    func hide(_ place: Place, in counts: inout SuppressedFlow.Counts) {
      if audit.state(of: place.patients) != .none { counts.patients = nil }
      if let steps = place.steps, audit.state(of: steps) != .none { counts.steps = nil }
    }
    for stage in flow.stages.indices {
      hide(stages[stage].units, in: &flow.stages[stage].counts)
      for rule in flow.stages[stage].setAside.indices {
        if let place = stages[stage].setAside[rule] {
          hide(place, in: &flow.stages[stage].setAside[rule].counts)
        } else {
          hide(stages[stage].units, in: &flow.stages[stage].setAside[rule].counts)
          if stage > 0 { hide(stages[stage - 1].units, in: &flow.stages[stage].setAside[rule].counts) }
        }
      }
    }
  }
}
