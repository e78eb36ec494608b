/// The rows whose values make the basis of an orthogonal polynomial.
public enum PolynomialRows: String, Sendable, CaseIterable {
  /// Those that the model uses.
  case used
  /// Every row in which the polynomial's own column is known, as R has it: `poly()` is evaluated before rows are left out.
  case all
}
