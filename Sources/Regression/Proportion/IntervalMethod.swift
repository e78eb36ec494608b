/// How the limits of a proportion are made.
public enum IntervalMethod: String, Sendable, Hashable, Codable, CaseIterable {
  case wilson, exact, jeffreys
  case agrestiCoull = "agresti-coull"
}
