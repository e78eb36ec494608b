import Treatment

/// Finds the scales that a cohort holds, reading nothing but its column of scales.
enum ScaleSurvey {
  /// Indices into the catalogue, ascending. Unknown names are left to the reading that follows.
  static func scales(
    of declaration: CohortDeclaration, in catalogue: Catalogue, windowBytes: Int
  ) throws(IntakeError) -> [Int] {
    var found: Set<Int> = []
    for table in declaration.tables where [.assessments, .steps].contains(table.kind) {
      if !table.wide.isEmpty {
        found.formUnion(table.wide.compactMap { catalogue.scale(named: $0.scale) })
        continue
      }
      if let scale = table.constants["scale"] {
        found.formUnion([catalogue.scale(named: scale)].compactMap { $0 })
        continue
      }
      let mapped = table.values.flatMap { map in
        (Array(map.cases.values) + [map.otherwise ?? [:]]).compactMap { $0["scale"] }
      }
      found.formUnion(mapped.compactMap { catalogue.scale(named: $0) })
      let reader = try CSVReader(
        source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
        dialect: table.dialect, windowBytes: windowBytes)
      guard let field = reader.place(of: table.columns["scale"] ?? "scale") else { continue }
      var names: Set<[UInt8]> = []
      while let row = try reader.next() {
        let name = row.bytes(field)
        // A column of scales holds few names; anything else is refused by the reading that follows.
        if names.count < 10_000, names.insert(name).inserted {
          found.formUnion([catalogue.scale(named: row.text(field))].compactMap { $0 })
        }
      }
    }
    return found.sorted()
  }
}
