import Treatment

/// Known names that are near to an unknown one.
enum NearName {
  static func of(_ name: String, among known: [String]) -> [String] {
    []
  }
}
