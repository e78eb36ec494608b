public import Causal

/// What the stages of a roadmap are called, in messages and tables.
enum RoadStageName {
  static func step(_ step: Int) -> String { "step \(step)" }
  static func end(ofStep step: Int) -> String { "the end of step \(step)" }
}

extension StageSupport {
  /// The step at which a strategy is given; `nil` of the end of one.
  public var step: Int? { number(after: RoadStageName.step) }

  /// The step after whose end patients may leave; `nil` of a step.
  public var endOfStep: Int? { number(after: RoadStageName.end) }

  private func number(after name: (Int) -> String) -> Int? {
    guard let step = stage.split(separator: " ").last.flatMap({ Int($0) }), name(step) == stage else {
      return nil
    }
    return step
  }
}
