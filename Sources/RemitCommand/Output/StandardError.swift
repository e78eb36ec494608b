import Foundation

/// What the command says beside its output: notices, counts of rows, failures.
enum StandardError {
  static func write(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Replaces the terminal's present line.
  static func writeInPlace(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data(("\r\u{1B}[2K" + line).utf8))
  }

  static var isTerminal: Bool { isatty(2) == 1 }
}
