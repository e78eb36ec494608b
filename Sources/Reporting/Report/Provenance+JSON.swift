extension Provenance {
  /// JSON whose members stand in a fixed order; inputs by their names, outputs as they were written.
  public func json() -> String {
    let files = inputs.sorted { ($0.file, $0.sha256) < ($1.file, $1.sha256) }.map { input in
      "{\"file\": \(JSONText.string(input.file)), \"sha256\": \(JSONText.string(input.sha256))"
        + (input.rows.map { ", \"rows\": \($0)" } ?? "") + "}"
    }
    var members = ["\"format\": \(Self.format)"]
    if let run { members.append("\"run\": \(Self.object(run))") }
    members += [
      "\"inputs\": \(Self.list(files))", "\"definitions\": \(Self.object(definitions))",
      "\"versions\": \(Self.object(versions))",
      "\"blas_kernel\": \(blasKernel.isEmpty ? "null" : JSONText.string(blasKernel))",
      "\"seed\": \(seed.map { String($0) } ?? "null")",
      "\"grade\": \(grades.isEmpty ? JSONText.string(grade) : Self.object(grades))",
    ]
    if let report { members.append("\"report\": \(Self.object(report))") }
    if !outputs.isEmpty {
      let files = outputs.map {
        "{\"file\": \(JSONText.string($0.file)), \"sha256\": \(JSONText.string($0.sha256)), \"bytes\": \($0.bytes)}"
      }
      members.append("\"outputs\": \(Self.list(files))")
    }
    return "{\n  " + members.joined(separator: ",\n  ") + "\n}\n"
  }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "[]" : "[\n    " + items.joined(separator: ",\n    ") + "\n  ]"
  }

  /// Values are texts.
  private static func object(_ entries: [Entry]) -> String {
    object(entries.map { ($0.name, JSONText.string($0.value)) })
  }

  /// Values are JSON.
  private static func object(_ members: [(String, String)]) -> String {
    let lines = members.map { "    \(JSONText.string($0.0)): \($0.1)" }
    return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n  }"
  }

  private static func object(_ run: Run) -> String {
    let parameters = run.parameters.map { "\(JSONText.string($0.name)): \($0.value)" }
    return object([
      ("verb", "\"report\""), ("study", JSONText.string(run.study)), ("cohort", JSONText.string(run.cohort)),
      ("parameters", "{" + parameters.joined(separator: ", ") + "}"), ("set_aside", "\(run.setsAside)"),
    ])
  }

  private static func object(_ report: Brief) -> String {
    object([
      ("title", JSONText.string(report.title)),
      ("patients", report.patients.map { String($0) } ?? "null"),
      ("finding", JSONText.string(report.finding)), ("figure", JSONText.string(report.figure)),
      ("unanswered", "[" + report.unanswered.map(JSONText.string).joined(separator: ", ") + "]"),
    ])
  }
}
