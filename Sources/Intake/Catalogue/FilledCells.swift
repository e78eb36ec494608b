import Treatment

/// The cells of a catalogue row that hold something; a blank one changes nothing.
struct FilledCells {
  private let row: [String: String]

  init(_ row: [String: String]) { self.row = row }

  private func cell(_ column: String) -> String? {
    guard let text = row[column], !text.isEmpty else { return nil }
    return text
  }

  func text(_ column: String, into value: inout String) {
    if let text = cell(column) { value = text }
  }

  func number(_ column: String, into value: inout Double?) {
    if let text = cell(column) { value = Double(text) }
  }

  func number(_ column: String, into value: inout Double) {
    if let number = cell(column).flatMap({ Double($0) }) { value = number }
  }

  func count(_ column: String, into value: inout Int?) {
    if let text = cell(column) { value = Int(text) }
  }

  /// Adds the names that are not there yet.
  func names(_ column: String, into value: inout [String], asOne: Bool = false) {
    guard let text = cell(column) else { return }
    let names = asOne ? [text] : NotedName.names(in: text).map(\.name)
    for name in names where !value.contains(name) { value.append(name) }
  }

  /// The names of a cell with their notes.
  func notedNames(_ column: String) -> [NotedName] { cell(column).map(NotedName.names) ?? [] }

  func text(_ column: String) -> String { cell(column) ?? "" }
}
