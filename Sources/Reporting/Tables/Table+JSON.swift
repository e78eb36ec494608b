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
    string(text[...])
  }

  /// What is escaped is ASCII, so that bytes are looked at alone.
  static func string(_ text: Substring) -> String {
    let mark = UInt8(ascii: "\"")
    var bytes: [UInt8] = [mark]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case mark: bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case 0..<0x20, 0x7f:
        let hex = String(byte, radix: 16)
        bytes += (#"\u"# + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(mark)
    return String(decoding: bytes, as: UTF8.self)
  }

  public static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }
}
