import Statistics

/// The counts of trajectories in the audit of a run: of how many patients each point is the mean.
///
/// Mean, standard deviation and limits go with the count, because scores are whole numbers and limits are made with n:
/// each of them would give n back.
struct TrajectoryRegister: CountRegister {
  private struct Day: Hashable {
    var scale: String
    var day: Double
  }

  /// By point, as the results have them.
  private var units: [Int] = []

  init(
    _ points: [TrajectoryPoint], beside rates: RateRegister, _ baseline: BaselineRegister?,
    _ flow: FlowRegister?, in audit: inout CountAudit
  ) {
    var order: [Day] = []
    var byDay: [Day: [Int]] = [:]
    for point in points {
      let arms =
        rates.patients(ofArm: point.arm, on: point.scale) + (baseline?.patients(ofArm: point.arm) ?? [])
      let n: Int
      if let arm = arms.first(where: { audit.variables[$0].value == point.n }) {
        // Everyone of the arm was scored, so the point prints how many that is.
        n = arm
      } else {
        n = audit.variable(point.n)
        for arm in arms { audit.relate([arm], atLeast: [n]) }
      }
      units.append(audit.unit(printing: [n], sensitive: [n], cost: 300 + point.n))
      let day = Day(scale: point.scale, day: point.day)
      if byDay[day] == nil { order.append(day) }
      byDay[day, default: []].append(n)
    }
    let boxes = flow?.patients ?? []
    for day in order {
      let scored = byDay[day] ?? []
      let sum = audit.sum(of: scored)
      // One bound is enough: the boxes' own links carry it on.
      if let all = baseline?.everyone ?? boxes.last(where: { audit.variables[$0].value >= sum }) {
        audit.relate([all], atLeast: scored)
      }
      // A box that is as many as a day's points counts the same patients.
      for box in boxes { audit.relate(scored, equal: [box]) }
    }
  }

  func apply(_ audit: CountAudit, to points: inout [SuppressedTrajectoryPoint]) {
    for place in points.indices {
      let state = audit.state(of: units[place])
      if state != .none { points[place].hide(state) }
    }
  }
}
