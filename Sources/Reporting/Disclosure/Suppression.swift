/// Why a row lacks values that exist.
public enum Suppression: String, Sendable, Hashable, Codable {
  /// Nothing was hidden.
  case none = ""
  /// The row holds a small count itself.
  case primary
  /// The row is hidden because it would give another one away.
  case secondary

  /// The stronger of two reasons.
  func joined(with other: Suppression) -> Suppression {
    if self == .primary || other == .primary { return .primary }
    return self == .secondary || other == .secondary ? .secondary : .none
  }
}
