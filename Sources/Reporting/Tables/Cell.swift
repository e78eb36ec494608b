/// One value of a ``Table``.
public enum Cell: Sendable, Equatable {
  case text(String)
  case count(Int)
  case number(Double)
  /// There is a value and disclosure control withholds it.
  case hidden
  /// There is no value.
  case absent

  init(count: Int?, orHidden hidden: Bool) {
    self = count.map { .count($0) } ?? (hidden ? .hidden : .absent)
  }

  init(number: Double?, orHidden hidden: Bool) {
    self = number.map { .number($0) } ?? (hidden ? .hidden : .absent)
  }
}
