/// What rules and stagings look up beside the record.
public struct RuleContext: Sendable {
  /// Held together by one reference: a context is handed on for every patient, rule and setting.
  private final class Lookup: Sendable {
    let catalogue: Catalogue
    let formulary: Formulary

    init(_ catalogue: Catalogue, _ formulary: Formulary) {
      self.catalogue = catalogue
      self.formulary = formulary
    }
  }

  private let lookup: Lookup
  public var catalogue: Catalogue { lookup.catalogue }
  public var formulary: Formulary { lookup.formulary }
  public var parameters: DerivationParameters
  /// The scale of the study where one is named, an index into the catalogue's scales; `nil` = each patient's own (F44).
  public let scale: Int?
  /// The cohort's scales that can judge a trial, ascending; of the study's alone where one is named.
  public let scales: [Int]

  public init(
    catalogue: Catalogue, formulary: Formulary, parameters: DerivationParameters = DerivationParameters(),
    scale: Int? = nil, scales: [Int] = []
  ) {
    lookup = Lookup(catalogue, formulary)
    self.parameters = parameters
    self.scale = scale
    self.scales = scale.map { [$0] } ?? scales
  }
}
