internal import Treatment

/// A batch as `BATCH.yaml` describes it: studies, what varies between their runs, and how the runs are named.
///
/// Source: Documentation/Batch.md, "BATCH.yaml".
public struct BatchSpecification: Sendable, Hashable {
  /// One value of a key that varies.
  public struct Choice: Sendable, Hashable {
    /// What stands for it in the names of runs.
    public var name: String
    /// `nil` leaves the study as it is.
    public var json: String?
  }

  /// A key of STUDY.yaml with the values that it takes in turn.
  public struct Axis: Sendable, Hashable {
    public var key: String
    public var choices: [Choice]
  }

  public var title: String?
  /// Files, folders and patterns, relative to the file's folder.
  public var studies: [String]
  public var grid: [Axis] = []
  /// `{study}` and `{KEY}` stand for the study's name and for that of a key's value.
  public var name: String

  static let keys = ["title", "studies", "grid", "name"]

  /// Whether a YAML file is a batch and no study.
  public static func isBatch(at path: String) throws(IntakeError) -> Bool {
    let root = try YAMLValue.document(at: path, named: fileName(of: path))
    return root.isMapping ? try root.entries().contains { $0.key == "studies" } : false
  }

  /// Throws: `configuration` with line and column for what stands in the file.
  public init(at path: String) throws(IntakeError) {
    try self.init(YAMLValue.document(at: path, named: Self.fileName(of: path)))
  }

  /// A batch from the text of a file.
  public init(yaml text: String, named file: String = "BATCH.yaml") throws(IntakeError) {
    try self.init(YAMLValue.document(text, named: file))
  }

  private init(_ root: YAMLValue) throws(IntakeError) {
    let entries = try root.entries(known: Self.keys, of: "a batch")
    guard let value = entries["studies"] else { throw root.failure("A batch needs studies.") }
    studies = try value.texts()
    if studies.isEmpty { throw value.failure("A batch needs at least one study.") }
    for study in studies where study.hasPrefix("/") || study.split(separator: "/").contains("..") {
      throw value.failure(
        "'studies' expects paths inside the folder of \(root.file), without '..' and not absolute. Put BATCH.yaml above its studies."
      )
    }
    title = try entries["title"]?.text()
    for entry in try entries["grid"]?.entries() ?? [] { grid.append(try Axis(entry)) }
    let defaultName = (["study"] + grid.map(\.key)).map { "{\($0)}" }.joined(separator: "-")
    name = try entries["name"]?.text() ?? defaultName
    for placeholder in Self.placeholders(in: name)
    where placeholder != "study" && !grid.contains(where: { $0.key == placeholder }) {
      let known = ["study"] + grid.map(\.key)
      let near = NearestName.nearest(placeholder, among: known).first ?? known[0]
      throw (entries["name"] ?? root).failure(
        "'{\(placeholder)}' is neither {study} nor a key of the grid. Did you mean '{\(near)}'?")
    }
  }

  private static func fileName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The texts between braces.
  private static func placeholders(in template: String) -> [String] {
    template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { $0 != "}" })
    }
  }
}

extension BatchSpecification.Axis {
  /// A list of values, or values by the names that they are to have; nothing as a value leaves the study as it is.
  fileprivate init(_ entry: YAMLEntry) throws(IntakeError) {
    key = entry.key
    let first = key.split(separator: ".").first.map(String.init) ?? ""
    guard StudySpecification.keys.contains(first) else {
      let near = NearestName.nearest(first, among: StudySpecification.keys).first
      throw entry.keyMark.failure(
        "'\(first)' is not a key of a study\(near.map { ". Did you mean '\($0)'?" } ?? ", so it cannot vary.")"
      )
    }
    choices = []
    if entry.value.isMapping {
      for choice in try entry.value.entries() {
        choices.append(
          .init(
            name: choice.key,
            json: choice.value.isNothing ? nil : try StudyParameter(key: key, choice.value).json))
      }
    } else {
      for value in try entry.value.list() {
        let parameter = value.isNothing ? nil : try StudyParameter(key: key, value)
        choices.append(.init(name: parameter?.words ?? "as-is", json: parameter?.json))
      }
    }
    if choices.isEmpty { throw entry.value.failure("'\(entry.value.name)' needs a value or more.") }
  }
}
