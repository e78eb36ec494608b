import Foundation
import LinearAlgebra
import Testing

@Suite("The logistic function, eight values at a time")
struct LogisticFunctionTests {
  /// Who computed the expected numbers: Foundation's `exp` and `log1p`, good to less than one unit in the last place.
  @Test("exp and log1p are within 2 units in the last place of the C library's")
  func againstTheCLibrary() {
    for i in 0..<40_000 {
      let x = -Double(i) * 0.0175
      let value = LogisticFunction.exp(SIMD8(repeating: x))[0]
      #expect(abs(value - exp(x)) <= 2 * exp(x).ulp, "exp(\(x))")
      let e = Double(i) / 39_999
      let logarithm = LogisticFunction.log1p(SIMD8(repeating: e))[3]
      #expect(abs(logarithm - log1p(e)) <= 2 * log1p(e).ulp, "log1p(\(e))")
    }
  }

  @Test("A mean and its variance keep their digits at both ends")
  func ends() {
    let (mean, variance, softening) = LogisticFunction.values(SIMD8(-700, -40, -1e-9, 0, 1e-9, 40, 700, 3))
    #expect(abs(mean[1] / exp(-40) - 1) < 1e-15)
    #expect(mean[3] == 0.5)
    #expect(variance[3] == 0.25)
    #expect(abs(variance[5] / exp(-40) - 1) < 1e-15)
    #expect(mean[6] == 1)
    #expect(variance[6] > 0)
    #expect(abs(softening[1] / exp(-40) - 1) < 1e-15)
  }
}
