import Treatment

extension Agent {
  /// Takes what a user's row says, marks those figures as `own`, and leaves every other figure its origin.
  mutating func lay(_ row: OwnCatalogue.Row, of kind: CatalogueFileKind, isNew: Bool) {
    guard isNew || row.cells.count > 1 else { return }
    let kept = isNew ? [:] : kind.columns.reduce(into: [:]) { $0[$1] = origin(of: $1) }
    var texts = row.texts
    if kind == .agents {
      // A basis that stood beside the other figure would vouch for this one.
      if texts["min_adequate_mg_per_day"] != nil, texts["min_dose_basis"] == nil {
        texts["min_dose_basis"] = "own catalogue"
      }
      texts.sign("provenance_min_dose", beside: ["min_adequate_mg_per_day"], otherwise: "")
      texts.sign("provenance_rxcui", beside: ["rxcui"], otherwise: "")
      texts.sign("provenance_combination", beside: ["combination_of", "combination_mg"], otherwise: "")
      fill(fromDrugRow: texts)
    } else {
      texts.sign(
        "provenance", beside: kind.figureColumns, otherwise: procedure?.provenance ?? "")
      fill(fromProcedureRow: texts)
    }
    origins = origins.merging(kept) { $1 }.merging(row.origins(in: kind)) { $1 }
  }
}

extension Scale {
  /// Takes what a user's row says, marks those figures as `own`, and leaves every other figure its origin.
  mutating func lay(_ row: OwnCatalogue.Row, isNew: Bool) {
    guard isNew || row.cells.count > 1 else { return }
    let kind = CatalogueFileKind.scales
    let kept = isNew ? [:] : kind.columns.reduce(into: [:]) { $0[$1] = origin(of: $1) }
    var texts = row.texts
    texts.sign("provenance", beside: kind.figureColumns, otherwise: provenance)
    fill(from: texts)
    origins = kept.merging(row.origins(in: kind)) { $1 }
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

extension OwnCatalogue.Row {
  /// `own` for every filled cell, with what the row says of its source.
  fileprivate func origins(in kind: CatalogueFileKind) -> [String: FigureOrigin] {
    cells.keys.filter { $0 != kind.nameColumn }.reduce(into: [:]) { result, column in
      let said = kind.provenanceColumn(of: column).flatMap { cells[$0]?.text }
      result[column] = FigureOrigin(mark: .own, source: said.map { "own: " + $0 } ?? "own")
    }
  }
}

extension [String: String] {
  /// Puts `own` into the provenance that stands beside figures of the row; with the names of the figures
  /// where the rest of the entry keeps another.
  fileprivate mutating func sign(_ column: String, beside figures: [String], otherwise: String) {
    let mine = figures.filter { self[$0] != nil }
    guard !mine.isEmpty || self[column] != nil else { return }
    var text = "own"
    if !otherwise.isEmpty, !mine.isEmpty { text += " (\(mine.joined(separator: ", ")))" }
    if let said = self[column] { text += ": " + said }
    if !otherwise.isEmpty { text += "; otherwise " + otherwise }
    self[column] = text
  }
}
