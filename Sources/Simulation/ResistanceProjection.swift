internal import LinearAlgebra
internal import Treatment

/// The coefficients of resistance: of the logistic model that is nearest to the probability that two trials fail.
///
///     r = Π over steps 1 and 2 of (1 - stop)(1 - remission)(1 - response),  first line, then SWITCH_OUT, taken as prescribed
///     sum over patients of x (r - 1 / (1 + exp(-x'b))) = 0
///
/// What nobody records is averaged over, so that these are what a model of recorded covariates comes to in ever more patients, not
/// the parameters behind them.
///
/// Grade: canonical
struct ResistanceProjection {
  static let terms = [
    "(Intercept)", "age_decade", "female", "recurrent", "anxious", "psychotic", "severity_10_points",
    "duration_year",
  ]

  /// Equal parts of the draw that says where a failed step ends.
  private static let points = 16

  private var rows: [[Double]] = []
  private var chances: [Double] = []

  mutating func add(_ patient: SimulatedPatient, _ model: CareModel) {
    let first = model.chances(of: patient, step: 1, option: nil, severity: patient.severity, programme: nil)
    let option = model.options.first { $0.strategy == .switchOut }
    func fails(_ chances: (stop: Double, remission: Double), from severity: Double) -> Double {
      (1 - chances.stop) * (1 - chances.remission) * (1 - model.responseShare(from: severity))
    }
    // The second trial begins where the first one failed, which is averaged over: responses begin at a severity, so no mean stands
    // for all.
    var second = 0.0
    for place in 0..<Self.points {
      let severity = CareModel.severity(
        after: .nonresponse, from: patient.severity, (Double(place) + 0.5) / Double(Self.points))
      let own = model.chances(of: patient, step: 2, option: option, severity: severity, programme: nil)
      second += fails(own, from: severity) / Double(Self.points)
    }
    chances.append(fails(first, from: patient.severity) * second)
    rows.append([
      1, (patient.age - model.ageMean) / 10, patient.isFemale ? 1 : 0, patient.isRecurrent ? 1 : 0,
      patient.isAnxious ? 1 : 0, patient.isPsychotic ? 1 : 0, (patient.severity - model.severityMean) / 10,
      min(patient.durationMonths, 60) / 12,
    ])
  }

  /// By Newton's method from zero; `nil` where a covariate does not vary.
  func coefficients() -> [Double]? {
    let p = Self.terms.count
    var b = [Double](repeating: 0, count: p)
    for _ in 0..<30 {
      var score = [Double](repeating: 0, count: p)
      var information = [Double](repeating: 0, count: p * p)
      for (x, r) in zip(rows, chances) {
        var odds = 0.0
        for place in 0..<p { odds += x[place] * b[place] }
        let mean = CareModel.logistic(odds)
        let weight = mean * (1 - mean)
        for one in 0..<p {
          score[one] += x[one] * (r - mean)
          for other in 0..<p { information[one * p + other] += weight * x[one] * x[other] }
        }
      }
      guard let factor = Cholesky(Matrix(rows: p, columns: p, elements: information)) else { return nil }
      let step = factor.solve(score)
      for place in 0..<p { b[place] += step[place] }
      if step.allSatisfy({ $0.magnitude < 1e-10 }) { return b }
    }
    return nil
  }
}
