import Foundation

/// The built `remit` command, run as a person would run it.
struct RemitProcess {
  var status: Int32
  var output: String
  var errors: String

  /// The repository, wherever the tests run from.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The product stands beside the test bundle.
  static let binary: URL = {
    let arguments = CommandLine.arguments
    let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("remit")
  }()

  /// A run that goes on by itself and says nothing.
  static func started(_ arguments: [String]) throws -> Process {
    let process = Process()
    (process.executableURL, process.arguments, process.currentDirectoryURL) = (binary, arguments, root)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  static func run(
    _ arguments: [String], standardInput: String? = nil, environment: [String: String] = [:],
    folder: URL = root
  ) throws -> RemitProcess {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a pipe that nobody drains stops a long output.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let names = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
    try Data((standardInput ?? "").utf8).write(to: names[0])
    for name in names.dropFirst() { _ = FileManager.default.createFile(atPath: name.path, contents: nil) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return RemitProcess(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
  }

  /// The command, left to run.
  static func started(_ arguments: [String], folder: URL) throws -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The rows of a `--format json` output.
  var rows: [[String: Any]] {
    get throws {
      let parsed = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return parsed as? [[String: Any]] ?? []
    }
  }
}
