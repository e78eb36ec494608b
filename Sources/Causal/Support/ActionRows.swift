public import Regression

/// Rows of which each had one of two actions: what an effect is estimated from.
///
/// Shapes: `design` holds the covariates, `y` of which is the action (1 = the first, 0 = the second, the reference), and the clusters where
/// rows of one patient repeat; `outcome` holds one value a row, NaN where it was not seen.
/// Not: rows that lack a covariate, or whose action is neither of the two; whoever makes the rows counts those.
public struct ActionRows: Sendable {
  public enum OutcomeKind: String, Sendable, Hashable, Codable {
    /// 0 or 1; its model is logistic.
    case binary
    /// A number; its model is linear.
    case continuous
  }

  public let design: Design
  public let outcome: [Double]
  public let kind: OutcomeKind
  /// What the two actions are called, for messages.
  public let first: String
  public let second: String
  /// The fold stream's number of each row; rows of one patient share it. Empty = the row's place.
  public let patients: [UInt64]
  /// The columns of the model of who got what, and of the other models; empty = all. The effect is right where either has what it needs.
  public var treatmentColumns: [Int] = []
  public var outcomeColumns: [Int] = []

  public init(
    _ design: Design, outcome: [Double], kind: OutcomeKind, first: String, second: String,
    patients: [UInt64] = []
  ) {
    precondition(outcome.count == design.count, "a row has one outcome, seen or not")
    precondition(patients.isEmpty || patients.count == design.count, "a patient a row")
    self.design = design
    self.outcome = outcome
    self.kind = kind
    self.first = first
    self.second = second
    self.patients = patients
  }

  public var count: Int { design.count }

  /// Whether the row had the first action.
  func hadFirst(_ row: Int) -> Bool { design.y[row] == 1 }

  func isSeen(_ row: Int) -> Bool { !outcome[row].isNaN }

  func name(ofFirst isFirst: Bool) -> String { isFirst ? first : second }

  /// Rows with the action, in their order.
  func rows(ofFirst isFirst: Bool) -> [Int] { (0..<count).filter { hadFirst($0) == isFirst } }
}
