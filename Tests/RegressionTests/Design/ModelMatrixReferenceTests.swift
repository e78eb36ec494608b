import Regression
import TestSupport
import Testing
import Treatment

@Suite("Model matrices against R")
struct ModelMatrixReferenceTests {
  private let tolerance = Tolerance(
    absolute: 1e-12, relative: 1e-12,
    reason: "polynomials by a recurrence and not by QR; powers and logarithms of the platform")

  @Test("Every formula gives R's columns: names, terms, order and values")
  func columns() throws {
    let tables = [
      "large": try referenceTable("model-matrices/large.csv"),
      "small": try referenceTable("model-matrices/small.csv"),
    ]
    let expected = Dictionary(grouping: try referenceRows("model-matrices/expected.csv")) { $0["case"] ?? "" }
    #expect(expected.count == 48)
    for (_, rows) in expected {
      let text = try #require(rows[0]["formula"])
      var table = try #require(tables[rows[0]["data"] ?? ""])
      for (name, other) in [("a", "age"), ("b", "sex")] {
        if let column = table[other] { table.set(FlatColumn(name, column.values)) }
      }
      let (design, _, missing) = try table.design(Formula(parsing: text))
      #expect(String(missing.used) == rows[0]["n"], "\(text)")
      var names = design.columns
      var terms = design.assignment.map { $0 < 0 ? "(Intercept)" : design.terms[$0] }
      if rows.contains(where: { $0["name"] == "(offset)" }) {
        names.append("(offset)")
        terms.append("")
      }
      let quoted = { (name: String) in String(name.map { $0 == "\"" ? "'" : $0 }) }
      #expect(names.map(quoted) == rows.map { $0["name"] }, "\(text)")
      #expect(terms.map(quoted) == rows.map { $0["term"] }, "\(text)")
      for (place, row) in rows.enumerated() where place < names.count {
        let values = (0..<design.count).map { index in
          names[place] == "(offset)" ? design.offset[index] : design.x[index * design.columns.count + place]
        }
        let wanted = try #require(row["values"]).split(separator: " ").compactMap { Double($0) }
        // The rows that the script picked: twelve, evenly from first to last.
        let picked = (0..<12).map { Int(1 + Double($0) * (Double(design.count) - 1) / 11) - 1 }
        for (index, value) in zip(picked, wanted) {
          #expect(tolerance.admits(values[index], for: value), "\(text): \(names[place]) row \(index)")
        }
        let sum = try #require(row["sum"].flatMap(Double.init))
        #expect(tolerance.admits(values.reduce(0) { $0 + abs($1) }, for: sum), "\(text): \(names[place])")
      }
    }
  }

  @Test("New rows get the columns that R's predict gives them")
  func prediction() throws {
    let table = try referenceTable("model-matrices/small.csv")
    let (_, coding, _) = try table.design(Formula(parsing: "resistant ~ poly(age, 2) + drug * sex"))
    let new = FlatTable([
      FlatColumn("age", .numbers([15, 33.5, 90])),
      FlatColumn("drug", texts: ["Lithium", "sertraline", "Lithium"]),
      FlatColumn("sex", texts: ["M", "M", "F"]),
    ])
    let rows = try coding.rows(of: new)
    let expected = try referenceRows("model-matrices/prediction.csv")
    #expect(coding.columns == expected.map { $0["name"] })
    for (place, row) in expected.enumerated() {
      let wanted = try #require(row["values"]).split(separator: " ").compactMap { Double($0) }
      for (index, value) in wanted.enumerated() {
        #expect(tolerance.admits(rows.x[index * expected.count + place], for: value))
      }
    }
  }
}
