internal import LinearAlgebra
internal import Treatment

extension TrueValues {
  /// The values as truth.json holds them; probabilities to six decimals.
  public var json: String {
    var lines = ["{"]
    lines.append(
      "  \"about\": \"Simulated by remit simulate: no patient stands behind any row. Documentation/Simulation.md\","
    )
    lines.append("  \"seed\": \(care.seed),")
    let without = care.without.map(\.rawValue).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    lines.append("  \"without\": [\(without)],")
    lines.append("  \"population\": \(population),")
    lines.append("  \"strategies\": [")
    lines.append(cells.map { "    " + text(of: $0) }.joined(separator: ",\n"))
    lines.append("  ],")
    lines.append("  \"policies\": [")
    lines.append(
      policies.map { policy in
        let steps = policy.bySteps.map(Self.digits).joined(separator: ", ")
        return "    {\"policy\": \"\(policy.name)\", \"remission\": \(Self.digits(policy.value)), "
          + "\"text\": \"\(policy.text)\", \"by_step\": [\(steps)]}"
      }.joined(separator: ",\n"))
    lines.append("  ],")
    lines.append("  \"course\": [")
    lines.append((0..<CareModel.steps).map { "    " + text(ofStep: $0) }.joined(separator: ",\n"))
    lines.append("  ],")
    let coefficients = zip(ResistanceProjection.terms, resistance ?? []).map {
      "\"\($0)\": \(Self.digits($1))"
    }
    lines.append("  \"resistance\": {\(coefficients.joined(separator: ", "))},")
    lines.append(
      "  \"two_failures\": \(Self.digits(Double(counts.resistant) / Double(max(1, counts.patients))))")
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of cell: Cell) -> String {
    var parts = [
      "\"step\": \(cell.step)", "\"strategy\": \"\(cell.strategy.name)\"", "\"patients\": \(cell.patients)",
      "\"remission\": \(Self.digits(cell.remission))", "\"response\": \(Self.digits(cell.response))",
      "\"stopped\": \(Self.digits(cell.stopped))",
    ]
    let reference = cells.first { $0.step == cell.step && $0.strategy == .switchOut }
    if let reference, cell.strategy != .switchOut {
      let marginal = CareModel.logit(cell.remission) - CareModel.logit(reference.remission)
      parts.append("\"risk_difference\": \(Self.digits(cell.remission - reference.remission))")
      parts.append("\"log_odds_ratio_marginal\": \(Self.digits(marginal))")
      parts.append("\"log_odds_ratio_conditional\": \(Self.digits(cell.conditional - reference.conditional))")
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private func text(ofStep place: Int) -> String {
    func share(_ counts: [Int]) -> String {
      self.counts.begun[place] == 0
        ? "null" : Self.digits(Double(counts[place]) / Double(self.counts.begun[place]))
    }
    return
      "{\"step\": \(place + 1), \"begun\": \(counts.begun[place]), \"remission\": \(share(counts.remitted)), "
      + "\"stopped\": \(share(counts.stopped)), \"lost\": \(share(counts.lost)), "
      + "\"relapse_after_remission\": \(counts.remitted[place] == 0 ? "null" : Self.digits(Double(counts.relapsed[place]) / Double(counts.remitted[place])))}"
  }

  static func digits(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }
}
