import Regression
import Reporting

/// Rows that a model leaves out, in sentences; small counts are not told where they are hidden.
struct MissingRowsText {
  private let rows: MissingRows
  private let rule: Disclosure

  init(_ rows: MissingRows, under rule: Disclosure) {
    self.rows = rows
    self.rule = rule
  }

  var sentences: [String] {
    guard rows.missing > 0 || rows.withoutWeight > 0 else {
      return ["Rows: \(shown(rows.total)), all used."]
    }
    // Two of the three give back the third.
    let parts = [rows.used, rows.missing, rows.withoutWeight]
    let hides = parts.contains(where: isSmall)
    var lines = [
      hides
        ? "Rows: \(shown(rows.total)), of which some are left out."
        : "Rows: \(shown(rows.total)) = \(shown(rows.used)) used + \(shown(rows.missing)) that lack a value"
          + (rows.withoutWeight > 0 ? " + \(shown(rows.withoutWeight)) without weight or trials." : ".")
    ]
    if !rows.columns.isEmpty {
      lines.append(
        "Missing by column: "
          + rows.columns.map { "\($0.name) \(isSmall($0.rows) ? "some" : shown($0.rows))" }.joined(
            separator: ", ")
          + ".")
    }
    return lines
  }

  private func isSmall(_ count: Int) -> Bool {
    switch rule {
    case .none: false
    case .ohdsi(let least): count >= 1 && count < least
    case .openSafely: (1...7).contains(count)
    }
  }

  private func shown(_ count: Int) -> String {
    rule == .openSafely ? "about \((count + 2) / 5 * 5)" : "\(count)"
  }
}
