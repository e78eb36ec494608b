/// A count above zero as far as a sentence may tell it: `12`, `about 10`, `some`.
public struct Amount: Sendable, Equatable, CustomStringConvertible {
  public let description: String
  private let isOne: Bool

  /// `nil` for zero, of which nothing is said.
  init?(_ count: Int, under disclosure: Disclosure) {
    guard count > 0 else { return nil }
    description = disclosure.amount(count)
    // A hidden one is told as any other hidden count, or the singular would give it back.
    isOne = description == "1"
  }

  /// With its noun, in the singular for one.
  func of(_ one: String, _ many: String) -> String { "\(description) \(isOne ? one : many)" }
}
