/// A policy with the name that a study gives it.
public struct NamedPolicy: Sendable, Hashable {
  public var name: String
  public var policy: TreatmentPolicy

  public init(_ name: String, _ policy: TreatmentPolicy) { (self.name, self.policy) = (name, policy) }

  public static let asObserved = NamedPolicy("as observed", .asObserved)
}
