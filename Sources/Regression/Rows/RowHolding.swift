/// What a pass over a cohort keeps of the rows of a model.
public enum RowHolding: String, Sendable, Hashable, Codable {
  /// Every covariate pattern with its rows counted: what a likelihood needs, in memory that does not grow with the cohort.
  case patterns
  /// Every row in its place: where rows have clusters, are told of one by one, or differ too much to be counted.
  case rows
}
