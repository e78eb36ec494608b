internal import Foundation
internal import Yams

/// One key of a study with the value that a run gives it, instead of what STUDY.yaml says.
public struct StudyParameter: Sendable, Hashable, Codable {
  /// A key of STUDY.yaml; of a key inside another with a dot between: `derivation.eraGapDays`.
  public var key: String
  /// The value as JSON, members of an object by their names: every scalar is a text, as YAML readers of Remit take it.
  public var json: String

  public init(key: String, json: String) {
    self.key = key
    self.json = json
  }
}

extension StudyParameter {
  /// A value of a YAML file as that of a key.
  ///
  /// Throws: `configuration` for what no key of a study takes.
  package init(key: String, _ value: YAMLValue) throws(IntakeError) {
    self.key = key
    guard let plain = Self.plain(value.node),
      let data = try? JSONSerialization.data(
        withJSONObject: plain, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
    else { throw value.expected("a text, a list or a mapping") }
    json = String(decoding: data, as: UTF8.self)
  }

  /// Texts, lists and mappings of them; `nil` for anything else.
  private static func plain(_ node: Node) -> Any? {
    switch node {
    case .scalar(let scalar): return scalar.string
    case .sequence(let items):
      let values = items.compactMap(plain)
      return values.count == items.count ? values : nil
    case .mapping(let mapping):
      var result: [String: Any] = [:]
      for (key, value) in mapping {
        guard let name = key.scalar?.string, let value = plain(value) else { return nil }
        result[name] = value
      }
      return result
    case .alias: return nil
    }
  }

  /// What stands for a person: `age >= 65`, `MADRS, HAMD17`, `rule: ohdsi`.
  public var words: String {
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
    else { return json }
    return Self.words(of: value)
  }

  private static func words(of value: Any) -> String {
    switch value {
    case let list as [Any]: list.map(words).joined(separator: ", ")
    case let members as [String: Any]:
      members.sorted { $0.key < $1.key }.map { "\($0.key): \(words(of: $0.value))" }.joined(separator: ", ")
    default: "\(value)"
    }
  }
}

extension YAMLValue {
  /// The document with these keys in place of its own.
  ///
  /// Throws: `configuration` where a parameter's key leads through something that holds no keys.
  package func with(_ parameters: [StudyParameter]) throws(IntakeError) -> YAMLValue {
    if parameters.isEmpty { return self }
    var root = node
    for parameter in parameters {
      // JSON is YAML, so one reader serves both.
      let value = try Self.document(parameter.json, named: file).node
      guard Self.set(value, at: parameter.key.split(separator: ".").map(String.init)[...], in: &root) else {
        throw failure("The parameter '\(parameter.key)' leads through a key that holds no keys of its own.")
      }
    }
    let words = parameters.map { "\($0.key) = \($0.words)" }.joined(separator: "; ")
    return YAMLValue(node: root, file: "\(file) with \(words)", name: name)
  }

  private static func set(_ value: Node, at keys: ArraySlice<String>, in node: inout Node) -> Bool {
    guard let key = keys.first, case .mapping(var mapping) = node else { return false }
    if keys.count == 1 {
      mapping[Node(key)] = value
    } else {
      var inner = mapping[Node(key)] ?? .mapping(Node.Mapping([]))
      guard set(value, at: keys.dropFirst(), in: &inner) else { return false }
      mapping[Node(key)] = inner
    }
    node = .mapping(mapping)
    return true
  }
}
