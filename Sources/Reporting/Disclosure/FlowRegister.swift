import Statistics

/// The counts of the patient flow in the audit of a run.
struct FlowRegister {
  private struct Place {
    var patients: Int
    var steps: Int?
  }

  /// Patients after each rule.
  private(set) var patients: [Int] = []
  private var steps: [Int] = []
  private var stages: [(units: Place, setAside: [Place])] = []

  init(
    _ flow: PatientFlow, everyone: Int?, beside rates: RateRegister, in audit: inout CountAudit
  ) {
    var before: Place?
    for stage in flow.stages {
      let (counts, units) = Self.enter(stage.patients, stage.steps, cost: 50_000, in: &audit)
      var setAside: [(counts: Place, units: Place)] = []
      for rule in stage.setAside {
        let (counts, units) = Self.enter(rule.patients, rule.steps, cost: 1_000, in: &audit)
        setAside.append((counts, units))
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
        for sum in rates.totals(of: \.steps) { audit.relate([steps], equal: sum) }
      }
      patients.append(counts.patients)
      if let steps = counts.steps { self.steps.append(steps) }
      stages.append((units, setAside.map(\.units)))
      before = counts
    }
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
        hide(stages[stage].setAside[rule], in: &flow.stages[stage].setAside[rule].counts)
      }
    }
  }
}
