import Foundation

/// A comma-separated file under `Datasets/reference`, one dictionary a row; quoted fields may hold commas.
public func referenceRows(_ path: String) throws -> [[String: String]] {
  let text = try String(
    contentsOf: Repository.root.appendingPathComponent("Datasets/reference").appendingPathComponent(path),
    encoding: .utf8)
  let lines = text.split(whereSeparator: \.isNewline).map(fields)
  return lines.dropFirst().map { row in
    Dictionary(zip(lines[0], row), uniquingKeysWith: { first, _ in first })
  }
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
