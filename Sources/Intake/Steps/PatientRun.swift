internal import Foundation

/// The patient at hand while rows are walked, and the order in which patients came so far.
struct PatientRun {
  /// The text of a patient of the page before lies in memory of its own, as long as a key reads.
  private let copy: UnsafeMutablePointer<UInt8>
  private var text: UnsafePointer<UInt8>
  private var key: TextTable.Key
  /// -1 before the first patient.
  private(set) var length: Int
  private(set) var byBytes = true
  private(set) var byLength = true

  /// `patient` is the one whose rows came last, if there is one.
  @inline(never) init(after patient: [UInt8]?, masks: UnsafePointer<UInt64>) {
    let bytes = patient ?? []
    copy = .allocate(capacity: bytes.count + 16)
    copy.initialize(repeating: 0, count: bytes.count + 16)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    text = UnsafePointer(copy)
    length = patient.map(\.count) ?? -1
    key = patient == nil ? TextTable.Key() : TextTable.Key(text, bytes.count, masks: masks)
  }

  func deallocate() { copy.deallocate() }

  var identifier: [UInt8] { Array(UnsafeBufferPointer(start: text, count: max(0, length))) }

  @inline(__always)
  func differs(from cells: PlainStepCells, in data: UnsafePointer<UInt8>) -> Bool {
    if !cells.patient.isEqual(key) { return true }
    // A key holds the first and the last bytes of a long text.
    return cells.patientLength > 32 && memcmp(data + cells.patientStart, text, cells.patientLength) != 0
  }

  /// Goes on to the row's patient, who is another one.
  @inline(__always)
  mutating func begin(_ cells: PlainStepCells, in data: UnsafePointer<UInt8>) {
    let count = cells.patientLength
    let ascends: Bool
    if max(count, length) <= 16, length >= 0 {
      // Bytes beyond a text are zero in its key, which is less than any byte of a longer one.
      let (now, before) = (cells.patient.low.byteSwapped, key.low.byteSwapped)
      ascends = now != before ? now > before : cells.patient.high.byteSwapped > key.high.byteSwapped
    } else {
      let order = length < 0 ? 1 : memcmp(data + cells.patientStart, text, min(count, length))
      ascends = order != 0 ? order > 0 : count > length
    }
    byBytes = byBytes && ascends
    byLength = byLength && (count > length || (count == length && ascends))
    key = cells.patient
    length = count
  }

  /// The patient's text stands in this row as well, in memory that lasts longer than that of the row before.
  @inline(__always)
  mutating func move(to cells: PlainStepCells, in data: UnsafePointer<UInt8>) {
    text = data + cells.patientStart
  }
}
