import LinearAlgebra
import Regression
import Reporting
import Treatment

/// The curves of a model's splines and polynomials: log odds against the median, with everything else at its typical
/// value (medians of numbers, references of factors), from the 5th to the 95th percentile.
///
/// Not: marginal. Where the variable is also in an interaction, the curve is that of the typical patient.
struct SplineCurves {
  private let coding: ModelCoding
  private let result: RegressionResult
  private let level: Double
  private static let pointCount = 61

  init(_ coding: ModelCoding, _ result: RegressionResult, level: Double) {
    self.coding = coding
    self.result = result
    self.level = level
  }

  /// Throws: ``DesignError``, where the typical values are none that the coding knows.
  var all: [RegressionCurve] {
    get throws {
      var curves: [RegressionCurve] = []
      for variable in coding.variables where Self.isCurved(variable.coding) {
        guard variable.inputs.count == 1, let name = variable.inputs.first,
          let input = coding.inputs.first(where: { $0.name == name }), input.isNumber,
          input.quantiles.count == 3
        else { continue }
        if let curve = try curve(of: variable, input) { curves.append(curve) }
      }
      return curves
    }
  }

  private static func isCurved(_ coding: VariableCoding.Coding) -> Bool {
    switch coding {
    case .spline, .polynomial, .rawPolynomial: true
    case .number, .truth, .levels: false
    }
  }

  private func curve(of variable: VariableCoding, _ input: ModelCoding.Input) throws -> RegressionCurve? {
    let (low, middle, high) = (input.quantiles[0], input.quantiles[1], input.quantiles[2])
    guard high > low else { return nil }
    let values = (0..<Self.pointCount).map { low + (high - low) * Double($0) / Double(Self.pointCount - 1) }
    let rows = try coding.rows(of: table(varying: input.name, over: values + [middle]))
    let width = coding.columns.count
    let reference = Array(rows.x[values.count * width..<(values.count + 1) * width])
    let points = values.indices.map { place in
      let contrast = zip(rows.x[place * width..<(place + 1) * width], reference).map { $0 - $1 }
      return point(values[place], contrast)
    }
    return RegressionCurve(
      term: variable.name, variable: input.name, points: points, quantiles: input.quantiles, reference: middle
    )
  }

  /// Every input at its typical value, one column moved.
  private func table(varying name: String, over values: [Double]) -> FlatTable {
    FlatTable(
      coding.inputs.map { input in
        if input.name == name { return FlatColumn(name, .numbers(values)) }
        if input.isNumber {
          let typical = input.reference.flatMap(Double.init) ?? input.quantiles[1]
          return FlatColumn(input.name, .numbers(Array(repeating: typical, count: values.count)))
        }
        return FlatColumn(input.name, texts: Array(repeating: input.reference, count: values.count))
      })
  }

  private func point(_ x: Double, _ contrast: [Double]) -> RegressionCurve.Point {
    let estimated = zip(coding.columns, contrast).filter { !result.aliased.contains($0.0) }.map(\.1)
    var coefficients: [String: Double] = [:]
    for term in result.terms { coefficients[term.term] = term.estimate }
    let names = coding.columns.filter { !result.aliased.contains($0) }
    let estimate = zip(names, estimated).reduce(0) { $0 + (coefficients[$1.0] ?? 0) * $1.1 }
    var variance = 0.0
    for (row, first) in estimated.enumerated() where first != 0 {
      for (column, second) in estimated.enumerated() where second != 0 {
        variance += first * second * result.covariance[row * estimated.count + column]
      }
    }
    let half = NormalDistribution.quantile(0.5 + level / 2) * max(0, variance).squareRoot()
    return RegressionCurve.Point(x: x, estimate: estimate, low: estimate - half, high: estimate + half)
  }
}
