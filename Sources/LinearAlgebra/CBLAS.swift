#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The numbers by which CBLAS names its choices.
enum CBLAS {
  static let rowMajor: Int32 = 101
  static let plain: Int32 = 111
  static let transposed: Int32 = 112
  static let lower: Int32 = 122
  static let nonUnit: Int32 = 131
  static let left: Int32 = 141
  static let right: Int32 = 142
}

/// The natural logarithm as the C library computes it.
public func logarithm(_ x: Double) -> Double { log(x) }

/// The exponential as the C library computes it.
public func exponential(_ x: Double) -> Double { exp(x) }
