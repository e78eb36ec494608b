/// `ro-crate-metadata.json`: a report's folder as an archive reads it.
///
/// Not: a date or a licence that the study does not state; an archive asks for both.
/// Source: RO-Crate Metadata Specification 1.1 (from memory).
struct ResearchCrate {
  let content: ReportContent
  let provenance: Provenance

  static let file = "ro-crate-metadata.json"

  func json() -> String {
    let files = provenance.outputs.map(\.file) + ["provenance.json"]
    var report: [(String, String)] = [
      ("@id", Self.text("./")), ("@type", Self.text("Dataset")), ("name", Self.text(content.title)),
      ("description", Self.text(description)),
    ]
    if let date = content.published { report.append(("datePublished", Self.text(date))) }
    if let license = content.license { report.append(("license", Self.license(license))) }
    if !content.sources.isEmpty { report.append(("citation", Self.list(content.sources.map(Self.text)))) }
    report += [
      ("hasPart", Self.list(files.map(Self.reference))), ("mentions", Self.reference("#run")),
    ]
    let version = provenance.versions.first { $0.name == "remit" }?.value ?? ""
    let things =
      [
        [
          ("@id", Self.text(Self.file)), ("@type", Self.text("CreativeWork")),
          ("conformsTo", Self.reference("https://w3id.org/ro/crate/1.1")), ("about", Self.reference("./")),
        ], report,
        [
          ("@id", Self.text("#run")), ("@type", Self.text("CreateAction")),
          ("name", Self.text("remit report")), ("instrument", Self.reference("#remit")),
          (
            "object",
            Self.list(provenance.inputs.sorted { $0.file < $1.file }.map { Self.reference(Self.input($0)) })
          ),
          ("result", Self.list(files.map(Self.reference))),
        ],
        [
          ("@id", Self.text("#remit")), ("@type", Self.text("SoftwareApplication")),
          ("name", Self.text("Remit")),
          ("softwareVersion", Self.text(version)),
        ],
      ]
      + provenance.inputs.sorted { $0.file < $1.file }.map { input in
        [
          ("@id", Self.text(Self.input(input))), ("@type", Self.text("CreativeWork")),
          ("name", Self.text(input.file)), ("identifier", Self.text("sha256:" + input.sha256)),
        ]
      }
      + provenance.outputs.map { output in
        [
          ("@id", Self.text(Self.address(output.file))), ("@type", Self.text("File")),
          ("name", Self.text(output.file)), ("encodingFormat", Self.text(Self.mediaType(output.file))),
          ("contentSize", Self.text(String(output.bytes))), ("sha256", Self.text(output.sha256)),
        ]
      }
      + [
        [
          ("@id", Self.text("provenance.json")), ("@type", Self.text("File")),
          ("name", Self.text("provenance.json")), ("encodingFormat", Self.text("application/json")),
        ]
      ]
    let graph = things.map { thing in
      "    {" + thing.map { "\(Self.text($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }
    return "{\n  \"@context\": \"https://w3id.org/ro/crate/1.1/context\",\n  \"@graph\": [\n"
      + graph.joined(separator: ",\n") + "\n  ]\n}\n"
  }

  private var description: String {
    content.question.isEmpty ? "A report made with Remit." : content.question
  }

  /// What was read is named, and is not in the folder.
  private static func input(_ input: Provenance.Input) -> String { "#input-" + address(input.file) }

  private static func text(_ text: String) -> String { JSONText.string(text) }
  private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
  private static func reference(_ id: String) -> String { "{\"@id\": \(text(address(id)))}" }
  private static func license(_ text: String) -> String {
    text.hasPrefix("http") ? reference(text) : Self.text(text)
  }

  /// A path as a reference of the web: bytes that have no place in one are escaped.
  private static func address(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/#:%?=&+".utf8)
    return path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static func mediaType(_ path: String) -> String {
    switch path.split(separator: ".").last {
    case "html": "text/html"
    case "md", "qmd": "text/markdown"
    case "csv": "text/csv"
    case "svg": "image/svg+xml"
    case "tex": "application/x-tex"
    case "ipynb": "application/x-ipynb+json"
    case "json": "application/json"
    default: "application/octet-stream"
    }
  }
}
