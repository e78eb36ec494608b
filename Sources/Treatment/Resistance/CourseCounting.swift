extension TreatmentRecord {
  /// Whether registers and claims count a step as a treatment course: all but psychotherapy, lifestyle, rechallenge,
  /// maintenance, aborted combinations (F29), and control arms.
  func isCourse(_ place: Int) -> Bool {
    let step = steps[place]
    switch step.strategy {
    case .psychotherapyAdded, .psychotherapySwitch, .lifestyle, .rechallenge, .maintenance, .combineAborted,
      .none:
      return false
    default:
      // A first psychotherapy is FIRST_LINE_OTHER.
      let leader = eras[Int(step.leader)].kind
      return leader != .psychotherapy && leader != .ownStrategy
    }
  }
}

extension DerivedStep {
  public var days: Int32 { end - start + 1 }
}
