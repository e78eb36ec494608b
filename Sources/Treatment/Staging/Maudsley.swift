/// The Maudsley Staging Method: 3 to 15 points for duration, severity, failed antidepressants, augmentation and ECT.
///
///     duration        <= 365 d 1, 366-730 d 2, > 730 d 3
///     severity        subsyndromal 1, mild 2, moderate 3, severe 4, severe with psychosis 5
///     antidepressants 1-2 failed 1, 3-4 2, 5-6 3, 7-10 4, > 10 5
///     augmentation    used 1
///     ECT             failed 1
///
/// Not: defined without a failed antidepressant (``init(days:severity:failed:usedAugmentation:failedECT:)`` is `nil`).
/// Source: Fekadu 2009; Fekadu 2018, doi:10.1186/s12888-018-1679-x, table 3 (verified); Documentation/Treatment/Staging.md, "Maudsley (MSM)".
public struct Maudsley: Sendable, Hashable {
  public let score: Int

  /// - Parameters:
  ///   - days: Duration of the episode, both ends counted.
  ///   - severity: Points of the severity at baseline, 1 to 5.
  ///   - failed: Antidepressants that failed.
  public init?(days: Int, severity: Int, failed: Int, usedAugmentation: Bool, failedECT: Bool) {
    guard failed > 0 else { return nil }
    let duration = days <= 365 ? 1 : days <= 730 ? 2 : 3
    let antidepressants =
      switch failed {
      case ...2: 1
      case ...4: 2
      case ...6: 3
      case ...10: 4
      default: 5
      }
    score = duration + severity + antidepressants + (usedAugmentation ? 1 : 0) + (failedECT ? 1 : 0)
  }

  public enum Band: String, Sendable, Hashable, CaseIterable {
    case mild, moderate, severe
  }

  public var band: Band { score <= 6 ? .mild : score <= 10 ? .moderate : .severe }

  /// Points of a score's severity band, and of psychosis where the band is severe (P-03).
  ///
  /// "Moderately severe" of the PHQ-9 counts as moderate, which overstates nobody. Where psychosis is not known a
  /// severe score is worth 4 or 5; where the score is not known, 1 to 5.
  public static func severity(of score: Double, on scale: Scale, psychotic: Bool?) -> ClosedRange<Int> {
    guard let band = scale.severityBand(of: score) else { return 1...5 }
    let name = scale.severityBands[band].name
    switch name {
    case "none", "minimal", "normal": return 1...1
    case "mild": return 2...2
    case "moderate", "moderately severe": return 3...3
    case "severe", "very severe": break
    default:
      // Five bands without names are none, mild, moderate, severe and very severe.
      guard name.isEmpty, scale.severityBands.count == 5 else { return 1...5 }
      if band < 3 { return band + 1...band + 1 }
    }
    switch psychotic {
    case true?: return 5...5
    case false?: return 4...4
    case nil: return 4...5
    }
  }
}
