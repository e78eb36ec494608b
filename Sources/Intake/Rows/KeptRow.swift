/// A row with its patient, as it is kept between reading and use.
struct KeptRow: Sendable {
  var patient: [UInt8]
  var line: Int
  var bytes: [UInt8]
}

extension KeptRow {
  /// By patient, then as the rows stood in the file.
  func precedes(_ other: KeptRow, in order: KeyOrder) -> Bool {
    if patient == other.patient { return line < other.line }
    return order.precedes(patient, other.patient)
  }
}
