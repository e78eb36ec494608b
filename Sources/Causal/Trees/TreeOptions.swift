public struct TreeOptions: Sendable, Hashable {
  /// 1 or 2 questions one after another.
  public var depth = 2
  /// The fewest patients in a leaf.
  public var smallestLeaf = 20
  /// How many bootstrap samples of patients tell whether the first question is stable; 0 = none.
  public var bootstraps = 50

  public init() {}
}
