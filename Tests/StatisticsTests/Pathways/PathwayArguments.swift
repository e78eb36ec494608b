import Treatment

/// Options of pathways as the reference cases name them; what is not named is as it is by default.
struct PathwayArguments: Decodable, Sendable {
  var minEraDuration: Int32?
  var eraCollapseSize: Int32?
  var combinationWindow: Int32?
  var minPostCombinationDuration: Int32?
  var filterTreatments: String?
  var maxPathLength: Int?
  var overlapMethod: String?
  var concatTargets: Bool?
  var startAnchor: String?
  var windowStart: Int32?
  var endAnchor: String?
  var windowEnd: Int32?

  var parameters: PathwayParameters {
    var result = PathwayParameters()
    func set<Value>(_ place: WritableKeyPath<PathwayParameters, Value>, _ value: Value?) {
      if let value { result[keyPath: place] = value }
    }
    set(\.minEraDuration, minEraDuration)
    set(\.eraCollapseSize, eraCollapseSize)
    set(\.combinationWindow, combinationWindow)
    set(\.minPostCombinationDuration, minPostCombinationDuration)
    set(\.filterTreatments, filterTreatments.flatMap { .init(rawValue: $0.lowercased()) })
    set(\.maxPathLength, maxPathLength)
    set(\.overlapMethod, overlapMethod.flatMap { .init(rawValue: $0) })
    set(\.concatTargets, concatTargets)
    set(\.startAnchor, startAnchor.flatMap { .init(rawValue: $0) })
    set(\.windowStart, windowStart)
    set(\.endAnchor, endAnchor.flatMap { .init(rawValue: $0) })
    set(\.windowEnd, windowEnd)
    return result
  }
}
