import Foundation

/// A headless Chromium, where one is installed.
enum Browser {
  /// The first of the usual names on the PATH.
  static let path: URL? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome"] {
      for folder in folders {
        let file = URL(fileURLWithPath: String(folder)).appendingPathComponent(name)
        if FileManager.default.isExecutableFile(atPath: file.path) { return file }
      }
    }
    return nil
  }()

  /// The document after its scripts have run, and what they wrote to the console, a line each.
  static func open(_ page: URL, in scratch: ScratchFolder) throws -> (document: String, console: [String]) {
    guard let path else { return ("", ["no Chromium on the PATH"]) }
    let files = ["document", "messages"].map { scratch.url.appendingPathComponent($0) }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = path
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
      "--user-data-dir=\(scratch.path)/profile", "--virtual-time-budget=60000", "--dump-dom",
      page.absoluteString,
    ]
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return (texts[0], texts[1].split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") })
  }

  /// How many sheets of paper a page takes, of the size that it asks for itself.
  static func printedPages(of page: URL, in scratch: ScratchFolder) throws -> Int {
    guard let path else { return 0 }
    let file = scratch.url.appendingPathComponent("printed.pdf")
    let process = Process()
    process.executableURL = path
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
      "--user-data-dir=\(scratch.path)/profile", "--print-to-pdf=\(file.path)", page.absoluteString,
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    // A sheet is a dictionary of its own, and Chromium leaves dictionaries uncompressed.
    let text = String(decoding: try Data(contentsOf: file), as: Unicode.ASCII.self)
    return text.matches(of: /\/Type\s*\/Page(?![a-z])/).count
  }
}
