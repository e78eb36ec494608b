import Treatment

extension Agent {
  /// Takes what a user's row says, marks those figures as `own`, and leaves every other figure its mark.
  mutating func lay(_ row: OwnCatalogue.Row, of kind: CatalogueFileKind, isNew: Bool) {
    let frozen = isNew ? [:] : kind.columns.reduce(into: marks) { $0[$1] = mark(of: $1) }
    var texts = row.texts
    if kind == .agents {
      if texts["min_adequate_mg_per_day"] != nil, texts["min_dose_basis"] == nil {
        texts["min_dose_basis"] = "own catalogue"
      }
      texts.sign("provenance_min_dose", where: ["min_adequate_mg_per_day"], otherwise: nil)
      let codes = drug?.rxcuiProvenance ?? ""
      texts.sign("provenance_rxcui", where: ["rxcui", "atc"], otherwise: isNew ? nil : codes)
      fill(fromDrugRow: texts)
    } else {
      let before = procedure?.provenance ?? ""
      texts.sign("provenance", where: kind.columns, otherwise: isNew ? nil : before)
      fill(fromProcedureRow: texts)
    }
    marks = frozen
    for column in row.cells.keys { marks[column] = .own }
  }
}

extension Scale {
  /// Takes what a user's row says, marks those figures as `own`, and leaves every other figure its mark.
  mutating func lay(_ row: OwnCatalogue.Row, isNew: Bool) {
    let columns = CatalogueFileKind.scales.columns
    let frozen = isNew ? [:] : columns.reduce(into: marks) { $0[$1] = mark(of: $1) }
    var texts = row.texts
    texts.sign("provenance", where: columns, otherwise: isNew ? nil : provenance)
    fill(from: texts)
    marks = frozen
    for column in row.cells.keys { marks[column] = .own }
  }

  /// What of the scale contradicts itself once the row is laid over it.
  var faults: [(column: String, expected: String, found: String)] {
    guard lowest < highest else {
      return [("max", "a number above the scale's 'min'", "one that is not")]
    }
    var result: [(column: String, expected: String, found: String)] = []
    if let remissionCutoff, !(lowest...highest).contains(remissionCutoff) {
      result.append(("remission_cutoff", "a score from 'min' to 'max'", "one outside"))
    }
    if let last = severityBands.last, last.upTo > highest {
      result.append(("severity_bands", "bands up to the scale's 'max'", "one above it"))
    }
    return result
  }
}

extension [String: String] {
  /// Puts `own` before the provenance that stands beside figures of the row, with the names of the figures where the
  /// rest of the entry keeps another.
  fileprivate mutating func sign(_ column: String, where figures: [String], otherwise: String?) {
    let mine = figures.filter { self[$0] != nil && $0 != column }
    guard !mine.isEmpty || self[column] != nil else { return }
    var text = "own"
    if otherwise != nil { text += " (\(mine.joined(separator: ", ")))" }
    if let said = self[column] { text += ": " + said }
    if let otherwise, !otherwise.isEmpty { text += "; otherwise " + otherwise }
    self[column] = text
  }
}
