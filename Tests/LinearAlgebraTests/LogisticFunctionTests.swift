import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite("The logistic function, eight values at a time")
struct LogisticFunctionTests {
  /// Who computed the expected numbers: Foundation's `exp` and `log1p`, good to less than one unit in the last place.
  @Test("exp and log1p are within 2 units in the last place of the C library's")
  func againstTheCLibrary() {
    func units(of value: Double) -> Tolerance {
      Tolerance(absolute: 2 * value.ulp, reason: "two units in the last place, as the type promises")
    }
    for i in 0..<40_000 {
      let x = -Double(i) * 0.0175
      let value = LogisticFunction.exp(SIMD8(repeating: x))[0]
      #expect(units(of: exp(x)).admits(value, for: exp(x)), "exp(\(x))")
      let e = Double(i) / 39_999
      let logarithm = LogisticFunction.log1p(SIMD8(repeating: e))[3]
      #expect(units(of: log1p(e)).admits(logarithm, for: log1p(e)), "log1p(\(e))")
    }
  }

  @Test("A mean and its variance keep their digits at both ends")
  func ends() {
    let (mean, variance, softening) = LogisticFunction.values(SIMD8(-700, -40, -1e-9, 0, 1e-9, 40, 700, 3))
    let rounding = Tolerance(relative: 1e-15, reason: "four units in the last place")
    #expect(rounding.admits(mean[1], for: exp(-40)))
    #expect(mean[3] == 0.5)
    #expect(variance[3] == 0.25)
    #expect(rounding.admits(variance[5], for: exp(-40)))
    #expect(mean[6] == 1)
    #expect(variance[6] > 0)
    #expect(rounding.admits(softening[1], for: exp(-40)))
  }
}
