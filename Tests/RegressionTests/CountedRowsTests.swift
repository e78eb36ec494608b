import Regression
import Summaries
import Testing
import Treatment

@Suite("Rows counted by covariate pattern")
struct CountedRowsTests {
  /// Whole numbers and texts with holes, `count` rows of few different kinds.
  private func table(_ count: Int, seed: UInt64, values: Int = 6) -> FlatTable {
    var random = RandomStream(seed: seed, purpose: "counted rows", patient: 0)
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    var (y, x, z, g): ([Double], [Double], [Double], [String?]) = ([], [], [], [])
    for _ in 0..<count {
      x.append(below(20) == 0 ? .nan : Double(20 + below(values)))
      z.append(Double(below(4)))
      g.append(below(15) == 0 ? nil : ["a", "b", "c"][below(3)])
      y.append(below(10) < 3 + (z.last == 3 ? 3 : 0) ? 1 : 0)
    }
    return FlatTable([
      FlatColumn("y", .numbers(y)), FlatColumn("x", .numbers(x)), FlatColumn("z", .numbers(z)),
      FlatColumn("g", texts: g),
    ])
  }

  private func counted(_ table: FlatTable) throws -> FlatTable {
    var sums = RowSums(.patterns)
    sums.add(table, page: 0)
    return try #require(sums.table(known: table.knownNames))
  }

  @Test(
    "A fit of counted rows is the fit of the rows one by one, to the last bit, with the same rows left out",
    arguments: ["y ~ x + g", "y ~ factor(z) + x + offset(z)", "y ~ x:z + g - 1"],
    RegressionOptions.Method.allCases)
  func sameFit(text: String, method: RegressionOptions.Method) throws {
    let rows = table(900, seed: 5)
    let few = try counted(rows)
    #expect(few.rowCount < 250 && few.dataRows == 900)
    let formula = try Formula(parsing: text)
    var options = RegressionOptions()
    options.method = method
    options.interval = method == .firth ? .profile : .wald
    let (one, coding, missing) = try rows.design(formula)
    let (other, ownCoding, ownMissing) = try few.design(formula)
    #expect(ownCoding == coding && ownMissing == missing)
    #expect(RegressionCells(other) == RegressionCells(one))
    let regression = LogisticRegression(options)
    let (first, second) = (try regression.fit(one), try regression.fit(other))
    #expect(second == first)
    #expect(first.summary.patterns != nil)
  }

  @Test(
    "Knots and polynomials are those of the rows one by one, and the fit is theirs but for rounding",
    arguments: ["y ~ rcs(x, 3) + z", "y ~ poly(x, 2) * g"], PolynomialRows.allCases)
  func sameBasis(text: String, polynomials: PolynomialRows) throws {
    let rows = table(900, seed: 6)
    let formula = try Formula(parsing: text)
    let (one, coding, _) = try rows.design(formula, polynomials: polynomials)
    let (other, ownCoding, _) = try counted(rows).design(formula, polynomials: polynomials)
    #expect(ownCoding == coding)
    let regression = LogisticRegression(RegressionOptions())
    let (first, second) = (try regression.fit(one), try regression.fit(other))
    let tolerance = Tolerance(
      absolute: 1e-13, relative: 1e-11,
      reason: "columns are centred at means that are summed row by row here and pattern by pattern there")
    for (own, term) in zip(second.terms, first.terms) {
      #expect(tolerance.admits(own.estimate, for: term.estimate))
      #expect(tolerance.admits(own.standardError, for: term.standardError))
    }
    #expect(second.summary.patterns == first.summary.patterns && second.summary.rows == first.summary.rows)
    #expect(tolerance.admits(second.summary.deviance, for: first.summary.deviance))
  }

  @Test("Patterns that are more than half of the rows are asked for again, as rows, and the fit is theirs")
  func secondRound() async throws {
    let wide = table(300, seed: 8, values: 400)
    let formula = try Formula(parsing: "y ~ x + g")
    let regression = FormulaRegression(formula, on: Sampled()) { _ in RegressionOptions() }
    var asked: [RowHolding] = []
    let cohort = PagedCohort([wide])
    let found = try await regression.result { round in
      asked.append(round.holding)
      return try await cohort.answer(round)
    }
    #expect(asked == [.patterns, .rows])
    let plain = try LogisticRegression(RegressionOptions()).fit(try wide.design(formula).design)
    #expect(found.fit.result == plain)
    #expect(plain.summary.patterns == nil)
  }

  @Test("Clusters, robust errors and values by row hold rows from the start; else patterns are counted")
  func firstRound() throws {
    let formula = try Formula(parsing: "y ~ x")
    func first(
      cluster: String? = nil, _ change: @escaping @Sendable (inout RegressionOptions) -> Void = { _ in }
    )
      -> RowHolding
    {
      var regression = FormulaRegression(formula, on: Sampled()) { _ in
        var options = RegressionOptions()
        change(&options)
        return options
      }
      regression.cluster = cluster
      return regression.first.holding
    }
    #expect(first() == .patterns)
    #expect(first(cluster: "g") == .rows)
    #expect(first { $0.standardErrors = .hc1 } == .rows)
    #expect(first { $0.wantsRows = true } == .rows)
  }

  @Test("Beyond the bound of patterns nothing is kept of them, in whichever order the parts come")
  func bound() {
    let most = PatternCounts.mostPatterns
    func sum(_ range: Range<Int>) -> PatternCounts {
      var sum = PatternCounts()
      sum.add(FlatTable([FlatColumn("x", .numbers(range.map(Double.init)))]), page: 0)
      return sum
    }
    let (a, b, c) = (sum(0..<most / 2), sum(most / 2..<most), sum(most..<most + 1))
    let full = a.merged(with: b)
    #expect(!full.isOverfull && full.table()?.rowCount == most)
    #expect(full.merged(with: c).isOverfull && a.merged(with: b.merged(with: c)).isOverfull)
    #expect(full.merged(with: c) == c.merged(with: full))
    #expect(full.merged(with: c).merged(with: a) == sum(0..<most + 1))
    #expect(full.merged(with: c).table() == nil)
  }

  @Test("Of two cohorts whose pages have the same places no row is lost, and groups stay apart")
  func twoCohorts() throws {
    func cohort(_ values: [Double]) -> HeldRows {
      var rows = HeldRows()
      rows.add(
        FlatTable([FlatColumn("x", .numbers(values)), FlatColumn("id", .numbers([0, 1]))]), page: 0, groups: 2
      )
      return rows
    }
    let (first, second) = (cohort([1, 2]), cohort([3, 4]))
    let both = first.merged(with: second)
    #expect(both == second.merged(with: first))
    let table = both.table(numbering: "id")
    #expect(table["x"]?.values == .numbers([1, 2, 3, 4]))
    #expect(table["id"]?.values == .numbers([0, 1, 2, 3]))
    // A cohort beside itself is two cohorts.
    #expect(first.merged(with: first).table().rowCount == 4)
  }
}

/// Tables of which either patterns or rows are kept, as of a cohort.
private struct Sampled: RowStatistic {
  struct Result: ModelTable { let table: FlatTable? }

  private(set) var holding = RowHolding.rows

  func holding(_ holding: RowHolding) -> Sampled {
    var result = self
    result.holding = holding
    return result
  }

  var empty: RowSums { RowSums(holding) }
  func add(_ page: FlatTable, to summary: inout RowSums) { summary.add(page, page: 0) }
  func finish(_ summary: RowSums) throws(StatisticError) -> Result { Result(table: summary.table()) }
}
