/// What a report was made from and with, for `provenance.json`.
///
/// Not: a clock, a host, a user or an absolute path, so that the same inputs give the same bytes.
public struct Provenance: Sendable, Equatable, Codable {
  public struct Input: Sendable, Equatable, Codable {
    /// The name inside the study's folder.
    public var file: String
    public var sha256: String
    public var rows: Int?

    public init(file: String, sha256: String, rows: Int? = nil) {
      self.file = file
      self.sha256 = sha256
      self.rows = rows
    }
  }

  public struct Entry: Sendable, Equatable, Codable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var inputs: [Input]
  /// Rules and options in force, in the order to print: endpoint, readings, interval, step rule, …
  public var definitions: [Entry]
  /// Remit, Swift, catalogue, …
  public var versions: [Entry]
  public var blasKernel: String
  /// `nil` where nothing was drawn at random.
  public var seed: UInt64?
  /// `exact`, `canonical` or `paged`: of the whole, the least of its parts where these are told one by one.
  public var grade: String
  /// The grade of each result, where there are several.
  public var grades: [Entry] = []

  public init(
    inputs: [Input] = [], definitions: [Entry] = [], versions: [Entry] = [], blasKernel: String = "",
    seed: UInt64? = nil, grade: String = "exact"
  ) {
    self.inputs = inputs
    self.definitions = definitions
    self.versions = versions
    self.blasKernel = blasKernel
    self.seed = seed
    self.grade = grade
  }

  /// JSON whose members stand in a fixed order; inputs by their names.
  public func json() -> String {
    func object(_ entries: [Entry]) -> String {
      let members = entries.map { "    \(JSONText.string($0.name)): \(JSONText.string($0.value))" }
      return members.isEmpty ? "{}" : "{\n" + members.joined(separator: ",\n") + "\n  }"
    }
    let files = inputs.sorted { ($0.file, $0.sha256) < ($1.file, $1.sha256) }.map { input in
      "    {\"file\": \(JSONText.string(input.file)), \"sha256\": \(JSONText.string(input.sha256))"
        + (input.rows.map { ", \"rows\": \($0)" } ?? "") + "}"
    }
    return "{\n"
      + "  \"inputs\": \(files.isEmpty ? "[]" : "[\n" + files.joined(separator: ",\n") + "\n  ]"),\n"
      + "  \"definitions\": \(object(definitions)),\n"
      + "  \"versions\": \(object(versions)),\n"
      + "  \"blas_kernel\": \(blasKernel.isEmpty ? "null" : JSONText.string(blasKernel)),\n"
      + "  \"seed\": \(seed.map { String($0) } ?? "null"),\n"
      + "  \"grade\": \(grades.isEmpty ? JSONText.string(grade) : object(grades))\n"
      + "}\n"
  }
}
