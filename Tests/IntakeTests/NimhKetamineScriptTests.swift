import Foundation
import Testing

@Suite("The script that makes the canonical files of nimh-ketamine")
struct NimhKetamineScriptTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Datasets/nimh-ketamine")

  /// The first python3 on the search path, if any.
  static let python: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "python3") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  @Test(
    "run again, it writes the committed files byte for byte",
    .enabled(if: python != nil, "python3 is not installed here, so the script cannot be run again"))
  func sameBytes() throws {
    let python = try #require(Self.python)
    let out = FileManager.default.temporaryDirectory.appending(path: "nimh-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: out) }

    let run = Process()
    run.executableURL = python
    run.arguments = [Self.folder.appending(path: "make_canonical.py").path, out.path]
    run.currentDirectoryURL = out
    // Another folder, locale and time zone than the one the committed files were made in.
    run.environment = ["LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONDONTWRITEBYTECODE": "1"]
    try run.run()
    run.waitUntilExit()
    #expect(run.terminationStatus == 0)

    for name in ["patients.csv", "exposures.csv", "assessments.csv"] {
      let made = try Data(contentsOf: out.appending(path: name))
      let committed = try Data(contentsOf: Self.folder.appending(path: name))
      #expect(made == committed, "\(name) differs from what the script makes now")
    }
  }
}
