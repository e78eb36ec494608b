import Regression
import TestSupport
import Testing

/// The designs and the numbers under `Datasets/reference/logistic`, which R made.
struct ReferenceDesign {
  let design: Design
  /// By quantity, then by term ("" where there is one number).
  let expected: [String: [String: Double]]

  static let all: Result<[String: ReferenceDesign], any Error> = Result { try read() }

  static func named(_ name: String) throws -> ReferenceDesign { try #require(try all.get()[name]) }

  private static func read() throws -> [String: ReferenceDesign] {
    var columns: [String: [(name: String, assign: Int, term: String)]] = [:]
    for row in try referenceRows("logistic/columns.csv") {
      columns[row["case"] ?? "", default: []].append(
        (row["column"] ?? "", try #require(row["assign"].flatMap(Int.init)), row["term"] ?? ""))
    }
    var expected: [String: [String: [String: Double]]] = [:]
    for row in try referenceRows("logistic/expected.csv") {
      let value = try #require(row["value"].flatMap { Double($0) })
      expected[row["case"] ?? "", default: [:]][row["quantity"] ?? "", default: [:]][row["term"] ?? ""] =
        value
    }
    var cells: [String: [[String: String]]] = [:]
    for row in try referenceRows("logistic/designs.csv") { cells[row["case"] ?? "", default: []].append(row) }
    var result: [String: ReferenceDesign] = [:]
    for (name, rows) in cells {
      let named = try #require(columns[name])
      let count = rows.count / named.count
      func values(_ key: String) throws -> [Double] {
        try rows.map { try #require($0[key].flatMap(Double.init)) }
      }
      let byColumn = try values("x")
      var x: [Double] = []
      for i in 0..<count { for j in named.indices { x.append(byColumn[j * count + i]) } }
      var terms: [String] = []
      for column in named where column.assign > 0 && column.assign > terms.count { terms.append(column.term) }
      let clusters = try values("cluster").prefix(count).map { Int32($0) }
      result[name] = ReferenceDesign(
        design: Design(
          columns: named.map(\.name), assignment: named.map { $0.assign - 1 }, terms: terms, count: count,
          x: x,
          y: Array(try values("y").prefix(count)), weights: Array(try values("w").prefix(count)),
          offset: Array(try values("o").prefix(count)), clusters: clusters.contains(-1) ? [] : clusters),
        expected: expected[name] ?? [:])
    }
    return result
  }
}

func options(_ change: (inout RegressionOptions) -> Void = { _ in }) -> RegressionOptions {
  var result = RegressionOptions()
  result.allowsFewEvents = true
  change(&result)
  return result
}
