internal import Synchronization

/// Quantiles of Student's t that were asked for before: the limits of many studies of one cohort ask for the same ones.
///
/// What is kept is a function of its key alone, so that it is what would be computed, whoever asked first.
enum KnownQuantiles {
  private struct Key: Hashable {
    var degreesOfFreedom: Double
    var p: Double
  }

  /// About a megabyte; full, it begins anew.
  private static let most = 16_384
  private static let known = Mutex<[Key: Double]>([:])

  static func student(degreesOfFreedom: Double, p: Double, else compute: () -> Double) -> Double {
    let key = Key(degreesOfFreedom: degreesOfFreedom, p: p)
    if let value = known.withLock({ $0[key] }) { return value }
    let value = compute()
    known.withLock { known in
      if known.count >= most { known.removeAll(keepingCapacity: true) }
      known[key] = value
    }
    return value
  }
}
