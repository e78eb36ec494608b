extension Table {
  /// An array of objects, one a row: numbers as numbers, `null` where a value is hidden or absent.
  func json() -> String {
    let objects = rows.map { row in
      let members = zip(columns, row).map { column, cell in
        JSONText.string(column.name) + ": " + Self.jsonValue(cell)
      }
      return "  {" + members.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// The only row as an object; an empty one where there is none.
  public var jsonObject: String {
    guard let row = rows.first else { return "{}\n" }
    return Self.json(members: zip(columns, row).map { ($0.name, Self.jsonValue($1)) })
  }

  /// Texts as an array.
  public static func json(_ texts: [String]) -> String {
    texts.isEmpty ? "[]" : "[\n" + texts.map { "  " + JSONText.string($0) }.joined(separator: ",\n") + "\n]\n"
  }

  /// An object whose members are JSON themselves.
  public static func json(members: [(name: String, json: String)]) -> String {
    let lines = members.map { name, json in
      let text = json.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: "\n  ")
      return "  " + JSONText.string(name) + ": " + text
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func jsonValue(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): JSONText.string(text)
    case .count(let count): String(count)
    case .number(let value): JSONText.number(value)
    case .hidden, .absent: "null"
    }
  }
}

/// The two leaves of JSON that need care.
public enum JSONText {
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  public static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }
}
