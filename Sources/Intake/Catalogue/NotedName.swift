import Treatment

/// A name of a catalogue's cell, with the note in brackets behind it: `Zyban(smoking)`.
struct NotedName: Equatable {
  var name: String
  /// Empty where there is none.
  var note: String

  /// The names of a cell, `|` between them.
  static func names(in cell: String) -> [NotedName] {
    // Most names stand alone.
    if !cell.utf8.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: " ") }) {
      return cell.split(separator: "|").map { NotedName(name: String($0), note: "") }
    }
    return cell.split(separator: "|").map { part in
      let bracket = part.firstIndex(of: "(") ?? part.endIndex
      let note = part[bracket...].dropFirst().prefix { $0 != ")" }
      return NotedName(name: trimmed(part[..<bracket]), note: trimmed(note))
    }
  }

  /// Whether the note is one that rules read: an indication or a route.
  var isUnderstood: Bool { note.isEmpty || Indication(note: note) != nil || !Route(note).isEmpty }

  /// A name without a note that rules read.
  static func plain(_ text: String) -> String {
    guard let noted = names(in: text).first, !noted.note.isEmpty, noted.isUnderstood else { return text }
    return noted.name
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
