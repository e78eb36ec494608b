public import Foundation

/// A document held against a JSON Schema, for the few words that Remit's schemas use.
///
/// Not: a validator of any schema. A word that it does not know is a complaint, so that no rule goes unchecked.
public enum JSONSchemaCheck {
  /// What is wrong, each with its place; nothing where the document follows the schema.
  public static func complaints(_ document: Data, against schema: Data) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: document, options: .fragmentsAllowed)
    let rules = try JSONSerialization.jsonObject(with: schema) as? [String: Any] ?? [:]
    return complaints(value, rules, at: "$")
  }

  private static func complaints(_ value: Any, _ rules: [String: Any], at place: String) -> [String] {
    var found: [String] = []
    for (word, rule) in rules.sorted(by: { $0.key < $1.key }) {
      switch word {
      case "$schema", "title", "description": continue
      case "type":
        let types = rule as? [String] ?? [rule as? String ?? ""]
        if !types.contains(where: { has(value, type: $0) }) { found.append("\(place): not \(types)") }
      case "const":
        if !isSame(value, rule) { found.append("\(place): not \(rule)") }
      case "enum":
        let choices = rule as? [Any] ?? []
        if !choices.contains(where: { isSame(value, $0) }) { found.append("\(place): none of \(choices)") }
      case "required":
        let object = value as? [String: Any]
        for name in rule as? [String] ?? [] where object != nil && object?[name] == nil {
          found.append("\(place): no \(name)")
        }
      case "properties":
        let object = value as? [String: Any] ?? [:]
        for (name, inner) in rule as? [String: [String: Any]] ?? [:] {
          if let member = object[name] { found += complaints(member, inner, at: "\(place).\(name)") }
        }
      case "additionalProperties":
        let known = (rules["properties"] as? [String: Any] ?? [:]).keys
        for (name, member) in value as? [String: Any] ?? [:] where !known.contains(name) {
          if let inner = rule as? [String: Any] {
            found += complaints(member, inner, at: "\(place).\(name)")
          } else if rule as? Bool == false {
            found.append("\(place): \(name) is not known")
          }
        }
      case "items":
        for (number, item) in (value as? [Any] ?? []).enumerated() {
          found += complaints(item, rule as? [String: Any] ?? [:], at: "\(place)[\(number)]")
        }
      case "pattern":
        if let text = value as? String,
          text.range(of: rule as? String ?? "", options: .regularExpression) == nil
        {
          found.append("\(place): not as \(rule)")
        }
      case "minLength":
        if let text = value as? String, text.count < rule as? Int ?? 0 { found.append("\(place): too short") }
      case "minimum":
        if let number = value as? Double, number < rule as? Double ?? 0 {
          found.append("\(place): too small")
        }
      default: found.append("\(place): the check does not know '\(word)'")
      }
    }
    return found.sorted()
  }

  private static func isSame(_ one: Any, _ other: Any) -> Bool {
    (one as? NSObject)?.isEqual(other) ?? false
  }

  private static func has(_ value: Any, type: String) -> Bool {
    let isFlag = (value as? NSNumber).map(isBoolean) ?? false
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isFlag
    case "null": return value is NSNull
    case "integer": return !isFlag && (value as? Double).map { $0 == $0.rounded() } ?? false
    case "number": return !isFlag && value is Double
    default: return false
    }
  }

  /// Foundation reads true and 1 as numbers of different kinds.
  private static func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }
}
