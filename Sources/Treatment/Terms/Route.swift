/// How an agent was given: a tag of a rapid-acting step, never what tells agents apart.
///
/// A set, since the rows of one course may state several.
/// Source: Documentation/Treatment/Derivation.md, F38.
public struct Route: OptionSet, Sendable, Hashable, Codable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let intravenous = Route(rawValue: 1)
  public static let nasal = Route(rawValue: 2)
  public static let oral = Route(rawValue: 4)
  public static let sublingual = Route(rawValue: 8)
  public static let subcutaneous = Route(rawValue: 16)
  public static let intramuscular = Route(rawValue: 32)
}
