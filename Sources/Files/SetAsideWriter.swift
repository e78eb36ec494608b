internal import Foundation

/// The rows that one reading could not use, written to a folder exactly as they stood, one file an input file.
///
/// Files belong to their owner alone (0600) and get their names in ``finish()``; without it nothing stays behind.
public final class SetAsideWriter {
  private let folder: SetAsideFolder
  private let create: (String) throws(IntakeError) -> ByteSink
  private var sinks: [String: ByteSink] = [:]

  public convenience init(folder: String) { self.init(SetAsideFolder(folder)) }

  package init(_ folder: SetAsideFolder) {
    self.folder = folder
    create = { path throws(IntakeError) in try ByteSink(in: path) }
  }

  /// For tests, which have their own idea of where bytes go.
  package init(folder: String, create: @escaping (String) throws(IntakeError) -> ByteSink) {
    self.folder = SetAsideFolder(folder)
    self.create = create
  }

  deinit { for sink in sinks.values { sink.remove() } }

  /// Throws: ``IntakeError/notWritable(path:reason:)``, a full disk and a file in the way among the reasons.
  package func add(_ row: CSVRow, header: [UInt8]) throws(IntakeError) {
    let sink: ByteSink
    if let open = sinks[row.file] {
      sink = open
    } else {
      if mkdir(folder.path, 0o700) != 0, errno != EEXIST {
        throw .notWritable(path: folder.path, reason: ByteFile.reason(errno))
      }
      // Before the work of a long reading, and again when it is done.
      try folder.check(folder.name(for: row.file))
      sink = try create(folder.path)
      sinks[row.file] = sink
      try sink.write(header)
      if header.last != UInt8(ascii: "\n"), header.last != UInt8(ascii: "\r") {
        try sink.write([UInt8(ascii: "\n")])
      }
    }
    try sink.write(row.rawBytes)
    try sink.write(row.ending)
  }

  /// Gives the files their names. Throws: ``IntakeError/notWritable(path:reason:)``.
  public func finish() throws(IntakeError) {
    try folder.publish(sinks.sorted { $0.key < $1.key }.map { (file: $0.key, sink: $0.value) })
    sinks = [:]
  }
}
