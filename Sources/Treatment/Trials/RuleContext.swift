/// What rules and stagings look up beside the record.
///
/// One reference, since it is handed on for every patient, rule and setting.
public struct RuleContext: Sendable {
  private final class Lookup: Sendable {
    let catalogue: Catalogue
    let formulary: Formulary
    let parameters: DerivationParameters
    let scale: Int?
    let scales: [Int]

    init(
      _ catalogue: Catalogue, _ formulary: Formulary, _ parameters: DerivationParameters, _ scale: Int?,
      _ scales: [Int]
    ) {
      self.catalogue = catalogue
      self.formulary = formulary
      self.parameters = parameters
      self.scale = scale
      self.scales = scales
    }
  }

  private let lookup: Lookup
  public var catalogue: Catalogue { lookup.catalogue }
  public var formulary: Formulary { lookup.formulary }
  public var parameters: DerivationParameters { lookup.parameters }
  /// The scale of the study where one is named, an index into the catalogue's scales; `nil` = each patient's own (F44).
  public var scale: Int? { lookup.scale }
  /// The cohort's scales that can judge a trial, ascending; of the study's alone where one is named.
  public var scales: [Int] { lookup.scales }

  public init(
    catalogue: Catalogue, formulary: Formulary, parameters: DerivationParameters = DerivationParameters(),
    scale: Int? = nil, scales: [Int] = []
  ) {
    lookup = Lookup(catalogue, formulary, parameters, scale, scale.map { [$0] } ?? scales)
  }

  /// The same with other parameters.
  public func with(_ parameters: DerivationParameters) -> RuleContext {
    RuleContext(
      catalogue: catalogue, formulary: formulary, parameters: parameters, scale: scale, scales: scales)
  }

  /// What the formulary says of an agent.
  func entry(_ agent: Int32) -> Formulary.Entry { lookup.formulary.entries[Int(agent)] }
}
