/// What a study asks of treatment resistance, as a report tells it: how it was judged, or why it could not be.
///
/// Not: a count. Those come from ``Results/resistance`` and ``Results/sensitivity``, under the report's disclosure.
public struct ResistanceSection: Sendable {
  /// Who is judged, on which scale, by which parameters: in sentences, a paragraph each.
  public var definition: [String]
  /// Why there is no answer, and the way out; `nil` where there is one.
  public var failure: String?

  public init(definition: [String]) { self.definition = definition }

  /// A section without an answer.
  public init(failure: String) {
    definition = []
    self.failure = failure
  }

  /// Shares first, then how far rules agree, stages and what the parameters do; the wording of the rules last.
  func blocks(
    of shares: SuppressedResistance?, sensitivity: [ReportSection.Block] = []
  ) -> [ReportSection.Block] {
    if let failure {
      return [.paragraph("Resistance was asked for and is not judged. " + failure)]
    }
    var blocks: [ReportSection.Block] = definition.map { .paragraph($0) }
    if let shares { blocks += Self.blocks(of: shares) }
    blocks += sensitivity
    if let shares {
      blocks += [
        .heading("The rules"),
        .details(
          "The wording of each rule",
          [
            .terms(
              shares.rules.map {
                ReportDefinition(
                  term: "\($0.title) (\($0.rule))",
                  text: $0.statement + ($0.unavailability.map { " No answer here: \($0)." } ?? ""),
                  source: $0.source)
              })
          ]),
      ]
    }
    return blocks
  }

  private static func blocks(of shares: SuppressedResistance) -> [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [
      .figure(ResistanceForest(shares).figure()),
      .details(
        "Numbers: shares by rule",
        [.table(shares.rulesSummary.made(of: ExportedRows(of: "resistance-rules")))]),
    ]
    let agreement = shares.agreementSummary
    if !agreement.rows.isEmpty {
      blocks += [
        .heading("How far the rules agree"),
        .details(
          "Numbers: how far the rules agree",
          [.table(agreement.made(of: ExportedRows(of: "resistance-agreement")))]),
      ]
    }
    if !shares.stages.isEmpty || !shares.athf.isEmpty {
      var tables: [ReportSection.Block] = []
      if !shares.stages.isEmpty {
        tables.append(.table(shares.stagesSummary.made(of: ExportedRows(of: "resistance-stages"))))
      }
      if !shares.athf.isEmpty {
        tables.append(.table(shares.athfSummary.made(of: ExportedRows(of: "resistance-athf"))))
      }
      blocks += [.heading("Stages in the current episode"), .details("Numbers: stages", tables)]
    }
    return blocks
  }
}
