import LinearAlgebra
import TestSupport
import Testing

@Suite("Special functions against mpmath")
struct SpecialFunctionTests {
  static let functions = [
    "log_gamma", "beta_lower", "beta_quantile", "normal_cumulative", "normal_quantile", "t_cumulative",
    "t_quantile", "exponential", "logarithm", "logarithm_1p", "logarithm_2", "logarithm_10", "power",
    "f_upper",
  ]

  static let tolerances: [String: Tolerance] = [
    "log_gamma": Tolerance(relative: 1e-15, reason: "a few units in the last place"),
    "exponential": Tolerance(
      absolute: .leastNonzeroMagnitude, relative: 2.3e-16,
      reason: "one unit in the last place; least numbers round"),
    "logarithm": Tolerance(relative: 2.3e-16, reason: "one unit in the last place"),
    "logarithm_1p": Tolerance(relative: 7e-16, reason: "three units in the last place"),
    "logarithm_2": Tolerance(relative: 7e-16, reason: "a division more than the logarithm"),
    "logarithm_10": Tolerance(relative: 7e-16, reason: "a division more than the logarithm"),
    "power": Tolerance(
      relative: 3e-15, reason: "units in the last place by the size of the exponent's logarithm, up to 12.5"),
    "normal_cumulative": Tolerance(
      relative: 1e-13, reason: "rounding z / √2 moves the tail at z = -30 by z² units in the last place"),
  ]
  static let usual = Tolerance(
    relative: 1e-13, reason: "what intervals need with three digits to spare, and more")

  @Test("Every value of the grid is the one that mpmath computed with 60 digits", arguments: functions)
  func againstMpmath(function: String) throws {
    let rows = try referenceRows("special-functions/expected.csv").filter { $0["function"] == function }
    #expect(rows.count >= 12)
    let tolerance = Self.tolerances[function] ?? Self.usual
    for row in rows {
      let given = ["first", "second", "third"].compactMap { row[$0].flatMap(Double.init) }
      let expected = try #require(row["expected"].flatMap(Double.init))
      let value = try #require(Self.value(of: function, at: given))
      #expect(
        tolerance.admits(value, for: expected),
        "\(function) \(given): \(value), expected \(expected), off by \((value - expected) / expected)")
    }
  }

  private static func value(of function: String, at given: [Double]) -> Double? {
    switch function {
    case "log_gamma": logGamma(given[0])
    case "beta_lower": RegularisedBeta(given[0], given[1]).lower(given[2])
    case "beta_quantile": RegularisedBeta(given[0], given[1]).quantile(given[2])
    case "normal_cumulative": NormalDistribution.cumulative(given[0])
    case "normal_quantile": NormalDistribution.quantile(given[0])
    case "t_cumulative": StudentDistribution(degreesOfFreedom: given[1]).cumulative(given[0])
    case "t_quantile": StudentDistribution(degreesOfFreedom: given[1]).quantile(given[0])
    case "exponential": exponential(given[0])
    case "logarithm": logarithm(given[0])
    case "logarithm_1p": logarithm1p(given[0])
    case "logarithm_2": logarithm2(given[0])
    case "logarithm_10": logarithm10(given[0])
    case "power": power(given[0], given[1])
    case "f_upper": FDistribution(numerator: given[1], denominator: given[2]).upper(given[0])
    default: nil
    }
  }

  @Test("A t distribution with endless degrees of freedom is the normal one")
  func normalLimit() {
    let student = StudentDistribution(degreesOfFreedom: .infinity)
    #expect(student.quantile(0.975) == NormalDistribution.quantile(0.975))
    #expect(student.cumulative(-1.5) == NormalDistribution.cumulative(-1.5))
  }

  @Test("Quantiles of 0 and 1 are the ends of the range, and of one half the middle")
  func ends() {
    let beta = RegularisedBeta(3, 5)
    #expect(beta.quantile(0) == 0)
    #expect(beta.quantile(1) == 1)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(0.5) == 0)
    #expect(StudentDistribution(degreesOfFreedom: 4).quantile(0.5) == 0)
  }

  @Test("OpenBLAS names its kernel and stays on one thread after pinning")
  func kernel() {
    BLASKernel.pinToOneThread()
    BLASKernel.pinToOneThread()
    #expect(!BLASKernel.name.isEmpty)
    #expect(BLASKernel.threads == 1)
  }
}
