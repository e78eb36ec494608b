import Reporting

/// One thing that two records do not say alike.
struct ProvenanceChange: Equatable {
  /// input, parameter, definition, version, seed or grade.
  var kind: String
  var name: String
  /// Empty where there was nothing.
  var before: String
  var after: String

  /// Whether numbers may move under it: another version or processor is told, and gives the same numbers as a rule.
  var isOfContent: Bool { kind != "version" && kind != "kernel" }

  /// What differs, in a fixed order.
  static func all(from one: Provenance, to other: Provenance) -> [ProvenanceChange] {
    var changes: [ProvenanceChange] = []
    func compare(_ kind: String, _ first: [(String, String)], _ second: [(String, String)]) {
      let before = Dictionary(first, uniquingKeysWith: { $1 })
      let after = Dictionary(second, uniquingKeysWith: { $1 })
      for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
        changes.append(
          ProvenanceChange(kind: kind, name: name, before: before[name] ?? "", after: after[name] ?? ""))
      }
    }
    func pairs(_ entries: [Provenance.Entry]) -> [(String, String)] { entries.map { ($0.name, $0.value) } }
    compare("input", one.inputs.map { ($0.file, $0.sha256) }, other.inputs.map { ($0.file, $0.sha256) })
    compare("parameter", pairs(one.run?.parameters ?? []), pairs(other.run?.parameters ?? []))
    compare("definition", pairs(one.definitions), pairs(other.definitions))
    compare("version", pairs(one.versions), pairs(other.versions))
    compare("grade", pairs(one.grades), pairs(other.grades))
    compare(
      "seed", [("seed", one.seed.map(String.init) ?? "")], [("seed", other.seed.map(String.init) ?? "")])
    compare("kernel", [("blas_kernel", one.blasKernel)], [("blas_kernel", other.blasKernel)])
    return changes
  }

  /// A digest by its beginning; anything else as it is.
  static func short(_ value: String) -> String {
    value.count == 64 && value.allSatisfy(\.isHexDigit) ? "sha256 \(value.prefix(12))…" : value
  }
}
