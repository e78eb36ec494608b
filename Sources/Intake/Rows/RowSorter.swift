/// Sorts the rows of a file by patient in bounded memory: runs that fill the memory go sorted to a temporary
/// file, and are merged when they are read.
///
/// What fits is sorted in memory and no file is made. The order is that of ``KeptRow/precedes(_:in:)``, so
/// it does not depend on how much memory there was.
final class RowSorter {
  private let order: KeyOrder
  private let memoryBytes: Int
  private let folder: String
  private var rows: [KeptRow] = []
  private var heldBytes = 0
  private var file: TemporaryFile?
  private var runs: [Range<Int>] = []

  /// What a row costs beside its own bytes, about.
  private static let overhead = 112

  init(order: KeyOrder, memoryBytes: Int, folder: String) {
    self.order = order
    self.memoryBytes = memoryBytes
    self.folder = folder
  }

  var wroteRuns: Bool { !runs.isEmpty }

  func add(_ row: KeptRow) throws(IntakeError) {
    rows.append(row)
    heldBytes += row.patient.count + row.bytes.count + Self.overhead
    if heldBytes > memoryBytes { try writeRun() }
  }

  /// The rows in order. Nothing may be added afterwards.
  func sorted() throws(IntakeError) -> SortedRows {
    guard wroteRuns, let file else {
      let order = order
      rows.sort { $0.precedes($1, in: order) }
      defer { rows = [] }
      return SortedRows(memory: rows)
    }
    if !rows.isEmpty { try writeRun() }
    let buffer = max(4096, min(1 << 18, memoryBytes / max(1, runs.count)))
    var readers: [RunReader] = []
    for run in runs { readers.append(try RunReader(file: file, range: run, bufferBytes: buffer)) }
    return SortedRows(runs: readers, order: order)
  }

  private func writeRun() throws(IntakeError) {
    let order = order
    rows.sort { $0.precedes($1, in: order) }
    let sink: TemporaryFile
    if let file {
      sink = file
    } else {
      sink = try TemporaryFile(in: folder)
      file = sink
    }
    let start = sink.size
    for row in rows {
      var head: [UInt8] = []
      for value in [row.patient.count, row.bytes.count, row.line] {
        withUnsafeBytes(of: Int64(value)) { head.append(contentsOf: $0) }
      }
      try sink.append(head)
      try sink.append(row.patient)
      try sink.append(row.bytes)
    }
    try sink.flush()
    runs.append(start..<sink.size)
    rows.removeAll(keepingCapacity: true)
    heldBytes = 0
  }
}

/// Rows in order, from memory or merged from sorted runs.
final class SortedRows {
  private var memory: [KeptRow] = []
  private var place = 0
  /// A heap by the row in front; the least first.
  private var heap: [RunReader] = []
  private var order = KeyOrder.bytes

  init(memory: [KeptRow]) { self.memory = memory }

  init(runs: [RunReader], order: KeyOrder) {
    self.order = order
    heap = runs.filter { $0.front != nil }
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
  }

  func next() throws(IntakeError) -> KeptRow? {
    if heap.isEmpty {
      guard place < memory.count else { return nil }
      defer { place += 1 }
      return memory[place]
    }
    let row = heap[0].front
    try heap[0].advance()
    if heap[0].front == nil {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    if !heap.isEmpty { sink(0) }
    return row
  }

  private func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && isBefore(child, least) {
        least = child
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    guard let first = heap[a].front, let second = heap[b].front else { return heap[a].front != nil }
    return first.precedes(second, in: order)
  }
}

/// One sorted run, read through a small buffer.
final class RunReader {
  private let file: TemporaryFile
  private var range: Range<Int>
  private let bufferBytes: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private(set) var front: KeptRow?

  init(file: TemporaryFile, range: Range<Int>, bufferBytes: Int) throws(IntakeError) {
    self.file = file
    self.range = range
    self.bufferBytes = bufferBytes
    try advance()
  }

  func advance() throws(IntakeError) {
    guard position < buffer.count || !range.isEmpty else {
      front = nil
      return
    }
    var numbers: [Int] = []
    let head = try take(24)
    for field in 0..<3 {
      numbers.append(
        Int(head.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: field * 8, as: Int64.self) }))
    }
    let patient = try take(numbers[0])
    front = KeptRow(patient: patient, line: numbers[2], bytes: try take(numbers[1]))
  }

  private func take(_ count: Int) throws(IntakeError) -> [UInt8] {
    if buffer.count - position < count {
      let wanted = max(bufferBytes, count - (buffer.count - position))
      let next = range.prefix(wanted)
      buffer = Array(buffer[position...]) + (try file.bytes(next))
      position = 0
      range = next.upperBound..<range.upperBound
    }
    defer { position += count }
    return Array(buffer[position..<position + count])
  }
}
