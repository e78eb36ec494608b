import Statistics
import Treatment

/// `ResponseRates` once more, obviously: a dictionary of cells, each holding its rows by patient.
struct SlowRates: Sendable {
  struct Key: Hashable {
    var outcome: Outcome
    var baseline: BaselineKind
    var scale: String
    var missing: MissingReading
    var group: [String]
  }

  struct Counts: Equatable {
    var patients = 0
    var steps = 0
    var noBaseline = 0
    var notEvaluable = 0
    var remittedAtBaseline = 0
    var notAssessed = 0
    var notAssessedSteps = 0
    var afterEnd = 0
    var n = 0
    var events = 0
    /// (e - p n)² over patients with n > 0, the sum, by plain doubles.
    var residualSquares = 0.0
    var clusters = 0
  }

  var outcomes: [Outcome]
  var baselines: [BaselineKind]
  var readings: [MissingReading]
  var scales: [String]?
  var evaluable: Bool
  var group: @Sendable (GeneratedPatient, GeneratedPatient.Row, BaselineKind) -> [String]
  var keeps: @Sendable (GeneratedPatient, GeneratedPatient.Row) -> Bool

  func counts(of patients: [GeneratedPatient]) -> [Key: Counts] {
    var rows: [Key: [Cluster]] = [:]
    for patient in patients {
      var own: [Key: [GeneratedPatient.Row]] = [:]
      for row in patient.rows where keeps(patient, row) {
        let scale = testScales[row.scale]
        if let scales, !scales.contains(scale.id) { continue }
        for baseline in baselines {
          for outcome in outcomes where scale.unavailability(of: outcome) == nil {
            for missing in readings {
              let key = Key(
                outcome: outcome, baseline: baseline, scale: scale.id, missing: missing,
                group: group(patient, row, baseline))
              own[key, default: []].append(row)
            }
          }
        }
      }
      for (key, found) in own {
        let isAssessed = patient.isAssessed(on: found[0].scale)
        rows[key, default: []].append(Cluster(rows: found, isAssessed: isAssessed))
      }
    }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0, counts(of: $1, for: $0)) })
  }

  private struct Cluster {
    var rows: [GeneratedPatient.Row]
    var isAssessed: Bool
  }

  private func counts(of clusters: [Cluster], for key: Key) -> Counts {
    var result = Counts()
    var sizes: [(events: Double, n: Double)] = []
    for cluster in clusters {
      result.patients += 1
      if !cluster.isAssessed {
        result.notAssessed += 1
        result.notAssessedSteps += cluster.rows.count
      }
      var n = 0
      var events = 0
      for row in cluster.rows {
        let scale = testScales[row.scale]
        let start = key.baseline == .step ? row.baseline : row.entry
        result.steps += 1
        if row.endsLate { result.afterEnd += 1 }
        if start.isNaN { result.noBaseline += 1 }
        if key.outcome == .response, isAtMinimum(start, scale) { result.notEvaluable += 1 }
        if scale.remits(at: start) == true { result.remittedAtBaseline += 1 }
        if !cluster.isAssessed { continue }
        if evaluable, scale.remits(at: start) == true { continue }
        if evaluable, key.outcome == .remission, start.isNaN, needsStart(scale) { continue }
        guard let event = outcome(row, start, scale, key) else { continue }
        n += 1
        if event { events += 1 }
      }
      result.n += n
      result.events += events
      if n > 0 { sizes.append((Double(events), Double(n))) }
    }
    result.clusters = sizes.count
    let rate = Double(result.events) / Double(result.n)
    for size in sizes {
      let residual = size.events - rate * size.n
      result.residualSquares += residual * residual
    }
    return result
  }

  private func needsStart(_ scale: Scale) -> Bool {
    if case .atMost = scale.responseRule { return false }
    return true
  }

  private func isAtMinimum(_ start: Double, _ scale: Scale) -> Bool {
    if case .atMost = scale.responseRule { return false }
    return start <= scale.lowest
  }

  /// `nil` where the row is not in n.
  private func outcome(_ row: GeneratedPatient.Row, _ start: Double, _ scale: Scale, _ key: Key) -> Bool? {
    var isChangeScore = false
    if case .atMost = scale.responseRule { isChangeScore = true }
    var end: Double
    switch key.missing {
    case .observed, .worstCase: end = row.endpoint
    case .locf: end = row.last
    case .locfBaseline:
      end = row.last
      if end.isNaN { end = start }
    }
    switch (key.outcome, key.missing) {
    case (.remission, .worstCase):
      return scale.remits(at: end) ?? false
    case (.remission, _):
      return scale.remits(at: end)
    case (.response, .worstCase):
      if start.isNaN && !isChangeScore { return nil }
      if isAtMinimum(start, scale) { return nil }
      return scale.responds(from: start, to: end) ?? false
    case (.response, _):
      if start.isNaN && !isChangeScore { return nil }
      return scale.responds(from: start, to: end)
    }
  }
}
