/// Text from data inside the code of a notebook: literals of Python and R that hold it as it is, and nothing that runs.
enum CodeText {
  enum Language: Sendable { case python, r }

  /// A string literal.
  ///
  /// In R also without marks that Quarto or knitr would act on wherever they stand in a file.
  static func literal(_ text: String, in language: Language) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\0": result += "\\ufffd"
      case "`", "<", ">", "{", "}": result += language == .r ? escaped(scalar) : String(scalar)
      case _ where HarmlessText.isControl(scalar): result += escaped(scalar)
      // A source of R is read in the encoding of its session.
      case _ where language == .r && !scalar.isASCII: result += escaped(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16)
    return scalar.value > 0xffff
      ? "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
      : "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
  }

  static func list(_ texts: [String], in language: Language) -> String {
    let inner = texts.map { literal($0, in: language) }.joined(separator: ", ")
    return language == .python ? "[\(inner)]" : "c(\(inner))"
  }

  static func value(_ value: Redrawing.Value, in language: Language) -> String {
    switch value {
    case .text(let text): literal(text, in: language)
    case .texts(let texts): list(texts, in: language)
    case .number(let number): NumberText.shortest(number)
    case .flag(let isOn):
      switch language {
      case .python: isOn ? "True" : "False"
      case .r: isOn ? "TRUE" : "FALSE"
      }
    }
  }

  /// Which rows of which tables: the first parameters of most functions.
  ///
  /// A file's cell that could be a formula has a `'` before it, and so has what is looked for.
  static func rows(_ rows: ExportedRows, in language: Language) -> [String] {
    let tables =
      rows.tables.count == 1 ? literal(rows.tables[0], in: language) : list(rows.tables, in: language)
    if rows.kept.isEmpty { return [tables] }
    let conditions = rows.kept.map { kept in
      let values = kept.values.map(Table.spreadsheetSafe)
      let value = values.count == 1 ? literal(values[0], in: language) : list(values, in: language)
      let column = literal(Table.spreadsheetSafe(kept.column), in: language)
      return language == .python ? "\(column): \(value)" : "\(column) = \(value)"
    }.joined(separator: ", ")
    return [tables, language == .python ? "where={\(conditions)}" : "where = list(\(conditions))"]
  }

  /// What shows rows as a table.
  static func show(_ rows: ExportedRows, in language: Language) -> String {
    let columns = rows.columns.map(Table.spreadsheetSafe)
    let sign = language == .python ? "=" : " = "
    return call(
      "show",
      self.rows(rows, in: language)
        + (columns.isEmpty ? [] : ["columns\(sign)\(list(columns, in: language))"]))
  }

  /// A call, on lines of its own where it is long.
  static func call(_ function: String, _ parameters: [String]) -> String {
    let short = "\(function)(\(parameters.joined(separator: ", ")))"
    if short.count <= 100 { return short }
    return "\(function)(\n" + parameters.map { "    " + $0 }.joined(separator: ",\n") + ")"
  }

  static func call(_ redrawing: Redrawing, named name: String, in language: Language) -> String {
    let sign = language == .python ? "=" : " = "
    return call(
      redrawing.function.rawValue,
      [literal(name, in: language)] + (redrawing.rows.map { rows($0, in: language) } ?? [])
        + redrawing.arguments.map { "\($0.name)\(sign)\(value($0.value, in: language))" })
  }
}
