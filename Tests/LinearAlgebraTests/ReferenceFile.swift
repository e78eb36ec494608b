import Foundation

/// A comma-separated file without quotes under `Datasets/reference`, one dictionary a row.
func referenceRows(_ path: String, from file: String = #filePath) throws -> [[String: String]] {
  let root = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let text = try String(
    contentsOf: root.appendingPathComponent("Datasets/reference").appendingPathComponent(path),
    encoding: .utf8)
  let lines = text.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
}
