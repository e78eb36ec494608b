import Foundation

/// One way in for bytes that somebody else wrote.
///
/// A harness stops the program where something happens that may not: a trap inside remit, an error that names a cell, or
/// two answers to one question. Everything else, refusals above all, is as it should be.
protocol Harness {
  static var name: String { get }
  static func attack(_ bytes: [UInt8]) throws
}

enum Harnesses {
  static let all: [any Harness.Type] = [
    CSVHarness.self, NumbersHarness.self, CohortYAMLHarness.self, StudyYAMLHarness.self, FormulaHarness.self,
    FilterHarness.self, ModelFileHarness.self, GzipHarness.self, CohortHarness.self, StepsHarness.self,
  ]

  /// The one that REMIT_HARNESS names.
  static let chosen: (any Harness.Type)? = {
    let name = ProcessInfo.processInfo.environment["REMIT_HARNESS"]
    return all.first { $0.name == name }
  }()
}

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func attackWithOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let harness = Harnesses.chosen else {
    fatalError("REMIT_HARNESS names one of: \(Harnesses.all.map { $0.name }.joined(separator: " "))")
  }
  // An error is an answer.
  try? harness.attack(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Bytes as choices, for inputs that have a structure.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func byte() -> Int { bytes.popFirst().map(Int.init) ?? 0 }

  mutating func number(below bound: Int) -> Int { bound > 0 ? (byte() << 8 | byte()) % bound : 0 }
}

/// A folder of one's own that is written anew for every input; in memory where the system has such a place.
enum Scratch {
  static let folder: String = {
    let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let path = base + "/remit-fuzz-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  static func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}
