extension Cell {
  /// A share as people read it, in per cent.
  init(percent rate: Double?, orHidden hidden: Bool) {
    self = rate.map { .text(NumberText.percent($0)) } ?? (hidden ? .hidden : .absent)
  }

  /// Both limits of a share in one cell.
  init(percentFrom low: Double?, to high: Double?, of n: Int? = nil, orHidden hidden: Bool) {
    guard let low, let high else {
      self = hidden ? .hidden : .absent
      return
    }
    self = .text(NumberText.percent(low, of: n ?? 100) + " to " + NumberText.percent(high, of: n ?? 100))
  }
}
