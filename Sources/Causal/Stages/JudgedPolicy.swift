import Summaries

/// A policy with the models of its outcome, ready to be asked for its value.
public struct JudgedPolicy: Sendable {
  let models: StagedModels
  let outcomes: PolicyOutcomes
  let weights: RoadWeights

  public var policy: StagedPolicy { outcomes.policy }

  init(_ models: StagedModels, _ outcomes: PolicyOutcomes, _ weights: RoadWeights) {
    self.models = models
    self.outcomes = outcomes
    self.weights = weights
  }

  /// What the policy is worth.
  ///
  ///     unadjusted   Σ f U / Σ f,                       f = Π p(Aₖ | hₖ) 1[not lost]: who happened to follow it
  ///     g-formula    Σ (r₀ + V₁) / n
  ///     iptw         Σ w U / Σ w  (or / n),             w = f / Π π ρ
  ///     aipw         Σ (r₀ + V₁ + Σ over k of wₖ (rₖ + Vₖ₊₁ - Qₖ)) / n
  ///
  /// with U the sum of a patient's rewards. The influence is that of the stacked estimating equations of all models and the mean, or,
  /// where the options say so or models are cross-fitted, of the mean alone. A learned policy counts as given.
  ///
  /// Grade: canonical
  public func value(_ method: EffectMethod) -> PolicyValue {
    let mean: PotentialMean =
      switch method {
      case .unadjusted: unadjusted
      case .standardisation: standardised
      case .weighting: weighted
      case .doublyRobust: doublyRobust
      }
    return PolicyValue(
      policy: policy.name, method: method,
      value: EffectEstimate(
        estimate: mean.estimate, standardError: mean.influence.map(models.standardError),
        level: models.options.level), influence: mean.influence)
  }

  private var count: Int { models.rows.count }

  private var entry: [Double] {
    models.rows.entry.isEmpty ? Array(repeating: 0, count: count) : models.rows.entry
  }

  /// The sum of each patient's rewards, and a number of the last stage that each reached, from one array a stage; `none` for who reached no
  /// stage.
  private func ends(_ values: [[Double]], none: Double) -> (gained: [Double], last: [Double]) {
    var (gained, last) = (entry, [Double](repeating: none, count: count))
    for (place, stage) in models.rows.stages.enumerated() {
      for (row, patient) in stage.patients.enumerated() {
        gained[patient] += stage.reward[row]
        last[patient] = values[place][row]
      }
    }
    return (gained, last)
  }

  private var unadjusted: PotentialMean {
    let (gained, marks) = ends(weights.followed, none: 1)
    return mean(gained, marks, isNormalised: true).mean
  }

  private func mean(
    _ gained: [Double], _ marks: [Double], isNormalised: Bool
  ) -> (mean: PotentialMean, terms: [Double], total: Double) {
    let total = isNormalised ? RowProducts.sum(marks) : Double(count)
    let estimate = RowProducts.sum(marks.indices.map { marks[$0] == 0 ? 0 : marks[$0] * gained[$0] }) / total
    let centre = isNormalised ? estimate : 0
    let terms = marks.indices.map { marks[$0] == 0 ? 0 : marks[$0] * (gained[$0] - centre) }
    let scale = Double(count) / total
    let influence = terms.map { ($0 - (isNormalised ? 0 : estimate)) * scale }
    return (PotentialMean(estimate: estimate, influence: influence), terms, total)
  }

  private var weighted: PotentialMean {
    let (gained, marks) = ends(weights.weights, none: 1)
    let (plain, terms, total) = mean(gained, marks, isNormalised: models.options.normalisesWeights)
    guard isStacked, let influence = plain.influence else { return plain }
    let scale = Double(count) / total
    var correction = [Double](repeating: 0, count: count)
    addTreatment(to: &correction) { _, patient in terms[patient] }
    return PotentialMean(
      estimate: plain.estimate, influence: influence.indices.map { influence[$0] + scale * correction[$0] })
  }

  private var standardised: PotentialMean {
    var values = entry
    if let first = models.rows.stages.first {
      for (row, patient) in first.patients.enumerated() { values[patient] += outcomes.values[0][row] }
    }
    let estimate = RowProducts.sum(values) / Double(count)
    guard !models.isCrossFitted else { return PotentialMean(estimate: estimate, influence: nil) }
    var influence = values.map { $0 - estimate }
    addOutcomes(to: &influence, isWeighted: false)
    return PotentialMean(estimate: estimate, influence: influence)
  }

  private var doublyRobust: PotentialMean {
    // From the last stage to the first: what is gained from here on, corrected by those who followed.
    var terms = [[Double]](repeating: [], count: models.rows.stages.count)
    for place in terms.indices.reversed() {
      let stage = models.rows.stages[place]
      terms[place] = [Double](repeating: 0, count: stage.count)
      for (row, next) in models.rows.following[place].enumerated() {
        let weight = weights.weights[place][row]
        guard weight > 0 else { continue }
        let later = next < 0 ? 0 : outcomes.values[place + 1][next]
        terms[place][row] = weight * (stage.reward[row] + later - outcomes.own[place][row])
        if next >= 0 { terms[place][row] += terms[place + 1][next] }
      }
    }
    var values = entry
    if let first = models.rows.stages.first {
      for (row, patient) in first.patients.enumerated() {
        values[patient] += outcomes.values[0][row] + terms[0][row]
      }
    }
    let estimate = RowProducts.sum(values) / Double(count)
    var influence = values.map { $0 - estimate }
    if isStacked {
      let rows = models.rows.stages.map(\.patients)
      var place = [[Int]](repeating: Array(repeating: 0, count: count), count: rows.count)
      for (stage, patients) in rows.enumerated() {
        for (row, patient) in patients.enumerated() { place[stage][patient] = row }
      }
      addTreatment(to: &influence) { stage, patient in terms[stage][place[stage][patient]] }
      addOutcomes(to: &influence, isWeighted: true)
    }
    return PotentialMean(estimate: estimate, influence: influence)
  }

  private var isStacked: Bool { models.options.variance == .stacked && !models.isCrossFitted }
}
