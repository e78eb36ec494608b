/// The rows of one file in the order of patients: streamed where the file is sorted, sorted where it is not.
final class PatientRows {
  let reader: CSVReader
  private let patientField: Int
  private let identifiers: CellIdentifiers
  private let order: KeyOrder
  private let sorted: SortedRows?
  private var window: ArraySlice<KeptRow>
  private let scratch: CSVRow

  /// The patient of the row in front; `nil` at the end.
  private(set) var patient: [UInt8]?
  private(set) var row: CSVRow
  /// A row came that belongs before an earlier one: the file must be sorted, and read again.
  private(set) var isUnsorted = false

  /// What the first window of a file tells about its order.
  struct Opening {
    let reader: CSVReader
    let patientField: Int
    let identifiers: CellIdentifiers
    var window: [KeptRow] = []
    var isWhole = false
    var orders: [KeyOrder] = []
  }

  static let windowRows = 4096

  /// Reads the first window. Rows without a patient are refused.
  ///
  /// Throws: `refused` at once where a cell names a person, here and wherever rows are read: the first such cell of
  /// the file, sorted or not.
  static func open(_ reader: CSVReader, patientField: Int) throws(IntakeError) -> Opening {
    let identifiers = CellIdentifiers(header: reader.header, checked: reader.dialect.checkedColumns)
    var opening = Opening(reader: reader, patientField: patientField, identifiers: identifiers)
    while opening.window.count < windowRows {
      guard let kept = try kept(reader, patientField, identifiers) else {
        opening.isWhole = true
        break
      }
      opening.window.append(kept)
    }
    let rows = opening.window
    opening.orders = KeyOrder.allCases.filter { order in
      !zip(rows, rows.dropFirst()).contains { order.precedes($1.patient, $0.patient) }
    }
    return opening
  }

  private static func kept(
    _ reader: CSVReader, _ field: Int, _ identifiers: CellIdentifiers
  ) throws(IntakeError) -> KeptRow? {
    try next(reader, field, identifiers).map {
      KeptRow(patient: $0.bytes(field), line: $0.line, bytes: $0.rawBytes)
    }
  }

  private static func next(
    _ reader: CSVReader, _ field: Int, _ identifiers: CellIdentifiers
  ) throws(IntakeError) -> CSVRow? {
    while let row = try reader.next() {
      if let issue = identifiers.issue(in: row) {
        throw .refused(issues: [issue], total: 1)
      }
      if !row.isMissing(field) { return row }
      try reader.refuse(row, for: [withoutPatient(row, field: field)])
    }
    return nil
  }

  /// What is said of a row without a patient, and all that is: it goes to nobody.
  static func withoutPatient(_ row: CSVRow, field: Int) -> InputIssue {
    row.issue(at: field, expected: "a patient_id")
  }

  /// Rows after the first window; `mustSort` where an earlier attempt met a violation.
  init(
    _ opening: Opening, order: KeyOrder, mustSort: Bool, memoryBytes: Int, folder: String,
    sortedOnDisk: () -> Void
  ) throws(IntakeError) {
    reader = opening.reader
    patientField = opening.patientField
    identifiers = opening.identifiers
    self.order = order
    scratch = CSVRow(bytes: [], line: 0, file: reader.name, dialect: reader.dialect)
    row = scratch
    if mustSort || !opening.orders.contains(order) {
      let sorter = RowSorter(order: order, memoryBytes: memoryBytes, folder: folder)
      for kept in opening.window { try sorter.add(kept) }
      if !opening.isWhole {
        while let kept = try Self.kept(reader, patientField, identifiers) { try sorter.add(kept) }
      }
      if sorter.wroteRuns { sortedOnDisk() }
      sorted = try sorter.sorted()
      window = []
    } else {
      sorted = nil
      window = opening.window[...]
    }
    try advance()
  }

  func advance() throws(IntakeError) {
    if let sorted {
      show(try sorted.next())
    } else if let kept = window.popFirst() {
      show(kept)
    } else {
      let before = patient
      try readOn()
      if let before, let patient, order.precedes(patient, before) {
        isUnsorted = true
        self.patient = nil
      }
    }
  }

  private func show(_ kept: KeptRow?) {
    patient = kept?.patient
    if let kept {
      scratch.refill(bytes: kept.bytes, line: kept.line)
      row = scratch
    }
  }

  private func readOn() throws(IntakeError) {
    guard let next = try Self.next(reader, patientField, identifiers) else {
      patient = nil
      return
    }
    patient = next.bytes(patientField)
    row = next
  }
}
