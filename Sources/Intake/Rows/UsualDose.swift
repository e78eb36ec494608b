import Treatment

/// What an agent is given at, to tell a dose whose unit is off by a thousand.
struct UsualDose {
  private let isThyroid: Bool
  /// The dose lies beyond what the agent is given at; NaN where the catalogue sets no most.
  private let least: Double
  private let most: Double

  init(_ agent: Agent) {
    isThyroid = agent.group == "thyroid hormone"
    let usual = agent.drug?.usualMaximumDose ?? .nan
    least = (agent.drug?.minimumDose ?? usual / 10) / 10
    most = 2 * usual
  }

  /// Writes milligrams a day as a file states them in `dose_mg`: of a thyroid hormone one or more are micrograms (F7).
  func write(milligrams dose: Double, to exposure: inout Exposure) {
    let isMicrograms = isThyroid && dose >= 1
    exposure.dose = isMicrograms ? dose / 1000 : dose
    if isMicrograms { exposure.marks.insert(.doseReadAsMicrograms) }
  }

  /// Whether the dose makes sense only if its unit is off by a thousand: it lies beyond what the agent is given at, and a
  /// thousandth or a thousand times of it does not.
  func doubts(_ dose: Double) -> Bool {
    guard dose > 0, !most.isNaN else { return false }
    func isUsual(_ dose: Double) -> Bool { dose >= least && dose <= most }
    return !isUsual(dose) && (isUsual(dose / 1000) || isUsual(dose * 1000))
  }
}
