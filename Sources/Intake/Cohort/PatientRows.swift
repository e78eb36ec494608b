/// The rows of one file in the order of patients: streamed where the file is sorted, sorted where it is not.
final class PatientRows {
  let reader: CSVReader
  private let patientField: Int
  private let order: PatientOrder
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
    var window: [KeptRow] = []
    var isWhole = false
    var orders: [PatientOrder] = []
  }

  static let windowRows = 4096

  /// Reads the first window. Rows without a patient are refused.
  static func open(_ reader: CSVReader, patientField: Int) throws(IntakeError) -> Opening {
    var opening = Opening(reader: reader, patientField: patientField)
    while opening.window.count < windowRows {
      guard let kept = try next(reader, patientField) else {
        opening.isWhole = true
        break
      }
      opening.window.append(kept)
    }
    let rows = opening.window
    opening.orders = PatientOrder.allCases.filter { order in
      !zip(rows, rows.dropFirst()).contains { order.precedes($1.patient, $0.patient) }
    }
    return opening
  }

  private static func next(_ reader: CSVReader, _ field: Int) throws(IntakeError) -> KeptRow? {
    while let row = try reader.next() {
      if row.isMissing(field) {
        try reader.refuse(row, for: [row.issue(at: field, expected: "a patient_id")])
        continue
      }
      return KeptRow(patient: row.bytes(field), line: row.line, bytes: row.rawBytes)
    }
    return nil
  }

  /// Rows after the first window; `mustSort` where an earlier attempt met a violation.
  init(
    _ opening: Opening, order: PatientOrder, mustSort: Bool, memoryBytes: Int, folder: String,
    sortedOnDisk: () -> Void
  ) throws(IntakeError) {
    reader = opening.reader
    patientField = opening.patientField
    self.order = order
    scratch = CSVRow(bytes: [], line: 0, file: reader.name, dialect: reader.dialect)
    row = scratch
    if mustSort || !opening.orders.contains(order) {
      let sorter = RowSorter(order: order, memoryBytes: memoryBytes, folder: folder)
      for kept in opening.window { try sorter.add(kept) }
      if !opening.isWhole {
        while let kept = try Self.next(reader, opening.patientField) { try sorter.add(kept) }
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
    while let next = try reader.next() {
      if next.isMissing(patientField) {
        try reader.refuse(next, for: [next.issue(at: patientField, expected: "a patient_id")])
        continue
      }
      patient = next.bytes(patientField)
      row = next
      return
    }
    patient = nil
  }
}
