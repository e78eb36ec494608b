internal import Treatment

extension Agent {
  /// A drug from a row of `agents.csv`.
  init(drugRow row: [String: String]) {
    func cell(_ name: String) -> String { row[name] ?? "" }
    self.init(
      name: cell("generic_name"), kind: .drug, group: cell("class"), role: cell("role"),
      synonyms: Self.names(cell("synonyms")),
      provenance: "minimum dose: \(cell("provenance_min_dose")); RxNorm: \(cell("provenance_rxcui")); "
        + "confidence: \(cell("confidence"))")
  }

  /// A procedure, therapy or control arm from a row of `procedures.csv`.
  init(procedureRow row: [String: String]) {
    func cell(_ name: String) -> String { row[name] ?? "" }
    self.init(
      name: cell("procedure_id"), label: cell("label"), kind: .procedure, group: cell("family"),
      strategyCode: cell("strategy_code"), synonyms: [cell("name")] + Self.names(cell("synonyms")),
      provenance: "\(cell("provenance")); confidence: \(cell("confidence"))")
  }

  /// The synonyms of a cell. `Silenor(low dose)` is the name before the note; a name that stands for a
  /// fixed combination (`Deanxit(with …)`, `with …=…`) is not a name of the one ingredient.
  static func names(_ cell: String) -> [String] {
    cell.split(separator: "|").compactMap { part in
      if part.contains("=") || part.contains("(with ") { return nil }
      let name = part.prefix { $0 != "(" }
      return String(name.reversed().drop { $0 == " " }.reversed())
    }
  }
}
