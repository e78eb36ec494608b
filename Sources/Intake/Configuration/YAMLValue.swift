import Foundation
import Treatment
import Yams

/// A value of a YAML file with its place, read by saying what is expected of it.
///
/// Scalars are kept as they are written: `NA`, `No` and `007` are the texts that they look like.
package struct YAMLValue {
  let node: Node
  package let file: String
  /// The keys that lead here, as messages print them: `patients.columns`.
  package let name: String

  /// The root of a document; an empty one is an empty mapping.
  package static func document(at path: String, named file: String) throws(IntakeError) -> YAMLValue {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileManager.default.fileExists(atPath: path)
        ? .unreadable(path: file, reason: "it cannot be opened")
        : .missing(path: file, hint: "Check the path.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .configuration(file: file, line: 0, column: 0, message: "The file is not UTF-8 text.")
    }
    return try document(text, named: file)
  }

  package static func document(_ text: String, named file: String) throws(IntakeError) -> YAMLValue {
    do {
      let node = try Yams.compose(yaml: text) ?? Node.mapping(Node.Mapping([]))
      return YAMLValue(node: node, file: file, name: "")
    } catch let error as YamlError {
      throw Self.failure(error, in: file)
    } catch {
      throw .configuration(file: file, line: 0, column: 0, message: "The file is not YAML.")
    }
  }

  private static func failure(_ error: YamlError, in file: String) -> IntakeError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .configuration(
        file: file, line: mark.line, column: mark.column,
        message: "This is not YAML here: \(problem). Check indentation, colons and quotes.")
    case .duplicatedKeysInMapping(let duplicates, let context):
      .configuration(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "The key '\(duplicates.sorted().joined(separator: "', '"))' stands here more than once.")
    default:
      .configuration(file: file, line: 0, column: 0, message: "The file is not YAML.")
    }
  }

  package var kind: String {
    switch node {
    case .scalar: node.null != nil ? "nothing" : "a single value"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  package var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// Whether nothing is written: an empty value, `~` or `null`.
  package var isNothing: Bool { node.null != nil }

  package func failure(_ message: String) -> IntakeError {
    .configuration(
      file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, message: message)
  }

  package func expected(_ what: String) -> IntakeError {
    failure("\(name.isEmpty ? "The file" : "'\(name)'") expects \(what), found \(kind).")
  }

  package func text() throws(IntakeError) -> String {
    guard case .scalar(let scalar) = node, node.null == nil || !scalar.string.isEmpty else {
      throw expected("a text")
    }
    return scalar.string
  }

  package func integer() throws(IntakeError) -> Int {
    guard case .scalar(let scalar) = node, let value = Int(scalar.string) else {
      throw expectedValue("a whole number")
    }
    return value
  }

  /// A whole number of days, steps or the like, as a cell of a cohort may hold it.
  package func boundedInteger() throws(IntakeError) -> Int {
    let value = try integer()
    guard DayRange.all.contains(value) else {
      let (least, most) = (DayRange.all.lowerBound, DayRange.all.upperBound)
      throw failure("'\(name)' expects a whole number from \(least) to \(most).")
    }
    return value
  }

  package func number() throws(IntakeError) -> Double {
    guard case .scalar(let scalar) = node, let value = Double(scalar.string), value.isFinite else {
      throw expectedValue("a number")
    }
    return value
  }

  package func boolean() throws(IntakeError) -> Bool {
    guard case .scalar(let scalar) = node, let value = ["true": true, "false": false][scalar.string]
    else { throw expectedValue("true or false") }
    return value
  }

  /// A configuration holds no patients, yet its values are not repeated in messages either.
  private func expectedValue(_ what: String) -> IntakeError {
    if case .scalar = node, node.null == nil {
      return failure("'\(name)' expects \(what), found another text.")
    }
    return expected(what)
  }

  package func list() throws(IntakeError) -> [YAMLValue] {
    guard case .sequence(let nodes) = node else { throw expected("a list") }
    return nodes.map { YAMLValue(node: $0, file: file, name: name) }
  }

  /// A list, or one value that stands for a list of one.
  package func oneOrMore() throws(IntakeError) -> [YAMLValue] {
    if case .sequence = node { return try list() }
    return [self]
  }

  package func texts() throws(IntakeError) -> [String] {
    var result: [String] = []
    for value in try oneOrMore() { result.append(try value.text()) }
    return result
  }

  /// One of a few words; `alternatives` in the order that the message prints.
  package func word<Word: RawRepresentable<String>>(_ alternatives: [Word]) throws(IntakeError) -> Word {
    let text = try text()
    if let match = alternatives.first(where: { $0.rawValue == text }) { return match }
    let words = alternatives.map(\.rawValue)
    throw failure(
      "'\(name)' expects one of \(words.joined(separator: ", ")).\(suggestion(text, among: words))")
  }

  package func words<Word: RawRepresentable<String>>(_ alternatives: [Word]) throws(IntakeError) -> [Word] {
    var result: [Word] = []
    for value in try oneOrMore() { result.append(try value.word(alternatives)) }
    return result
  }

  /// The entries of a mapping in the order of the file.
  package func entries() throws(IntakeError) -> [YAMLEntry] {
    guard case .mapping(let mapping) = node else { throw expected("a mapping") }
    var result: [YAMLEntry] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw YAMLValue(node: key, file: file, name: name).failure("A key is expected to be a text.")
      }
      let path = name.isEmpty ? scalar.string : "\(name).\(scalar.string)"
      result.append(
        YAMLEntry(
          key: scalar.string, keyMark: YAMLValue(node: key, file: file, name: name),
          value: YAMLValue(node: value, file: file, name: path)))
    }
    return result
  }

  /// The entries of a mapping whose keys are known, in the order of the file; any other key is refused with the
  /// nearest one.
  package func orderedEntries(known: [String], of what: String) throws(IntakeError) -> [YAMLEntry] {
    let result = try entries()
    for entry in result where !known.contains(entry.key) {
      throw entry.keyMark.failure(
        "'\(entry.key)' is not a key of \(what).\(suggestion(entry.key, among: known))")
    }
    return result
  }

  /// The same by key, to ask for one after the other; not to be walked, since it has no order.
  package func entries(known: [String], of what: String) throws(IntakeError) -> [String: YAMLValue] {
    try orderedEntries(known: known, of: what).reduce(into: [:]) { $0[$1.key] = $1.value }
  }

  private func suggestion(_ name: String, among known: [String]) -> String {
    let near = NearestName.nearest(name, among: known)
    return near.isEmpty
      ? " There are: \(known.joined(separator: ", "))." : " Did you mean '\(near[0])'?"
  }
}

package struct YAMLEntry {
  package let key: String
  package let keyMark: YAMLValue
  package let value: YAMLValue
}
