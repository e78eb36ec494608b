import Treatment

/// Names of the files and places of rates: a section's, and a row's in it.
enum RateAnchors {
  /// The file of a table.
  static func table(at place: Int) -> String { place == 0 ? "rates" : "rates-\(place + 1)" }

  static func section(_ section: SuppressedRates.Section, in rates: SuppressedRates, at place: Int) -> String
  {
    var parts = ["rates" + (place == 0 ? "" : "-\(place + 1)"), section.outcome.rawValue]
    parts += [section.scale, section.baseline.rawValue]
    // Several endpoints of one outcome need a name each.
    if rates.sections.contains(where: { $0.endpoint != section.endpoint }) {
      parts.append(section.endpoint.label)
    }
    return FileName.joined(parts)
  }

  /// By the group's place in its section: names of groups may be anything.
  static func row(_ group: Int, of section: String) -> String { "\(section)-row-\(group + 1)" }

  static func row(_ row: SuppressedRates.Row, in rates: SuppressedRates, at place: Int) -> String {
    let own = rates.sections.first {
      $0.outcome == row.outcome && $0.baseline == row.baseline && $0.scale == row.scale
        && $0.endpoint == row.endpoint
    }
    guard let own else { return place == 0 ? "rates" : "rates-\(place + 1)" }
    return self.row(own.groups.firstIndex(of: row.group) ?? 0, of: section(own, in: rates, at: place))
  }
}
