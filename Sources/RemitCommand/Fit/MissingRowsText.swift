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
    var lines = [sentence]
    if !rows.columns.isEmpty {
      lines.append(
        "Missing by column: "
          + rows.columns.map { "\($0.name) \(amount($0.rows))" }.joined(
            separator: ", ")
          + ".")
    }
    return lines
  }

  /// How many rows lack a value is no cell, and rows less n says it anyway; only where both reasons leave rows out may one of them
  /// be kept back.
  private var sentence: String {
    let left = rows.missing + rows.withoutWeight
    if isSmall(rows.used) || rule == .openSafely && isSmall(left) {
      return "Rows: \(shown(rows.total)), of which some are left out."
    }
    let start = "Rows: \(shown(rows.total)) = \(shown(rows.used)) used + "
    if rows.withoutWeight == 0 { return start + "\(shown(rows.missing)) that lack a value." }
    if rows.missing == 0 { return start + "\(shown(rows.withoutWeight)) without weight or trials." }
    if isSmall(rows.missing) || isSmall(rows.withoutWeight) {
      return start + "\(shown(left)) that lack a value, or weight or trials."
    }
    return start
      + "\(shown(rows.missing)) that lack a value + \(shown(rows.withoutWeight)) without weight or trials."
  }

  private func isSmall(_ count: Int) -> Bool {
    switch rule {
    case .none: false
    case .ohdsi(let least): count >= 1 && count < least
    case .openSafely: (1...7).contains(count)
    }
  }

  /// Rows that lack a column; those of the only column that is lacking are known already.
  private func amount(_ count: Int) -> String {
    isSmall(count) && !(rule != .openSafely && rows.columns.count == 1 && count == rows.missing)
      ? "some" : shown(count)
  }

  private func shown(_ count: Int) -> String {
    rule == .openSafely ? "about \((count + 2) / 5 * 5)" : "\(count)"
  }
}
