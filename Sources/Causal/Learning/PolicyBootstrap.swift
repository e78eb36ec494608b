import Summaries

/// Standard errors of a policy's values from bootstrap samples of patients, as a check on those of the influence functions.
///
/// Shapes: `errors` has one a method, `nil` where fewer than two samples had a value.
public struct PolicyBootstrap: Sendable, Equatable {
  public let samples: Int
  /// Samples in which a model could not be fitted or the policy had no followers; they are left out, and many of them say that the value
  /// hangs on few patients.
  public let failed: Int
  public let errors: [Double?]
}

extension StagedModels {
  /// Every model anew in each sample. Clusters are drawn as wholes where there are any.
  ///
  ///     √(Σ (θ* - mean θ*)² / (B - 1))
  ///
  /// Grade: canonical; a sample is a function of seed, its number and the patient (or cluster).
  /// Not: for a learned policy's choice, which stays as it is.
  public func bootstrapErrors(
    of policy: StagedPolicy, _ methods: [EffectMethod], samples: Int
  ) throws(PolicyError) -> PolicyBootstrap {
    _ = try check(policy)
    let clusters = rows.clusters.map { UInt64($0) }
    let draws = PatientDraws(numbers: clusters.isEmpty ? rows.streamNumbers : clusters, seed: options.seed)
    var values = methods.map { _ in [Double]() }
    var failed = 0
    for sample in 0..<samples {
      let counts = draws.counts(sample)
      do throws(PolicyError) {
        let judged = try StagedModels(rows.drawn(counts), options).judged(policy.drawn(rows, counts))
        for (place, method) in methods.enumerated() {
          values[place].append(judged.value(method).value.estimate)
        }
      } catch {
        failed += 1
      }
    }
    let errors = values.map { own -> Double? in
      guard own.count > 1 else { return nil }
      let mean = RowProducts.sum(own) / Double(own.count)
      let squares = RowProducts.sum(own.map { ($0 - mean) * ($0 - mean) })
      return (squares / Double(own.count - 1)).squareRoot()
    }
    return PolicyBootstrap(samples: samples, failed: failed, errors: errors)
  }
}

extension StagedRows {
  /// Each patient as often as drawn, as patients of their own.
  func drawn(_ counts: [Int]) throws(PolicyError) -> StagedRows {
    var first = [Int](repeating: 0, count: count)
    var total = 0
    for (patient, many) in counts.enumerated() {
      first[patient] = total
      total += many
    }
    func repeated<Value>(_ values: [Value]) -> [Value] {
      values.isEmpty ? [] : counts.indices.flatMap { Array(repeating: values[$0], count: counts[$0]) }
    }
    var drawn: [StageDecisions] = []
    for stage in stages {
      // Patients ascend, so that their copies do.
      let rows = stage.drawnRows(counts)
      var last = -1
      var copy = 0
      let patients = rows.map { row -> Int in
        copy = row == last ? copy + 1 : 0
        last = row
        return first[stage.patients[row]] + copy
      }
      drawn.append(stage.part(rows, patients: patients))
    }
    // Copies of a patient share a fold, or one would be judged by models that saw the other.
    var result = try StagedRows(
      count: total, stages: drawn, kind: kind, entry: repeated(entry), clusters: repeated(clusters),
      numbers: repeated(streamNumbers))
    result.sharesTreatmentModel = sharesTreatmentModel
    return result
  }
}

extension StageDecisions {
  func drawnRows(_ counts: [Int]) -> [Int] {
    patients.indices.flatMap { Array(repeating: $0, count: counts[patients[$0]]) }
  }

  /// Some rows, under other patients' places.
  func part(_ rows: [Int], patients: [Int]) -> StageDecisions {
    var result = StageDecisions(
      name: name, actions: actions, patients: patients, taken: rows.map { taken[$0] },
      design: design.part(rows, outcome: Array(repeating: 0, count: rows.count), columns: []),
      reward: rows.map { reward[$0] }, isLost: rows.map { isLost[$0] })
    result.treatmentColumns = treatmentColumns
    result.outcomeColumns = outcomeColumns
    result.lossColumns = lossColumns
    result.modifierColumns = modifierColumns
    result.certainRewards = certainRewards.map { own in rows.map { own[$0] } }
    return result
  }
}

extension StagedPolicy {
  func drawn(_ rows: StagedRows, _ counts: [Int]) -> StagedPolicy {
    StagedPolicy(
      name: name,
      rules: zip(rules, rows.stages).map { rule, stage in
        let places = stage.drawnRows(counts)
        switch rule {
        case .actions(let chosen): return .actions(places.map { chosen[$0] })
        case .shares(let shares):
          let many = stage.actions.count
          return .shares(places.flatMap { shares[$0 * many..<($0 + 1) * many] })
        }
      })
  }
}
