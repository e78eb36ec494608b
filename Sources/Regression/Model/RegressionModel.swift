/// A fitted logistic regression as `remit predict` applies it to other rows.
///
/// Shapes: `coefficients` holds one value a column of `columns`, aliased ones left out; `covariance` is row-major over
/// the coefficients.
/// Units: log odds of `event`.
/// Not: a copy of any row; but its digits say much of small cells, so that disclosure control comes before it.
public struct RegressionModel<Coding: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  /// Raised when an older Remit could misread the file.
  public var format: Int
  public var formula: String
  /// How a row of data becomes a row of the design.
  public var coding: Coding
  /// All columns of the design, in its order.
  public var columns: [String]
  /// Columns that repeat others and have no coefficient.
  public var aliased: [String]
  public var coefficients: [Double]
  public var covariance: [Double]
  public var method: RegressionOptions.Method
  public var flic: Bool
  public var standardErrors: RegressionOptions.StandardErrors
  public var level: Double
  /// What the model predicts: `resistant = yes`.
  public var event: String
  public var provenance: [String: String]

  enum CodingKeys: String, CodingKey {
    case format, formula, coding, columns, aliased, coefficients, covariance, method, flic
    case standardErrors = "standard_errors"
    case level, event, provenance
  }

  /// The model of a fit on a design with these columns.
  public init(
    _ result: RegressionResult, columns: [String], formula: String, coding: Coding, event: String,
    provenance: [String: String] = [:]
  ) throws(RegressionModelError) {
    format = RegressionModelFormat.current
    self.formula = formula
    self.coding = coding
    self.columns = columns
    aliased = result.aliased
    var estimates: [String: Double] = [:]
    for term in result.terms { estimates[term.term] = term.estimate }
    coefficients = []
    for column in columns where !result.aliased.contains(column) {
      guard let estimate = estimates[column] else {
        throw .inconsistent("the column \(column) has no estimate")
      }
      coefficients.append(estimate)
    }
    covariance = result.covariance
    method = result.options.method
    flic = result.options.flic
    standardErrors = result.options.standardErrors
    level = result.options.level
    self.event = event
    self.provenance = provenance
    try validate()
  }

  /// Checks what a decoder does not: format, shapes, finite numbers.
  public func validate() throws(RegressionModelError) {
    guard format == RegressionModelFormat.current else {
      throw .otherFormat(found: format, known: RegressionModelFormat.current)
    }
    let columnSet = Set(columns)
    guard columnSet.count == columns.count else { throw .inconsistent("a column is named twice") }
    guard Set(aliased).count == aliased.count, aliased.allSatisfy(columnSet.contains) else {
      throw .inconsistent("an aliased column is named twice or is not a column")
    }
    let count = columns.count - aliased.count
    guard count > 0, coefficients.count == count else {
      throw .inconsistent("\(coefficients.count) coefficients stand beside \(count) columns with an estimate")
    }
    guard covariance.count == count * count else {
      throw .inconsistent("the covariance holds \(covariance.count) numbers and needs \(count * count)")
    }
    guard (coefficients + covariance).allSatisfy(\.isFinite) else {
      throw .inconsistent("a coefficient or covariance is not a finite number")
    }
    for row in 0..<count {
      guard covariance[row * count + row] >= 0 else {
        throw .inconsistent("a variance is below zero")
      }
      for other in 0..<row {
        let (first, second) = (covariance[row * count + other], covariance[other * count + row])
        // Products of a sandwich may differ in their last digits.
        let size = (covariance[row * count + row] * covariance[other * count + other]).squareRoot()
        guard (first - second).magnitude <= 1e-9 * size else {
          throw .inconsistent("the covariance is not symmetric")
        }
      }
    }
    guard level > 0, level < 1 else { throw .inconsistent("the level \(level) does not lie between 0 and 1") }
  }
}

/// The version of `model.json` that this Remit writes and reads.
public enum RegressionModelFormat {
  public static let current = 1
}
