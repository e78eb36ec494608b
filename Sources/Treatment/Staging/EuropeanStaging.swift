/// The European Staging Method: non-responder, resistant by the number of failed trials, chronically resistant.
///
/// The published bands of weeks overlap, so the number of failures decides (P-07) and ``isOutsideWeeks`` says where the
/// time in failed trials does not fit the level. Failed ECT alone is level A; augmentation is no new trial.
/// Source: Souery 1999 (labels from memory); durations: Hägg 2020, PMC7392234, Panel 1 (verified); Documentation/Treatment/Staging.md, "European staging".
public struct EuropeanStaging: Sendable, Hashable {
  public enum Level: String, Sendable, Hashable, CaseIterable {
    case none = "0"
    case nonResponder = "A"
    case trd1 = "TRD1", trd2 = "TRD2", trd3 = "TRD3", trd4 = "TRD4", trd5 = "TRD5"
    case chronic = "CRD"
  }

  public let level: Level
  public let isOutsideWeeks: Bool

  /// - Parameters:
  ///   - failed: Antidepressants that failed, ECT apart.
  ///   - days: Days in their trials together.
  public init(failed: Int, days: Int, usedAugmentation: Bool, failedECT: Bool) {
    let weeks: ClosedRange<Int>?
    let counted: Level
    switch failed {
    case ...0: (counted, weeks) = (failedECT ? .nonResponder : .none, nil)
    case 1: (counted, weeks) = (.nonResponder, 6...8)
    case 2: (counted, weeks) = (.trd1, 12...16)
    case 3: (counted, weeks) = (.trd2, 18...24)
    case 4: (counted, weeks) = (.trd3, 24...32)
    case 5: (counted, weeks) = (.trd4, 30...40)
    default: (counted, weeks) = (.trd5, 36...52)
    }
    let isChronic = failed >= 2 && days > 364 && usedAugmentation
    level = isChronic ? .chronic : counted
    isOutsideWeeks =
      !isChronic && weeks.map { days < $0.lowerBound * 7 || days > $0.upperBound * 7 } ?? false
  }
}
