internal import Synchronization
internal import Treatment

extension CSVCohort {
  /// A lone file of steps that proved unsorted, as a copy in the order of patients; `nil` where there is none, or where its
  /// rows have to be looked at one by one.
  func sortedSteps() async throws(IntakeError) -> TableDeclaration? {
    guard let table = plainSteps, setAside == nil, known.withLock({ $0.isUnsorted && !$0.needsRows }) else {
      return nil
    }
    guard let plain = try copies.plain(table) else { return nil }
    let reader = try CSVReader(
      source: openBytes(path: plain.path, encoding: .utf8), name: table.file, dialect: table.dialect,
      windowBytes: 1 << 16)
    guard let patient = reader.place(of: table.patientColumn) else { return nil }
    let rows = DelimitedRows(
      path: plain.path, rules: CSVFieldRules(table.dialect), header: reader.header, body: reader.bodyOffset,
      size: plain.size, keyField: patient, copy: plain.copy)
    let order = try EventParts.order(of: [rows]).order
    guard
      case .sorted(let sorted, wasSorted: false) = try await copies.sorted(
        rows, of: table, in: order, threads: options.threads)
    else {
      known.withLock { $0.needsRows = true }
      return nil
    }
    if rows.size > options.sortMemoryBytes { options.notice?(.sortedExternally(file: table.file)) }
    var result = table
    result.path = sorted.path
    result.dialect.encoding = .utf8
    return result
  }
}
