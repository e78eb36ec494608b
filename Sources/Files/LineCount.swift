/// The physical lines on which rows of a plain file start, asked for front to back.
package struct LineCount {
  private let file: ByteFile
  private var place: Int
  private var line: Int

  /// From a place whose line is known.
  package init(_ file: ByteFile, from place: Int, line: Int) {
    (self.file, self.place, self.line) = (file, place, line)
  }

  package mutating func line(at offset: Int) throws(IntakeError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
    defer { buffer.deallocate() }
    while place < offset {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, offset - place)])
      let filled = try file.read(into: wanted, from: place)
      if filled == 0 { break }
      line += buffer[..<filled].count { $0 == UInt8(ascii: "\n") }
      place += filled
    }
    return line
  }
}
