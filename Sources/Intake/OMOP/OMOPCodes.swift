internal import CCatalogue
internal import Treatment

/// What codes and concepts of the OMOP vocabularies stand for in the catalogue, from `omop.csv` beside it.
///
/// Not: a vocabulary. Each row carries where it was read; concepts beyond it come from the folder's own tables.
struct OMOPCodes {
  struct Code: Sendable {
    var vocabulary: String
    /// Upper case without dots; a prefix where `isPrefix`.
    var text: String
    var isPrefix: Bool
    /// Index into the catalogue's agents or scales; 0 for a condition.
    var target: Int

    /// A number in another vocabulary may begin as an ICD-9 code does, but is longer than one.
    func matches(_ other: String) -> Bool {
      guard isPrefix else { return other == text }
      let isNumber = text.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
      return other.hasPrefix(text) && other.utf8.count <= (isNumber ? 5 : 7)
    }
  }

  /// Ingredients by concept.
  private(set) var agents: [Int64: Int] = [:]
  private(set) var scales: [Int64: Int] = [:]
  private(set) var procedures: [Int64: Int] = [:]
  /// Agents that no ingredient tells, since the route decides.
  private(set) var notByIngredient: Set<Int> = []
  private(set) var procedureCodes: [Code] = []
  private(set) var scaleCodes: [Code] = []
  private(set) var depressionCodes: [Code] = []

  init(_ catalogue: Catalogue) {
    // The agents' own numbers first: they are the catalogue's.
    for (place, agent) in catalogue.agents.enumerated() {
      if let id = agent.drug.flatMap({ Int64($0.omopConceptID) }) { agents[id] = place }
    }
    for row in CatalogueRows(remit_omop_start(), size: remit_omop_size).rows {
      let name = row["target"] ?? ""
      let id = Int64(row["concept_id"] ?? "")
      switch row["kind"] {
      case "agent":
        if let id, agents[id] == nil, let place = catalogue.agent(named: name) { agents[id] = place }
      case "not-by-ingredient":
        if let place = catalogue.agent(named: name) { notByIngredient.insert(place) }
      case "procedure":
        guard let place = catalogue.agent(named: name) else { continue }
        if let id { procedures[id] = place }
        procedureCodes.append(Self.code(row, place))
      case "scale":
        guard let place = catalogue.scale(named: name) else { continue }
        if let id { scales[id] = place }
        scaleCodes.append(Self.code(row, place))
      default: depressionCodes.append(Self.code(row, 0))
      }
    }
  }

  /// The SHA-256 of the embedded codes, which say what an OMOP folder means.
  static var digest: String {
    let digest = FileDigest()
    digest.update(Array(UnsafeBufferPointer(start: remit_omop_start(), count: Int(remit_omop_size))))
    return digest.finished()
  }

  /// A code as it is compared: source values are padded, and have dots in some sources and none in others.
  static func plain(_ code: String) -> String {
    String(
      code.uppercased().unicodeScalars.filter { $0 != " " && $0 != "." && $0 != "\t" }.map(Character.init))
  }

  private static func code(_ row: [String: String], _ target: Int) -> Code {
    let text = plain(row["code"] ?? "")
    let isPrefix = text.hasSuffix("*")
    return Code(
      vocabulary: row["vocabulary"] ?? "", text: isPrefix ? String(text.dropLast()) : text,
      isPrefix: isPrefix,
      target: target)
  }
}
