/// A notebook of Jupyter: cells of text and of code, whose outputs are there without a kernel.
///
/// Source: nbformat's schema 4.5, https://github.com/jupyter/nbformat/blob/main/nbformat/v4/nbformat.v4.5.schema.json (from memory).
public struct Notebook: Sendable, Equatable {
  /// What a cell of code has shown.
  enum Output: Sendable, Equatable {
    /// What its last line gives.
    case table(html: String, text: String)
    case figure(svg: String, text: String)
  }

  enum Cell: Sendable, Equatable {
    case text(String)
    /// Functions and names that only who changes them reads are folded.
    case code(String, output: Output?, isFolded: Bool)
  }

  private(set) var cells: [Cell] = []
  private var ids: [String] = []

  /// Two runs give the same identifiers: the part that a cell is of, with its number.
  mutating func add(_ cell: Cell, of part: String) {
    cells.append(cell)
    ids.append(FileName.joined([part]) + "-" + String(cells.count))
  }

  /// The notebook as a file.
  public func json() -> String {
    var number = 0
    let texts = zip(cells, ids).map { cell, id -> String in
      switch cell {
      case .text(let text):
        return Self.object([
          ("cell_type", "\"markdown\""), ("id", JSONText.string(id)), ("metadata", "{}"),
          ("source", Self.lines(text)),
        ])
      case .code(let source, let output, let isFolded):
        number += 1
        let folded = "{\"collapsed\": true, \"jupyter\": {\"source_hidden\": true}}"
        return Self.object([
          ("cell_type", "\"code\""), ("execution_count", String(number)), ("id", JSONText.string(id)),
          ("metadata", isFolded ? folded : "{}"),
          ("outputs", output.map { "[\n" + Self.json($0, number) + "\n   ]" } ?? "[]"),
          ("source", Self.lines(source)),
        ])
      }
    }
    return "{\n \"cells\": [\n" + texts.joined(separator: ",\n") + "\n ],\n \"metadata\": {\n"
      + "  \"kernelspec\": {\"display_name\": \"Python 3\", \"language\": \"python\", \"name\": \"python3\"},\n"
      + "  \"language_info\": {\"name\": \"python\"}\n },\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"
  }

  private static func object(_ members: [(String, String)]) -> String {
    "  {\n" + members.map { "   \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n  }"
  }

  private static func json(_ output: Output, _ number: Int) -> String {
    switch output {
    case .table(let html, let text):
      "    {\"data\": {\"text/html\": \(lines(html)), \"text/plain\": \(lines(text))}, "
        + "\"execution_count\": \(number), \"metadata\": {}, \"output_type\": \"execute_result\"}"
    case .figure(let svg, let text):
      "    {\"data\": {\"image/svg+xml\": \(lines(svg)), \"text/plain\": \(lines(text))}, "
        + "\"metadata\": {}, \"output_type\": \"display_data\"}"
    }
  }

  /// A text as the format has it: an array of lines, each with its end.
  private static func lines(_ text: String) -> String {
    var lines: [String] = []
    var rest = text[...]
    while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
      let next = rest.utf8.index(after: end)
      lines.append("    " + JSONText.string(rest[..<next]))
      rest = rest[next...]
    }
    if !rest.isEmpty { lines.append("    " + JSONText.string(rest)) }
    return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "]"
  }
}
