import Regression
import Summaries

/// Which fold each row is judged in: a function of the seed and its patient, whatever other rows there are.
enum PatientFolds {
  static func folds(of rows: ActionRows, _ options: EffectOptions) throws(EffectError) -> [Int] {
    let patients = (0..<rows.count).map { row in
      rows.patients.isEmpty
        ? (rows.design.clusters.isEmpty ? UInt64(row) : UInt64(rows.design.clusters[row]))
        : rows.patients[row]
    }
    let count = Set(patients).count
    guard count > options.folds else { throw .tooFewPatients(folds: options.folds, patients: count) }
    return folds(of: patients, options.folds, seed: options.seed)
  }

  /// One a patient, from the patients' numbers in the stream.
  static func folds(
    of patients: [UInt64], _ count: Int, seed: UInt64, purpose: String = "cross-fitting"
  ) -> [Int] {
    patients.map { patient in
      var stream = RandomStream(seed: seed, purpose: purpose, patient: patient)
      return Int(stream.next() % UInt64(count))
    }
  }
}
