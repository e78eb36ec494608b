/// Which score of a step is its endpoint; always one after the step's start and before the next step's.
///
/// Source: Documentation/Formats/Scores.md, "Endpoint".
public enum Endpoint: Sendable, Hashable, Codable {
  /// The last score up to `afterEnd` days after the step's end; `nil` sets no end to it.
  ///
  /// What comes long after a treatment was stopped is no outcome of it.
  case lastScore(afterEnd: Int?)
  /// The score nearest to `day` days after the step's start, within `window` days either side, the
  /// later of two equally near; also after the step's end.
  case nearest(day: Int, window: Int)

  /// The last score up to a week after the step's end.
  public static let last = Endpoint.lastScore(afterEnd: daysAfterEnd)
  /// Days after a step's end in which a score still is its own, unless another number is set.
  public static let daysAfterEnd = 7

  /// As the `endpoint` column prints it: `last`, `last+30`, `last+any`, or `42±7`.
  public var label: String {
    switch self {
    case .lastScore(Self.daysAfterEnd): "last"
    case .lastScore(let days): "last+" + (days.map { String($0) } ?? "any")
    case .nearest(let day, let window): "\(day)±\(window)"
    }
  }

  /// The words for readers, as the end of "the score taken is …".
  public var words: String {
    switch self {
    case .lastScore(nil): "the last score of the step, however long after its end"
    case .lastScore(let days?):
      "the last score of the step, at most \(days) day\(days == 1 ? "" : "s") after its end"
    case .nearest(let day, 0): "the score of day \(day)"
    case .nearest(let day, let window): "the score nearest to day \(day), within \(window) days"
    }
  }
}

/// Which score a step is compared with.
public enum BaselineKind: String, Sendable, Hashable, Codable, CaseIterable { case step, entry }
