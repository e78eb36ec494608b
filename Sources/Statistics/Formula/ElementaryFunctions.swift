#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The platform's functions under the names that a formula uses; the only place that asks for them.

@Sendable func naturalLogarithm(_ x: Double) -> Double { log(x) }
@Sendable func logarithm2(_ x: Double) -> Double { log2(x) }
@Sendable func logarithm10(_ x: Double) -> Double { log10(x) }
@Sendable func logarithm1p(_ x: Double) -> Double { log1p(x) }
@Sendable func naturalExponential(_ x: Double) -> Double { exp(x) }
func power(_ base: Double, _ exponent: Double) -> Double {
  // A square by multiplication, which is exact where the library's power need not be.
  exponent == 2 ? base * base : pow(base, exponent)
}
