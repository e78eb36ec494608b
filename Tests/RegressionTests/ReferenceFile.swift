import Foundation

/// A comma-separated file under `Datasets/reference`, one dictionary a row; quoted fields may hold commas.
func referenceRows(_ path: String, from file: String = #filePath) throws -> [[String: String]] {
  var root = URL(fileURLWithPath: file).deletingLastPathComponent()
  while root.lastPathComponent != "Tests", root.path != "/" { root.deleteLastPathComponent() }
  root.deleteLastPathComponent()
  let text = try String(
    contentsOf: root.appendingPathComponent("Datasets/reference").appendingPathComponent(path),
    encoding: .utf8)
  let lines = text.split(whereSeparator: \.isNewline).map(fields)
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
}

private func fields(_ line: Substring) -> [String] {
  var result = [""]
  var quoted = false
  for character in line {
    if character == "\"" {
      quoted.toggle()
    } else if character == ",", !quoted {
      result.append("")
    } else {
      result[result.count - 1].append(character)
    }
  }
  return result
}
