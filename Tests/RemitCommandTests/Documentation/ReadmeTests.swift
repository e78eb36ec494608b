import Foundation
import Testing

@Suite("The README works as it stands")
struct ReadmeTests {
  private static func lines() throws -> [String] {
    try String(contentsOf: RemitProcess.root.appendingPathComponent("README.md"), encoding: .utf8)
      .components(separatedBy: "\n")
  }

  /// The commands of its indented blocks, each with its continued lines and what it reads from the page.
  private static func commands() throws -> [String] {
    var commands: [String] = []
    var open: String?
    var end: String?
    for line in try lines() where line.hasPrefix("    ") {
      let text = String(line.dropFirst(4))
      open = open.map { $0 + "\n" + text } ?? text
      if let match = text.firstMatch(of: /<<'(\w+)'/) { end = String(match.output.1) }
      if end == text { end = nil }
      if end == nil, !text.hasSuffix("\\"), let command = open {
        commands.append(command)
        open = nil
      }
    }
    return commands.filter { !$0.hasPrefix("make ") }
  }

  @Test("Its commands run in their order, each on what the ones before it made")
  func inOrder() throws {
    let commands = try Self.commands()
    #expect(commands.count > 8)
    let scratch = try ScratchFolder()
    for command in commands {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/bash")
      // One line at a time, as a reader types them; the binary of these tests in place of the released one.
      shell.arguments = [
        "-c", command.replacing(".build/release/remit", with: "'\(RemitProcess.binary.path)'"),
      ]
      shell.currentDirectoryURL = scratch.url
      let files = ["out.txt", "err.txt"].map { scratch.url.appendingPathComponent($0) }
      for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
      shell.standardOutput = try FileHandle(forWritingTo: files[0])
      shell.standardError = try FileHandle(forWritingTo: files[1])
      try shell.run()
      shell.waitUntilExit()
      let errors = try String(contentsOf: files[1], encoding: .utf8)
      #expect(shell.terminationStatus == 0, "\(command): \(errors)")
    }
    for made in [
      "clinic/steps.csv", "made-up/exposures.csv", "out/resistance/rules.csv", "out/model/terms.txt",
      "out/made-up/report.html",
    ] {
      #expect(FileManager.default.fileExists(atPath: scratch.path + "/" + made), "\(made) is not made")
    }
  }

  @Test("Every verb of `remit --help` is in one of its lines")
  func verbs() throws {
    let help = try RemitProcess.run(["--help"]).output.components(separatedBy: "\n")
    let start = try #require(help.firstIndex { $0.hasPrefix("SUBCOMMANDS") })
    let verbs = help[(start + 1)...].prefix { !$0.isEmpty }.compactMap { line in
      line.hasPrefix("   ") ? nil : line.split(separator: " ").first.map(String.init)
    }
    #expect(verbs.count > 8)
    let lines = try Self.lines()
    for verb in verbs { #expect(lines.contains { $0.contains("remit \(verb)") }, "\(verb) is in no line") }
  }
}
