internal import Summaries
internal import Treatment

/// Inhibitors of monoamine oxidase, and the days without an antidepressant that they ask for.
///
///     log odds = choice + severity (MADRS - mean) / 10 + failures (step - 3)
///
/// They go to the sicker and later, by a switch out of the class; what they do is what such a switch does.
extension Walk {
  /// The inhibitor that a switch at this attempt is to, if it is to one.
  mutating func inhibitor(at attempt: Int) -> Prescription.Drug? {
    let draws = (inhibitors.uniform(), inhibitors.uniform())
    let left = Prescription.inhibitors.filter { !isUsed($0.number) }
    // From one to the other is no switch out of the class.
    guard attempt >= 3, !left.isEmpty, latest?.isInhibitor != true else { return nil }
    var odds = model.inhibitor.choice
    if model.has(.confounding) {
      odds += model.inhibitor.severity * (severity - model.severityMean) / 10
      odds += model.inhibitor.failures * Double(attempt - 3)
    }
    guard draws.0 < CareModel.logistic(odds) else { return nil }
    return left[min(Int(draws.1 * Double(left.count)), left.count - 1)]
  }

  /// The day on which a strategy begins: another antidepressant and an inhibitor are a washout apart.
  func firstDay(of strategy: Strategy, _ inhibitor: Prescription.Drug?) -> Int32 {
    let tookOne = Prescription.inhibitors.contains { isUsed($0.number) }
    guard strategy.isSwitch, inhibitor != nil || tookOne else { return day }
    var first = day
    for row in course.exposures where row.step != nil {
      let washout = washout(from: row.agent, to: inhibitor)
      if washout > 0 { first = max(first, row.end + washout + 1) }
    }
    // What runs is stopped on the day before.
    for one in beside + [running].compactMap(\.self) {
      first = max(first, day + washout(from: one.drug.name, to: inhibitor))
    }
    return first
  }

  /// Days without an antidepressant between a drug and the next one; 0 where neither is an inhibitor.
  func washout(from drug: String, to inhibitor: Prescription.Drug?) -> Int32 {
    if Prescription.inhibitors.contains(where: { $0.name == drug }) { return model.washout.days }
    guard inhibitor != nil, let old = Prescription.later.first(where: { $0.name == drug }) else { return 0 }
    return old.name == "fluoxetine" ? model.washout.fromFluoxetine : model.washout.days
  }
}

extension Prescription.Drug {
  var isInhibitor: Bool { family == .maoi }
}
