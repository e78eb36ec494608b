public import Treatment

/// The list of cohorts beside a cohort table: a file with a number, a name and a type a row.
extension CohortSet {
  private static let columns: [(canonical: String, others: [String])] = [
    ("cohort_id", ["cohortid", "cohort_definition_id", "cohortdefinitionid", "id"]),
    ("cohort_name", ["cohortname", "name"]), ("type", ["cohort_type", "cohorttype"]),
  ]

  private static let types: [(name: String, kind: PathwayRecord.Kind)] = [
    ("target", .target), ("event", .event), ("exit", .exit),
  ]

  /// Reads a list; its columns are `cohort_id`, `cohort_name` and `type`, or as TreatmentPatterns spells them.
  ///
  /// Throws: `missing`, `unreadable`; `refused` for a column that is not there, a number or name that comes twice, a type that
  /// is none, and a list without a target.
  public init(listAt path: String) throws(IntakeError) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let reader = try CSVReader(source: openBytes(path: path), name: file)
    let header = reader.header.map { $0.filter { $0 != " " }.lowercased() }
    var places: [Int] = []
    var log = IssueLog()
    for column in Self.columns {
      if let place = header.firstIndex(where: { $0 == column.canonical || column.others.contains($0) }) {
        places.append(place)
      } else {
        log.add(.missingColumn(column.canonical, for: "the list of cohorts", in: reader.header, file: file))
      }
    }
    try log.throwIfAny()
    var entries: [Entry] = []
    try reader.forEachRow { row throws(IntakeError) in
      let name = row.text(places[1])
      let word = row.text(places[2]).filter { $0 != " " }.lowercased()
      if row.integer(places[0]) == nil {
        log.add(row.issue(at: places[0], expected: "the number of a cohort"))
      }
      if row.isMissing(places[1]) { log.add(row.issue(at: places[1], expected: "the name of a cohort")) }
      guard let type = Self.types.first(where: { $0.name == word }) else {
        let near = InputIssue.hint(NearestName.nearest(word, among: Self.types.map(\.name)))
        log.add(row.issue(at: places[2], expected: "target, event or exit\(near)"))
        return
      }
      guard let id = row.integer(places[0]) else { return }
      if entries.contains(where: { $0.id == id }) {
        log.add(row.issue(at: places[0], expected: "each number once", found: "one that an earlier row has"))
      }
      if entries.contains(where: { $0.name == name }) {
        log.add(row.issue(at: places[1], expected: "each name once", found: "one that an earlier row has"))
      }
      entries.append(Entry(id: id, name: name, type: type.kind))
    }
    try reader.finish()
    for type in [PathwayRecord.Kind.target, .event] where !entries.contains(where: { $0.type == type }) {
      log.add(
        InputIssue(
          file: file, line: 0, column: 0,
          expected: "a cohort of type \(type == .target ? "target" : "event")", found: "none"))
    }
    try log.throwIfAny()
    self.init(entries)
  }
}
