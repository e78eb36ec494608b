import Foundation
import TestSupport
import Testing

@testable import Intake

/// Sorting a file through buckets, against sorting its lines in memory.
@Suite("Sorted copies of files")
struct SortedCopyTests {
  private static func rows(_ path: String, keyField: Int) throws -> DelimitedRows {
    let size = try #require(try ByteFile(path: path).size)
    return DelimitedRows(
      path: path, rules: CSVFieldRules(CSVDialect()), header: ["a", "b", "c"], body: 6, size: size,
      keyField: keyField, copy: nil)
  }

  @Test(
    "Rows come in the order of their keys, those of one key as they stood, whatever the buckets",
    arguments: KeyOrder.allCases)
  func order(order: KeyOrder) async throws {
    for seed in UInt64(1)...20 {
      var random = SplitMix64(seed: seed)
      let letters = seed % 2 == 0 ? ["p0000000", "p0000001", "q"] : ["", "a", "zz"]
      var lines: [(key: [UInt8], text: String)] = []
      for number in 0..<Int.random(in: 2...400, using: &random) {
        let key =
          "\(letters[Int.random(in: 0..<3, using: &random)])\(Int.random(in: 1...120, using: &random))"
        lines.append((Array(key.utf8), "\(number),\(seed % 3 == 0 ? "\"\(key)\"" : key),x"))
      }
      let folder = try CohortFolder()
      // The last line may lack its feed.
      try folder.write(
        "a,b,c\n" + lines.map(\.text).joined(separator: "\n") + (seed % 4 == 0 ? "" : "\n"), to: "rows.csv")
      let rows = try Self.rows(folder.path + "/rows.csv", keyField: 1)
      var sorting = SortedCopy(rows: rows, order: order, folder: "/tmp", threads: 2)
      sorting.bucketBytes = Int.random(in: 20...2000, using: &random)
      let expected = lines.enumerated().sorted {
        $0.element.key == $1.element.key
          ? $0.offset < $1.offset : order.precedes($0.element.key, $1.element.key)
      }
      switch try await sorting.make() {
      case .isOdd: Issue.record("odd rows")
      case .isSorted: #expect(expected.map(\.offset) == Array(lines.indices))
      case .copy(let copy):
        let text = try String(contentsOfFile: copy.path, encoding: .utf8)
        #expect(text == "a,b,c\n" + expected.map { $0.element.text + "\n" }.joined(), "seed \(seed)")
        #expect(expected.map(\.offset) != Array(lines.indices))
      }
    }
  }
}
