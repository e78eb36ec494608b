/// The rule that decides which numbers an output may show (Documentation/Formats/Disclosure.md).
///
/// Small cells are counts of events, of non-events and of patients. How many steps lack a baseline or an endpoint is no
/// such cell: N of 27 stands beside 29 steps, and sentences and the flow may say 2, but only where both numbers
/// that it is the difference of are shown. Patients whom a rule set aside before there are steps are a cell.
public enum Disclosure: Sendable, Hashable {
  /// Cells with a count of 1 to `minCellCount - 1` are hidden, and what would give them back.
  case ohdsi(minCellCount: Int = 5)
  /// Counts up to 7 are hidden, the others rounded to the nearest 5, rates made from rounded counts.
  case openSafely
  /// Everything is shown; the reason is printed.
  case none(reason: String)

  /// The name that `--disclosure` takes.
  public var name: String {
    switch self {
    case .ohdsi: "ohdsi"
    case .openSafely: "opensafely"
    case .none: "none"
    }
  }

  /// A count above zero inside a sentence; "some" where it may not be shown.
  public func amount(_ count: Int) -> String {
    switch self {
    case .none: String(count)
    case .ohdsi(let least): count < least ? "some" : String(count)
    case .openSafely: Rounding.shown(count).map { "about \($0)" } ?? "some"
    }
  }

  /// Whether a count above zero is too small to be shown.
  public func isSmall(_ count: Double) -> Bool {
    switch self {
    case .ohdsi(let least): count > 0 && count < Double(least)
    case .openSafely: count <= 7
    case .none: false
    }
  }

  /// What was done, in a sentence for readers.
  public var sentence: String {
    switch self {
    case .ohdsi(let count):
      "Small cells are hidden: counts of 1 to \(count - 1) (events, non-events or patients), every number that "
        + "would give them back, and further cells where a hidden one could be worked out from those shown."
    case .openSafely:
      "Counts up to 7 are hidden and all others are rounded to the nearest 5; rates and their limits are made "
        + "from the rounded counts."
    case .none(let reason): "Nothing is hidden. Reason given: \(reason)"
    }
  }
}
