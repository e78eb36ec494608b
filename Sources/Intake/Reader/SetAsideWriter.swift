internal import Foundation

/// Rows that could not be used, written to a folder exactly as they stood, one file an input file.
///
/// Files belong to their owner alone (0600), are written under a temporary name and get their own name in
/// ``finish()``; without it nothing stays behind.
public final class SetAsideWriter {
  private let folder: String
  private let create: (String) throws(IntakeError) -> ByteSink
  private var sinks: [String: ByteSink] = [:]

  public init(folder: String) {
    self.folder = folder
    create = { path throws(IntakeError) in try ByteSink(creating: path) }
  }

  /// For tests, which have their own idea of where bytes go.
  init(folder: String, create: @escaping (String) throws(IntakeError) -> ByteSink) {
    self.folder = folder
    self.create = create
  }

  deinit { for sink in sinks.values { sink.remove() } }

  /// Throws: ``IntakeError/notWritable(path:reason:)``, a full disk among the reasons.
  func add(_ row: CSVRow, header: [UInt8]) throws(IntakeError) {
    let sink: ByteSink
    if let open = sinks[row.file] {
      sink = open
    } else {
      if mkdir(folder, 0o700) != 0, errno != EEXIST {
        throw .notWritable(path: folder, reason: ByteFile.reason(errno))
      }
      sink = try create(folder + "/." + Self.fileName(row.file) + ".partial")
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
    for (file, sink) in sinks.sorted(by: { $0.key < $1.key }) {
      try sink.finish(as: folder + "/" + Self.fileName(file))
    }
    sinks = [:]
  }

  /// A plain name inside the folder, whatever the input was called.
  static func fileName(_ file: String) -> String {
    if file == "-" { return "stdin.csv" }
    let plain = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    return String(plain.map { $0 == "/" ? "_" : $0 })
  }
}
