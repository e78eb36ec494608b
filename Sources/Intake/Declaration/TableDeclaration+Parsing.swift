import Treatment

extension TableDeclaration {
  init(
    _ value: YAMLValue, kind: Kind, dialect: CSVDialect, dates: CohortDeclaration.Dates,
    folder: String, catalogue: Catalogue
  ) throws(IntakeError) {
    var keys = ["file", "columns", "constants", "values", "covariates"] + CSVDialect.keys
    switch kind {
    case .patients: keys.append("repeated")
    case .assessments: keys += ["repeated", "wide"]
    case .exposures:
      keys.removeAll { $0 == "covariates" }
      keys.append("repeated")
    case .steps: break
    }
    let entries = try value.entries(known: keys, of: kind.rawValue)
    if let file = entries["file"] {
      self.init(
        kind: kind, file: try file.text(), path: try ConfinedPath.resolve(file, in: folder))
    } else {
      let file = try kind.canonicalFile(in: folder)
      self.init(kind: kind, file: file, path: folder + "/" + file)
    }
    isDeclared = true
    self.dialect = dialect
    try self.dialect.read(entries)
    let canonical = kind.canonicalColumns(dates)
    if let value = entries["columns"] {
      for entry in try value.orderedEntries(known: canonical, of: value.name) {
        columns[entry.key] = try entry.value.text()
      }
    }
    if let value = entries["constants"] {
      for entry in try value.orderedEntries(known: canonical, of: value.name) {
        try CanonicalColumn.check(entry.value, for: entry.key, catalogue)
        constants[entry.key] = try entry.value.text()
      }
    }
    for entry in try entries["values"]?.entries() ?? [] {
      values.append(try ValueMap(entry, kind: kind, canonical: canonical, catalogue))
    }
    for entry in try entries["wide"]?.entries() ?? [] {
      wide.append(try WideColumn(entry, dates: dates, catalogue))
    }
    if let value = entries["repeated"] { repeated = try value.boolean() }
    if let value = entries["covariates"] {
      var declared: [Covariate] = []
      for entry in try value.entries() { declared.append(try Covariate(entry)) }
      covariates = declared
    }
    if let name = constants.keys.filter({ columns[$0] != nil }).sorted().first {
      throw (entries["constants"] ?? value).failure(
        "'\(name)' is both a column and a constant. Keep one of them.")
    }
  }
}

extension TableDeclaration.Kind {
  func canonicalColumns(_ dates: CohortDeclaration.Dates) -> [String] {
    requiredColumns + optionalColumns + (dates == .iso ? dateColumns.values.sorted() : [])
  }
}

extension TableDeclaration.ValueMap {
  fileprivate init(
    _ entry: YAMLEntry, kind: TableDeclaration.Kind, canonical: [String], _ catalogue: Catalogue
  ) throws(IntakeError) {
    column = entry.key
    cases = [:]
    for item in try entry.value.entries() {
      var targets: [String: String] = [:]
      // A patients table may make covariates of a cell; the other tables have the canonical columns.
      let named =
        kind == .patients
        ? try item.value.entries()
        : try item.value.orderedEntries(known: canonical, of: kind.rawValue)
      for target in named {
        if canonical.contains(target.key) {
          try CanonicalColumn.check(target.value, for: target.key, catalogue)
        }
        targets[target.key] = try target.value.text()
      }
      if item.key == "otherwise" { otherwise = targets } else { cases[item.key] = targets }
    }
  }
}

extension TableDeclaration.WideColumn {
  fileprivate init(
    _ entry: YAMLEntry, dates: CohortDeclaration.Dates, _ catalogue: Catalogue
  ) throws(IntakeError) {
    let keys = try entry.value.entries(known: ["scale", "day"], of: "a wide column")
    guard let scale = keys["scale"], let day = keys["day"] else {
      throw entry.keyMark.failure("A wide column needs both scale and day.")
    }
    if dates == .iso {
      throw day.failure("A wide column has a day, which cannot stand beside ISO dates.")
    }
    try CanonicalColumn.check(scale, for: "scale", catalogue)
    column = entry.key
    self.scale = try scale.text()
    self.day = try day.boundedInteger()
  }
}

extension TableDeclaration.Covariate {
  fileprivate init(_ entry: YAMLEntry) throws(IntakeError) {
    name = entry.key
    column = entry.key
    kind = .text
    if entry.value.isMapping {
      let keys = try entry.value.entries(known: ["column", "type", "values"], of: "a covariate")
      if let value = keys["column"] { column = try value.text() }
      if let value = keys["type"] { kind = try value.word([CovariateRequest.Kind.text, .number]) }
      if let value = keys["values"] {
        var map: [String: String] = [:]
        for item in try value.entries() { map[item.key] = try item.value.text() }
        values = map
      }
    } else {
      kind = try entry.value.word([CovariateRequest.Kind.text, .number])
    }
  }
}
