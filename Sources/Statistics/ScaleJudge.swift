import Treatment

/// A scale's rules in plain numbers, so that a row is judged without touching a text.
///
/// It agrees with ``Scale/responds(from:to:)`` and ``Scale/remits(at:)``, which stay the definition; rules other
/// than a fall of one half are passed on to them.
struct ScaleJudge {
  /// Whether rows on this scale are asked for.
  var isWanted: Bool
  /// Whether the rule of response can be applied at all.
  var hasResponse: Bool
  var hasRemission: Bool
  /// Whether outcomes compare with a start; a change score (CGI-I) is one by itself.
  var needsStart: Bool
  private var isHalf: Bool
  private var lowest: Double
  /// NaN where there is none, so that no score is at or below it.
  private var cutoff: Double

  init(_ scale: Scale, isWanted: Bool) {
    self.isWanted = isWanted
    hasResponse = scale.unavailability(of: .response) == nil
    hasRemission = scale.unavailability(of: .remission) == nil
    lowest = scale.lowest
    cutoff = scale.remissionCutoff ?? .nan
    needsStart = true
    isHalf = false
    switch scale.responseRule {
    case .fall(let fraction): isHalf = fraction == 0.5
    case .atMost: needsStart = false
    case .points, .none: break
    }
  }

  @inline(__always)
  func remits(at score: Double) -> Bool { score <= cutoff }

  /// Whether the start is one from which response can be judged.
  @inline(__always)
  func isEvaluable(from start: Double) -> Bool { !needsStart || start > lowest }

  /// Response between an evaluable start and a score that is there.
  @inline(__always)
  func responds(from start: Double, to end: Double, on scale: @autoclosure () -> Scale) -> Bool {
    isHalf ? 2 * end <= start : scale().responds(from: start, to: end) ?? false
  }
}
