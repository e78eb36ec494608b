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
enum JSONText {
  static func string(_ text: String) -> String {
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

  static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }
}
