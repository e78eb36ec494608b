/// How one variable of a formula becomes columns, with all that was learnt from the rows it was fitted to.
public struct VariableCoding: Sendable, Equatable, Codable {
  public enum Coding: Sendable, Equatable, Codable {
    case number
    /// A comparison: false is the reference.
    case truth
    /// The levels in their order; the first is the reference.
    case levels([String])
    case spline(knots: [Double])
    case polynomial(alpha: [Double], norm2: [Double])
    case rawPolynomial(degree: Int)
  }

  /// The variable as R spells it, which is also the front of its columns' names.
  public var name: String
  /// The columns of the data that it reads.
  public var inputs: [String]
  public var coding: Coding
  /// What the spline's columns are named for: `days` in `rcs(log(days), 4)`, as rms has it.
  var inner: String

  init(name: String, inputs: [String], coding: Coding, inner: String) {
    self.name = name
    self.inputs = inputs
    self.coding = coding
    self.inner = inner
  }

  /// Whether it is coded by its levels, by contrasts or in full.
  var isFactor: Bool {
    switch coding {
    case .truth, .levels: true
    case .number, .spline, .polynomial, .rawPolynomial: false
    }
  }

  /// The levels of a factor; none for others.
  var levels: [String] {
    switch coding {
    case .truth: ["FALSE", "TRUE"]
    case .levels(let levels): levels
    case .number, .spline, .polynomial, .rawPolynomial: []
    }
  }

  /// Names of the columns, with the reference left out unless `isFull`.
  func columnNames(isFull: Bool) -> [String] {
    switch coding {
    case .number: [name]
    case .truth, .levels: levels.dropFirst(isFull ? 0 : 1).map { name + $0 }
    case .spline(let knots): (0..<knots.count - 1).map { name + inner + String(repeating: "'", count: $0) }
    case .polynomial(let alpha, _): Self.numbered(name, alpha.count)
    case .rawPolynomial(let degree): Self.numbered(name, degree)
    }
  }

  private static func numbered(_ name: String, _ count: Int) -> [String] {
    count == 1 ? [name] : (1...count).map { "\(name)\($0)" }
  }
}
