/// Everything a run is about to show, so that it is judged together: a cell hidden in one table must not come
/// back through another.
///
/// Each result has a property here, declared where the result is at home.
public struct Results: Sendable {
  /// The level of the limits of differences, trajectories and cumulative remission.
  public var level: Double
  /// Row counts that the run prints besides, exactly and always (rows of the inputs): they cannot be hidden, so that
  /// the audit takes every sum equal to one of them as known to a reader.
  public var knownTotals: [Int]
  /// What people read for names in the data.
  public var names = ReportNames.codes
  /// In the order in which they enter the audit.
  private(set) var parts: [any ReportedResult] = []

  public init(level: Double = 0.95, knownTotals: [Int] = []) {
    self.level = level
    self.knownTotals = knownTotals
  }

  /// The part of a type.
  subscript<Part: ReportedResult>(_ type: Part.Type) -> Part? {
    get { parts.lazy.compactMap { $0 as? Part }.first }
    set {
      parts.removeAll { $0 is Part }
      guard let newValue else { return }
      let place = parts.firstIndex { Swift.type(of: $0).entry > Part.entry } ?? parts.count
      parts.insert(newValue, at: place)
    }
  }
}

/// A result that a report shows.
protocol ReportedResult: Disclosable where Shown: ReportPart {}
