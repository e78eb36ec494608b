/// Levels of a column that too few patients have to stand by name, as one group whose name tells none of them.
///
/// An occupation of one person says who it is, even where its numbers are hidden. Which levels go in is decided by disclosure
/// control; a statistic counts them as one level from the start, so that a patient with two of them counts once.
/// Not: levels that a study or a cohort declares, which stand whatever few have them.
/// Source: Documentation/Formats/Disclosure.md, "Rare levels".
public struct LevelPool: Sendable, Hashable {
  public let levels: Set<String>
  /// What the group is called: `other (3 levels)`, or without the number where that would tell how many patients there are.
  public let label: String
  /// From how many to how many patients of the whole cohort a reader can tell from the label; `nil` where it says nothing.
  public let patients: ClosedRange<Int>?

  public init(levels: Set<String>, label: String, patients: ClosedRange<Int>? = nil) {
    self.levels = levels
    self.label = label
    self.patients = patients
  }

  /// The name under which a level is counted.
  public func name(of level: String) -> String { levels.contains(level) ? label : level }

  /// The codes with those of pooled levels replaced by the label's; the vocabulary is asked once a level.
  func codes(_ codes: [UInt32], in vocabulary: Vocabulary) -> [UInt32] {
    var known: [UInt32: UInt32] = [:]
    return codes.map { code in
      if let pooled = known[code] { return pooled }
      let text = vocabulary.text(of: code)
      let pooled = levels.contains(text) ? vocabulary.code(of: label) : code
      known[code] = pooled
      return pooled
    }
  }

  /// What the readers of a table must know.
  public func sentence(of column: String) -> String {
    "\(column): levels that too few patients have to stand by name are together under '\(label)'."
  }
}
