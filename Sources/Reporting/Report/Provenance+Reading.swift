public import Foundation

/// Why a `provenance.json` cannot be used.
public enum ProvenanceError: Error, Equatable, Sendable {
  /// No JSON, or JSON without what every record has.
  case unreadable(missing: String)
  /// Written by a later version.
  case later(format: Int)
}

extension ProvenanceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let missing):
      "provenance.json is no record of Remit: \(missing). Is this the folder of a report?"
    case .later(let format):
      "provenance.json has format \(format), and this version of Remit reads format \(Provenance.format) and earlier ones. Use "
        + "the version that it names, or a later one."
    }
  }
}

extension Provenance {
  /// The record that a `provenance.json` holds. Members of objects come in the order of their names.
  ///
  /// Not: a check against the schema; members that are not known are not looked at.
  public init(json data: Data) throws(ProvenanceError) {
    guard let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw .unreadable(missing: "it is not JSON")
    }
    if let format = root["format"] as? Int, format > Self.format { throw .later(format: format) }
    guard let inputs = root["inputs"] as? [[String: Any]],
      let versions = root["versions"] as? [String: String]
    else { throw .unreadable(missing: "it has no inputs or no versions") }
    self.init(
      inputs: inputs.map {
        Input(file: Self.text($0["file"]), sha256: Self.text($0["sha256"]), rows: $0["rows"] as? Int)
      },
      definitions: Self.entries(root["definitions"]),
      versions: versions.sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) },
      blasKernel: Self.text(root["blas_kernel"]), seed: (root["seed"] as? NSNumber)?.uint64Value,
      grade: Self.text(root["grade"]))
    grades = Self.entries(root["grade"])
    if let run = root["run"] as? [String: Any] {
      self.run = Run(
        study: Self.text(run["study"]), cohort: Self.text(run["cohort"]),
        parameters: Self.values(run["parameters"]), setsAside: run["set_aside"] as? Bool ?? false)
    }
    if let report = root["report"] as? [String: Any] {
      self.report = Brief(
        title: Self.text(report["title"]), patients: report["patients"] as? Int,
        finding: Self.text(report["finding"]), figure: Self.text(report["figure"]),
        unanswered: report["unanswered"] as? [String] ?? [])
    }
    outputs = (root["outputs"] as? [[String: Any]] ?? []).map {
      Output(file: Self.text($0["file"]), sha256: Self.text($0["sha256"]), bytes: $0["bytes"] as? Int ?? 0)
    }
  }

  private static func text(_ value: Any?) -> String { value as? String ?? "" }

  private static func entries(_ value: Any?) -> [Entry] {
    (value as? [String: String] ?? [:]).sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) }
  }

  /// Members with their values as JSON.
  private static func values(_ value: Any?) -> [Entry] {
    (value as? [String: Any] ?? [:]).sorted { $0.key < $1.key }.compactMap { key, value in
      guard
        let data = try? JSONSerialization.data(
          withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
      else { return nil }
      return Entry(key, String(decoding: data, as: UTF8.self))
    }
  }
}
