public import Treatment

extension Disclosure {
  /// The levels of a column that too few patients have to stand by name, as one group; `nil` where there are none.
  ///
  /// `other (3 levels)` tells that from 3 patients up to three times as many as a small count may be are in it. Where all of them
  /// are a small count together, the number would give it back, and the name is `other`.
  ///
  /// - Parameters:
  ///   - patients: by level, in the whole cohort.
  ///   - declared: levels that a file of the study names, which stand whatever few have them.
  public func rareLevels(of patients: [String: Int], declared: Set<String>) -> LevelPool? {
    let rare = patients.filter { level, count in
      count > 0 && !level.isEmpty && isSmall(Double(count)) && !declared.contains(level)
    }
    guard !rare.isEmpty else { return nil }
    let isTold = !isSmall(Double(rare.values.reduce(0, +)))
    var label = isTold ? "other (\(rare.count) levels)" : "other"
    // The file may have a level of that name.
    while patients[label] != nil || declared.contains(label) { label += ", rare" }
    return LevelPool(
      levels: Set(rare.keys), label: label,
      patients: isTold ? rare.count...(rare.count * largestSmall) : nil)
  }

  /// The largest count that is small.
  private var largestSmall: Int {
    switch self {
    case .ohdsi(let least): least - 1
    case .openSafely: Rounding.mostHidden
    case .none: 0
    }
  }
}
