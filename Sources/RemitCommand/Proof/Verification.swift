import Reporting

/// A report beside itself made again: what differs, and why.
struct Verification {
  struct Line: Equatable {
    var kind: String
    var name: String
    var state: String
  }

  private(set) var lines: [Line] = []
  /// Whether every file is equal to the byte and made from what the record says.
  private(set) var isEqual = true
  private(set) var files = 0

  private let recorded: RecordedReport
  private let record: Provenance

  /// `made` are the files of the new run, and `record` what it says of itself.
  init(_ recorded: RecordedReport, made: [ReportFile], record: Provenance) {
    self.recorded = recorded
    self.record = record
    for change in ProvenanceChange.all(from: recorded.record, to: record) {
      let (before, after) = (ProvenanceChange.short(change.before), ProvenanceChange.short(change.after))
      lines.append(
        Line(
          kind: change.kind, name: change.name,
          state: before.isEmpty
            ? "not in the record, now \(after)"
            : after.isEmpty ? "\(before) in the record, now absent" : "\(before) in the record, now \(after)")
      )
      if change.isOfContent { isEqual = false }
    }
    compareFiles(with: made)
    for name in recorded.others {
      lines.append(Line(kind: "file", name: name, state: "is in the folder and not in the record"))
    }
  }

  private mutating func compareFiles(with made: [ReportFile]) {
    let now = Dictionary(record.outputs.map { ($0.file, $0.sha256) }, uniquingKeysWith: { $1 })
    for output in recorded.record.outputs {
      files += 1
      let found = recorded.digest(of: output.file)
      let state: String? =
        switch (found == output.sha256, now[output.file] == output.sha256) {
        case (true, true): nil
        case (false, _) where found == nil: "is missing from the folder"
        case (false, true): "was changed in the folder after the run"
        case (true, false):
          now[output.file] == nil ? "is not made any more" : "is made otherwise now"
        case (false, false):
          found == now[output.file]
            ? "is as it is made now, and not as recorded"
            : "was changed in the folder, and is made otherwise now"
        }
      add(output.file, state)
    }
    let known = Set(recorded.record.outputs.map(\.file))
    let folders = Set(known.compactMap(Self.folder))
    // Pages may be left out on purpose, and so may all figures.
    for file in record.outputs where !known.contains(file.file) {
      guard let folder = Self.folder(of: file.file), folders.contains(folder) else { continue }
      add(file.file, "is made now, and is not in the record")
    }
    let crate = made.first { $0.path == "ro-crate-metadata.json" }?.text
    if let crate, recorded.digest(of: "ro-crate-metadata.json") != nil, isEqual,
      record.versions == recorded.record.versions,
      record.outputs == recorded.record.outputs,
      !isSame(crate, "ro-crate-metadata.json")
    {
      add("ro-crate-metadata.json", "was changed in the folder after the run")
    }
  }

  private static func folder(of file: String) -> String? {
    file.lastIndex(of: "/").map { String(file[..<$0]) }
  }

  private mutating func add(_ name: String, _ state: String?) {
    guard let state else { return }
    lines.append(Line(kind: "file", name: name, state: state))
    isEqual = false
  }

  private func isSame(_ text: String, _ file: String) -> Bool {
    recorded.digest(of: file) == ReportFolder.digest(of: text)
  }

  /// The verdict in a sentence.
  var verdict: String {
    let all = "\(files) file\(files == 1 ? "" : "s")"
    if isEqual { return "Equal to the byte: \(all), made again from \(recorded.record.inputs.count) inputs." }
    let differing = lines.filter { $0.kind == "file" && !$0.state.hasPrefix("is in the folder and") }.count
    if differing == 0 {
      return "The files are equal to the byte, and what they were made from is not what the record says."
    }
    let causes = Set(lines.filter { $0.kind != "file" && $0.kind != "kernel" }.map(\.kind)).sorted()
    return "Not the same: \(differing) of \(all) differ"
      + (causes.isEmpty
        ? "; inputs, definitions and versions are those of the record."
        : "; what differs before them: \(causes.joined(separator: ", ")).")
  }

  /// A line for everything that is not as recorded; the verdict above it.
  var table: Table {
    Table(
      caption: verdict, columns: [.init("kind"), .init("name"), .init("state")],
      rows: lines.map { [.text($0.kind), .text($0.name), .text($0.state)] })
  }
}
