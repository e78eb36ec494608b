import Foundation
import Regression
import Summaries
import Testing
import Treatment

@Suite("From a table to a design")
struct DesignTests {
  private let table = drawnTable()

  private func design(_ formula: String, event: String? = nil, weights: String? = nil, cluster: String? = nil)
    throws -> (
      design: Design, coding: ModelCoding, rows: MissingRows
    )
  {
    try table.design(Formula(parsing: formula), event: event, weights: weights, cluster: cluster)
  }

  private func message(
    _ formula: String, event: String? = nil, weights: String? = nil, cluster: String? = nil
  ) -> String {
    do {
      _ = try design(formula, event: event, weights: weights, cluster: cluster)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test("Rows that lack a column are left out, and counted by column")
  func missing() throws {
    let (design, _, rows) = try design("resistant ~ age + sex")
    #expect(rows.total == 12 && rows.used == 10 && rows.missing == 2 && rows.withoutWeight == 0)
    #expect(rows.columns.map(\.name) == ["age", "sex"] && rows.columns.map(\.rows) == [1, 1])
    #expect(design.count == 10 && design.y == [0, 1, 0, 0, 0, 1, 1, 0, 1, 0])
    #expect(design.x[0..<3] == [1, 30, 0] && design.x[3..<6] == [1, 41, 1])
  }

  @Test("Weights multiply, weight 0 leaves a row out, and clusters are numbered as they come")
  func weightsAndClusters() throws {
    let (design, _, rows) = try design("resistant ~ site", weights: "weight")
    #expect(
      rows.used == 11 && rows.withoutWeight == 1 && design.weights == [1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1])
    let table = self.table.kept((0..<12).map { $0 < 11 })
    let clustered = try table.design(Formula(parsing: "resistant ~ site"), cluster: "patient").design
    #expect(clustered.clusters == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5])
    let grouped = try self.design("cbind(resistant, visits - resistant) ~ sex", weights: "weight")
    #expect(grouped.rows.withoutWeight == 2 && grouped.rows.used == 9)
    #expect(grouped.design.weights == [1, 2, 6, 5, 6, 2, 3, 4, 5])
    #expect(grouped.design.y[1] == 0.5)
  }

  @Test(
    "An outcome is 0 and 1, true and false, a comparison, or has its event named",
    arguments: [
      ("resistant ~ site", nil, "010110011010"), ("resistant ~ site", "0", "101001100101"),
      ("answer ~ site", "yes", "010110011010"),
      ("answer == 'no' ~ site", nil, "101001100101"), ("visits >= 3 ~ site", nil, "001111001110"),
      ("factor(resistant) ~ site", nil, "010110011010"),
    ] as [(String, String?, String)])
  func outcomes(formula: String, event: String?, expected: String) throws {
    #expect(try design(formula, event: event).design.y.map { $0 == 1 ? "1" : "0" }.joined() == expected)
  }

  @Test(
    "What cannot be a model is refused with a way out",
    arguments: [
      (
        "answer ~ site",
        "The outcome 'answer' holds texts. Say which of them is the event with --event VALUE."
      ),
      (
        "visits ~ site",
        "The outcome 'visits' has 7 levels, and two are needed. Keep two with --where, or compare in the formula: visits == 'LEVEL' ~ …"
      ),
      (
        "one ~ site",
        "The outcome 'one' is the same in every row that is used, so there is nothing to predict. Check the column, and --where."
      ),
      (
        "resistant ~ one",
        "The predictor 'one' has one value only in the rows that are used, so it has no effect to estimate. Remove it from the formula, or loosen --where."
      ),
      (
        "resistant ~ empty",
        "The column 'empty' has no value in any row. Remove it from the formula, or fill it in."
      ),
      (
        "resistant ~ site + agr",
        """
        There is no column 'agr'; the nearest is 'age' (column 20 of the formula):
          resistant ~ site + agr
                             ^
        """
      ),
      (
        "resistant ~ log(visits)",
        "log(visits) is infinite or undefined in 1 row whose columns are all there. Choose an expression that is defined for every value, or leave those rows out with --where."
      ),
      (
        "resistant ~ slip",
        "The column 'slip' holds numbers and, at visits.csv:3:9, a text. Correct the cell or leave it empty; if the column holds levels, write factor(slip)."
      ),
      (
        "resistant ~ log(sex)",
        "The column 'sex' holds texts, and the formula calculates with it. Correct the cells that should be numbers, or use factor() for a column of levels."
      ),
      (
        "resistant ~ relevel(sex, ref = 'X')",
        "The column 'sex' has no level 'X', which ref names, in the rows that are used."
      ),
      (
        "cbind(resistant, -1 * visits) ~ site",
        "The outcome 'cbind(resistant, -1 * visits)' has counts in '-1 * visits' that are below 0 or not whole. It takes cbind(events, total - events)."
      ),
      (
        "resistant ~ rcs(one, 3)",
        "The column 'one' has too few different values for a spline: fewer than three knots differ. Use it as it stands, or give the knots: rcs(one, c(…))."
      ),
    ])
  func refused(formula: String, expected: String) {
    #expect(message(formula) == expected)
  }

  @Test("Weights and clusters that are none are refused")
  func refusedColumns() {
    #expect(
      message("resistant ~ site", weights: "wieght")
        == "There is no column 'wieght' for the weights; the nearest is 'weight'.")
    #expect(
      message("resistant ~ site", weights: "sex")
        == "The column 'sex' holds texts and is named for the weights, which are numbers.")
    #expect(
      message("resistant ~ site", cluster: "patient")
        == "The column 'patient' names the clusters and is missing in 1 row that the model uses. Fill it in, or leave those rows out "
        + "with --where 'patient is not missing'.")
    #expect(
      message("resistant ~ site", event: "2")
        == "The outcome 'resistant' has no row with the value that --event names ('2').")
  }

  @Test("A kept coding gives the same columns to the same rows, whatever rows come with them")
  func frozen() throws {
    let formula =
      "resistant ~ rcs(age, 3) + poly(visits, 2) * sex + relevel(factor(site), ref = '2') + (age > 40) + offset(visits)"
    let (design, coding, _) = try design(formula)
    let kept = try JSONDecoder().decode(ModelCoding.self, from: JSONEncoder().encode(coding))
    #expect(kept == coding)
    let again = try kept.rows(of: table)
    #expect(
      again.x == design.x && again.offset == design.offset && again.isComplete.count { $0 } == design.count)
    let width = design.columns.count
    let single = try kept.rows(of: table.kept((0..<12).map { $0 == 8 }))
    let place = 6
    #expect(single.x == Array(design.x[place * width..<(place + 1) * width]))
  }

  @Test(
    "A level that the model has not seen is refused, a missing value has no prediction, and unused levels are none"
  )
  func newRows() throws {
    let (_, coding, _) = try design("resistant ~ sex + factor(site)")
    let unseen = FlatTable([
      FlatColumn("sex", texts: ["F", "X", nil]), FlatColumn("site", .numbers([1, 2, 1])),
    ])
    do throws(DesignError) {
      _ = try coding.rows(of: unseen)
      Issue.record("The level was taken.")
    } catch {
      #expect(
        error.description == "The column 'sex' holds, in 1 row, a level that the model was not fitted to. "
          + "Leave those rows out, or fit the model again with such rows.")
    }
    let known = try coding.rows(of: unseen.kept([true, false, true]))
    #expect(known.isComplete == [true, false] && known.x == [1, 0, 0, 0])
    let texts = FlatTable([FlatColumn("sex", texts: ["M"]), FlatColumn("site", texts: ["10"])])
    #expect(try coding.rows(of: texts).x == [1, 1, 0, 1])
    let filtered = try table.kept([
      true, true, false, true, true, false, true, true, false, true, true, false,
    ])
    .design(Formula(parsing: "resistant ~ factor(site)"))
    #expect(filtered.design.columns == ["(Intercept)", "factor(site)2"])
  }

  @Test("The order of the table's columns and of its rows changes no name and no value")
  func permuted() throws {
    let formula = try Formula(parsing: "resistant ~ poly(age, 3) + rcs(visits, 3) * sex")
    let (design, coding, _) = try table.design(formula)
    let turned = FlatTable(
      table.columns.reversed().map { column in
        switch column.values {
        case .numbers(let numbers): FlatColumn(column.name, .numbers(numbers.reversed()))
        case .texts(let codes, let levels):
          FlatColumn(column.name, .texts(codes: codes.reversed(), levels: levels))
        }
      })
    let (other, otherCoding, _) = try turned.design(formula)
    #expect(other.columns == design.columns && otherCoding == coding)
    let width = design.columns.count
    for row in 0..<design.count {
      let mirrored = design.count - 1 - row
      #expect(
        Array(design.x[row * width..<(row + 1) * width])
          == Array(other.x[mirrored * width..<(mirrored + 1) * width]))
    }
  }

  @Test("Full coding of two factors without intercept spans what treatment contrasts span")
  func spans() throws {
    let full = try design("resistant ~ sex:factor(site) - 1").design
    #expect(full.columns.count == 6)
    let width = full.columns.count
    for row in 0..<full.count {
      let ofRow = full.x[(row * width)..<((row + 1) * width)]
      #expect(ofRow.reduce(0, +) == 1)
    }
  }

  @Test("Any row of signs and words gives a design or an error of its own, and no end of the program")
  func garbled() throws {
    let words = [
      "age", "sex", "site", "visits", "factor(", "rcs(", "poly(", "log(", "I(", "offset(", "relevel(", "c(",
      "(", ")", ")", ",", "+", "-",
      "*", ":", "/", "^", "~", "!", "==", ">", "&", "1", "0", "2", "3", "'M'", "ref =", "raw = TRUE", "`one`",
      ".", "TRUE",
    ]
    var random = RandomStream(seed: 11, purpose: "formulas", patient: 0)
    var designs = 0
    for _ in 0..<20_000 {
      let count = 1 + Int(random.next() % 7)
      let text =
        "resistant ~ "
        + (0..<count).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(separator: " ")
      do {
        let (design, coding, _) = try table.design(Formula(parsing: text))
        designs += 1
        #expect(design.x.count == design.count * design.columns.count && design.x.allSatisfy(\.isFinite))
        #expect(
          design.columns.count == coding.columns.count && design.assignment.count == design.columns.count)
        #expect(try coding.rows(of: table).x.count >= design.x.count)
      } catch {
        continue
      }
    }
    #expect(designs > 500)
    #expect(throws: DesignError.self) { try table.design(Formula(parsing: "resistant ~ I(!1)")) }
  }

  @Test("A column that names patients is no factor")
  func manyLevels() throws {
    let table = FlatTable([
      FlatColumn("y", .numbers((0..<1500).map { Double($0 % 2) })),
      FlatColumn("who", texts: (0..<1500).map { "p\($0)" }),
      FlatColumn("a", .numbers((0..<1500).map { Double($0 % 70) })),
      FlatColumn("b", .numbers((0..<1500).map { Double($0 % 71) })),
    ])
    #expect(throws: DesignError.self) { try table.design(Formula(parsing: "y ~ who")) }
    #expect(throws: DesignError.self) { try table.design(Formula(parsing: "y ~ factor(a) * factor(b)")) }
    #expect(try table.design(Formula(parsing: "y ~ factor(a)"), cluster: "who").design.columns.count == 70)
  }
}
