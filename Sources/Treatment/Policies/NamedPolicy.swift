/// A policy with the name that a study gives it.
public struct NamedPolicy: Sendable, Hashable {
  public var name: String
  public var policy: TreatmentPolicy

  public init(_ name: String, _ policy: TreatmentPolicy) { (self.name, self.policy) = (name, policy) }

  public static let asObserved = NamedPolicy("as observed", .asObserved)
  public static let learnedTree = "learned tree"
  public static let learnedByQ = "learned by Q"

  /// Names that the output gives to what it adds of its own, in any spelling of their letters.
  static let reserved = [asObserved.name, learnedTree, learnedByQ]

  /// Throws: ``PolicyNameError`` where a row of the output could be of either of two policies.
  public static func check(_ policies: [NamedPolicy]) throws(PolicyNameError) {
    var known: Set<String> = []
    for policy in policies where policy.policy != .asObserved {
      let isReserved = reserved.contains { $0.lowercased() == policy.name.lowercased() }
      if isReserved { throw .reserved(name: policy.name) }
      guard known.insert(policy.name).inserted else { throw .twice(name: policy.name) }
    }
  }
}

/// Why policies cannot stand under their names.
public enum PolicyNameError: Error, Equatable, Sendable {
  case twice(name: String)
  case reserved(name: String)
}

extension PolicyNameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .twice(let name):
      "Two policies are named '\(name)', and say different things. Give one of them another name."
    case .reserved(let name):
      "The name '\(name)' is kept for what the output adds of its own (\(NamedPolicy.reserved.joined(separator: ", "))). Give the policy another "
        + "name."
    }
  }
}
