import Foundation
import TestSupport
import Treatment

/// The tables of `Datasets/reference/model-matrices`, columns of numbers where every cell is one.
func referenceTable(_ path: String) throws -> FlatTable {
  let rows = try referenceRows(path)
  return FlatTable(
    (rows.first.map { Array($0.keys) } ?? []).sorted().map { name in
      let cells = rows.map { row in row[name].flatMap { $0.isEmpty ? nil : $0 } }
      let numbers = cells.map { $0.map { Double($0) } ?? .nan }
      return numbers.contains { $0 == nil }
        ? FlatColumn(name, texts: cells) : FlatColumn(name, .numbers(numbers.map { $0 ?? .nan }))
    })
}

/// Twelve rows with every kind of column.
func drawnTable() -> FlatTable {
  FlatTable([
    FlatColumn("resistant", .numbers([0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0])),
    FlatColumn("age", .numbers([30, 41, 52, 23, .nan, 65, 36, 47, 58, 29, 33, 44])),
    FlatColumn("sex", texts: ["F", "M", "F", nil, "M", "F", "M", "F", "M", "F", "M", "F"]),
    FlatColumn("site", .numbers([1, 2, 10, 1, 2, 10, 1, 2, 10, 1, 2, 10])),
    FlatColumn(
      "answer", texts: ["no", "yes", "no", "yes", "yes", "no", "no", "yes", "yes", "no", "yes", "no"]),
    FlatColumn("visits", .numbers([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 0])),
    FlatColumn("one", .numbers(Array(repeating: 1, count: 12))),
    FlatColumn("empty", .numbers(Array(repeating: .nan, count: 12))),
    FlatColumn("weight", .numbers([1, 1, 2, 1, 1, 1, 0, 1, 1, 1, 1, 1])),
    FlatColumn("patient", texts: ["c", "c", "a", "a", "b", "b", "d", "d", "e", "e", "f", nil]),
    FlatColumn(
      "slip", texts: ["1", "x", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3"], strayText: "visits.csv:3:9"
    ),
  ])
}

extension FlatColumn {
  init(_ name: String, texts: [String?], strayText: String) {
    self.init(name, texts: texts)
    self.strayText = strayText
  }
}
