/// How much worse those must be whose outcome is missing for the difference to vanish.
///
///     μ = seen part + f M      M: mean of the missing as those like them      needed = M - |difference| / f
///
/// of the action with the higher mean, the missing of the other one left as they are expected.
///
/// Units: those of the outcome.
/// Not: a statement that they are; the models expect the missing to be like those of the same covariates who were seen.
public struct TippingPoint: Sendable, Equatable {
  /// Whether the missing are those with the first action.
  public let isFirst: Bool
  /// The share of the population that would be missing under the action.
  public let share: Double
  /// Their expected mean.
  public let expected: Double
  /// The mean at which nothing is left of the difference; below 0 for a share: even if none of them had the outcome it stays.
  public let needed: Double
}

extension ActionModels {
  /// `nil` where nobody with the better action is missing.
  public func tippingPoint(of effect: Effect) -> TippingPoint? {
    let isFirst = effect.difference.estimate >= 0
    let action = isFirst ? 1 : 0
    let marks = populationMarks
    let missing = (0..<rows.count).map { marks[$0] * (1 - seen[action].values[$0]) }
    let total = RowProducts.sum(missing)
    let share = total / RowProducts.sum(marks)
    guard share > 0 else { return nil }
    let expected = RowProducts.sum((0..<rows.count).map { missing[$0] * outcome[action].values[$0] }) / total
    return TippingPoint(
      isFirst: isFirst, share: share, expected: expected,
      needed: expected - abs(effect.difference.estimate) / share)
  }
}
