import LinearAlgebra
import Regression
import Summaries
import Synchronization

/// An effect's difference over samples of patients: a check on standard errors that rests on no formula of them.
///
/// A patient is in a sample as often as ``PatientDraws`` says, with all of their rows each time. Every model is fitted anew in each sample.
/// One without an answer (an empty arm, a separated model) is counted.
///
/// Grade: canonical
/// Not: of more use than the errors by equations where both agree; where they do not, one of them is wrong.
/// Source: Efron & Tibshirani 1993, percentile limits (from memory).
public struct PatientBootstrap: Sendable, Equatable {
  public let samples: Int
  /// Those with an answer.
  public let answered: Int
  public let standardError: Double
  public let low: Double
  public let high: Double

  /// `nil` where fewer than half of the samples have an answer.
  public init?(_ rows: ActionRows, _ method: EffectMethod, _ options: EffectOptions, samples: Int) {
    var own = options
    // The samples are what runs beside each other, and their errors are not asked for.
    (own.threads, own.allowsFewEvents, own.variance) = (1, true, .influence)
    let patients = Self.rowsByPatient(rows)
    let draws = PatientDraws(numbers: patients.map(\.number), seed: options.seed)
    let done = Mutex<[Double]>(Array(repeating: .nan, count: samples))
    let sampleOptions = own
    Workers.run(options.threads, pieces: samples) { sample in
      let drawn = zip(patients, draws.counts(sample)).flatMap { patient, count in
        (0..<count).flatMap { _ in patient.rows }
      }
      guard let models = try? ActionModels(rows.picked(drawn), sampleOptions),
        let effect = try? models.effect(method)
      else { return }
      done.withLock { $0[sample] = effect.difference.estimate }
    }
    let found = done.withLock { $0 }.filter { !$0.isNaN }.sorted()
    guard found.count > 1, 2 * found.count >= samples else { return nil }
    let mean = found.reduce(0, +) / Double(found.count)
    let squares = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    (self.samples, answered) = (samples, found.count)
    standardError = (squares / Double(found.count - 1)).squareRoot()
    low = Self.quantile(found, (1 - options.level) / 2)
    high = Self.quantile(found, (1 + options.level) / 2)
  }

  /// Patients in the order of their first rows.
  private static func rowsByPatient(_ rows: ActionRows) -> [(number: UInt64, rows: [Int])] {
    guard !rows.patients.isEmpty else { return (0..<rows.count).map { (UInt64($0), [$0]) } }
    var places: [UInt64: Int] = [:]
    var result: [(number: UInt64, rows: [Int])] = []
    for (row, patient) in rows.patients.enumerated() {
      if let place = places[patient] {
        result[place].rows.append(row)
      } else {
        places[patient] = result.count
        result.append((patient, [row]))
      }
    }
    return result
  }

  /// Between the two nearest in order, as R's default.
  private static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = Double(sorted.count - 1) * p
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}

extension ActionRows {
  /// Some rows, any of them several times.
  func picked(_ places: [Int]) -> ActionRows {
    var part = design.part(places, outcome: places.map { design.y[$0] }, columns: [])
    part.clusters = []
    var result = ActionRows(
      part, outcome: places.map { outcome[$0] }, kind: kind, first: first, second: second,
      patients: patients.isEmpty ? places.map { UInt64($0) } : places.map { patients[$0] })
    (result.treatmentColumns, result.outcomeColumns) = (treatmentColumns, outcomeColumns)
    return result
  }
}
