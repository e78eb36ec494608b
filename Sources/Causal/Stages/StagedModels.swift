/// The models behind the values of policies over stages: who got what, and who was seen, at each stage. The outcome's models belong to a
/// policy, and are made where its value is asked for.
///
///     πₖ(a, h) = P(Aₖ = a | h)      ρₖ(a, h) = P(not lost | Aₖ = a, h)      Qₖ(a, h) = E(rₖ + Vₖ₊₁ | Aₖ = a, h)
///
/// Grade: canonical
/// Throws: ``PolicyError``
public struct StagedModels: Sendable {
  public let rows: StagedRows
  public let options: EffectOptions

  public init(_ rows: StagedRows, _ options: EffectOptions = EffectOptions()) throws(PolicyError) {
    self.rows = rows
    self.options = options
  }

  /// The value of a policy.
  ///
  /// Throws: ``PolicyError``; a policy without support is refused whatever the method.
  public func value(_ method: EffectMethod, of policy: StagedPolicy) throws(PolicyError) -> PolicyValue {
    throw .noStages
  }

  /// Who stands behind it.
  public func support(of policy: StagedPolicy) throws(PolicyError) -> PolicySupport { throw .noStages }

  /// The first policy's value less the second's, with the error of their joint influence; `nil` where the methods differ.
  public func difference(_ first: PolicyValue, _ second: PolicyValue) -> EffectEstimate? { nil }
}
