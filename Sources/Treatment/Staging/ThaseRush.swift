/// Stage 0 to V by Thase and Rush: which classes of antidepressants have failed.
///
///     N = classes with an adequate failure
///     I    |N| = 1
///     II   |N| >= 2
///     III  TCA in N and |N - TCA| >= 2                     (lenient: >= 1)
///     IV   III, MAOI in N and |N - {TCA, MAOI}| >= 2       (lenient: >= 1)
///     V    IV and a failed course of bilateral ECT
///
/// Not: a stage for histories out of order. Bilateral ECT that failed below stage IV leaves the stage as it is and sets
/// ``isECTOutOfOrder``. Augmentation is no class, and a reversible MAO-A inhibitor is no MAOI (P-02).
/// Source: Thase and Rush 1997, J Clin Psychiatry 58(s13):23 (from memory); Documentation/Treatment/Staging.md, "Thase and Rush".
public struct ThaseRush: Sendable, Hashable {
  public let stage: Int
  /// The stage where III needs a tricyclic and one other class only.
  public let lenientStage: Int
  public let isECTOutOfOrder: Bool

  public init(failedClasses: Set<Formulary.ThaseRushClass>, bilateralECTFailed: Bool) {
    stage = Self.stage(failedClasses, bilateralECTFailed, others: 2)
    lenientStage = Self.stage(failedClasses, bilateralECTFailed, others: 1)
    isECTOutOfOrder = bilateralECTFailed && stage < 5
  }

  private static func stage(
    _ classes: Set<Formulary.ThaseRushClass>, _ bilateralECTFailed: Bool, others: Int
  ) -> Int {
    if classes.count < 2 { return classes.count }
    guard classes.contains(.tca), classes.subtracting([.tca]).count >= others else { return 2 }
    guard classes.contains(.maoi), classes.subtracting([.tca, .maoi]).count >= others else { return 3 }
    return bilateralECTFailed ? 5 : 4
  }

  /// `0`, `I` … `V`.
  public static func name(of stage: Int) -> String {
    ["0", "I", "II", "III", "IV", "V"][max(0, min(stage, 5))]
  }
}
