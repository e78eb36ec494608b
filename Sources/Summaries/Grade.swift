/// How far the result of a statistic depends on the way its patients were split up.
public enum Grade: String, Sendable, Codable {
  /// Any split, any order, any number of threads or sites: the same bits.
  case exact
  /// The same bits for the same pages and the same BLAS kernel; else equal to a stated tolerance.
  case paged
  /// A floating-point estimate whose last word is arithmetic in one fixed order: the same bits whatever the processor, the BLAS kernel,
  /// the C library and the number of threads.
  case canonical
}
