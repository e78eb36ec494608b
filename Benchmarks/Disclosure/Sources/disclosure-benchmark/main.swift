import Foundation
import Remit

// Times secondary suppression on drawn tables, and prints what it hid: Benchmarks/DISCLOSURE.md.
//
//     disclosure-benchmark [PART OF A NAME]

struct Shape {
  var name: String
  var sizes: [Int]
  var steps: Int
  var shares = 5...54
  var isSparse = false
  var readings: [MissingReading] = [.observed]
  /// By table, the keys that it groups by.
  var tables: [[Int]]
}

let margins = [[0, 1], [0], [1], []]
let three: [MissingReading] = [.observed, .worstCase, .locf]
let shapes = [
  Shape(name: "40 x 50, margins, 300 steps a cell", sizes: [40, 50], steps: 300, tables: margins),
  Shape(name: "40 x 50, margins, 60 steps a cell", sizes: [40, 50], steps: 60, tables: margins),
  Shape(name: "40 x 50, margins, 20 steps a cell", sizes: [40, 50], steps: 20, tables: margins),
  Shape(
    name: "40 x 50, margins, 60 steps a cell, a fifth events", sizes: [40, 50], steps: 60, shares: 15...25,
    tables: margins),
  Shape(name: "40 x 50, margins, sparse", sizes: [40, 50], steps: 60, isSparse: true, tables: margins),
  Shape(
    name: "26 x 25, margins, 60 steps a cell, three readings", sizes: [26, 25], steps: 60, readings: three,
    tables: margins),
  Shape(
    name: "26 x 25, margins, sparse, three readings", sizes: [26, 25], steps: 60, isSparse: true,
    readings: three,
    tables: margins),
  Shape(
    name: "10 x 20 x 10, every margin of one key, 60 steps a cell", sizes: [10, 20, 10], steps: 60,
    tables: [[0, 1, 2], [0], [1], [2], []]),
  Shape(
    name: "10 x 20 x 10, every margin, 60 steps a cell", sizes: [10, 20, 10], steps: 60,
    tables: [[0, 1, 2], [0, 1], [0, 2], [1, 2], [0], [1], [2], []]),
  Shape(
    name: "20 x 50 x 20, no margins, sparse", sizes: [20, 50, 20], steps: 60, isSparse: true,
    tables: [[0, 1, 2]]),
  Shape(name: "100 x 200, margins, 300 steps a cell", sizes: [100, 200], steps: 300, tables: margins),
  Shape(name: "100 x 200, margins, 60 steps a cell", sizes: [100, 200], steps: 60, tables: margins),
  Shape(
    name: "100 x 200, margins, 60 steps a cell, a fifth events", sizes: [100, 200], steps: 60,
    shares: 15...25,
    tables: margins),
  Shape(name: "100 x 200, margins, sparse", sizes: [100, 200], steps: 60, isSparse: true, tables: margins),
  Shape(
    name: "80 x 84, margins, 60 steps a cell, three readings", sizes: [80, 84], steps: 60, readings: three,
    tables: margins),
  Shape(
    name: "80 x 84, margins, sparse, three readings", sizes: [80, 84], steps: 60, isSparse: true,
    readings: three,
    tables: margins),
]

let wanted = CommandLine.arguments.dropFirst().first ?? ""
print(
  """
  # Secondary suppression

  Written by `make bench-disclosure` from drawn tables (no patient stands behind any row), under `ohdsi` with a threshold of 5. *Primary*: rows
  with a small count; *secondary*: rows hidden for others; *no proof*: small counts without a twin. Seconds of one processor, the entering
  of the tables included.

  """)
print("| tables | rows | primary | secondary | no proof | seconds |")
print("|---|--:|--:|--:|--:|--:|")
for shape in shapes where wanted.isEmpty || shape.name.contains(wanted) {
  var drawn = DrawnTables(
    seed: 1, sizes: shape.sizes, steps: shape.steps, shares: shape.shares, sparse: shape.isSparse)
  drawn.readings = shape.readings
  let results = Results(rates: shape.tables.map { drawn.table(over: $0) })
  let start = clock()
  let shown = Disclosure.ohdsi().applied(to: results)
  let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  let rows = shown.rates.flatMap(\.rows)
  let primary = rows.filter { $0.suppressed == .primary }.count
  let secondary = rows.filter { $0.suppressed == .secondary }.count
  print(
    "| \(shape.name) | \(rows.count) | \(primary) | \(secondary) | \(shown.unproven) | "
      + String(format: "%.2f", seconds) + " |")
  fflush(nil)
}
