import Summaries
import Testing

@Suite("Cohorts in memory")
struct PagedCohortTests {
  @Test("A cohort in memory answers as its pages merged")
  func pagedCohort() async throws {
    let statistic = CountAndSum()
    let whole = PagedCohort([[1.5, 2.5], [], [4]])
    let split = PagedCohort([[4, 1.5], [2.5]])
    #expect(try await whole.answer(statistic) == 8)
    #expect(try await whole.summarise(statistic) == split.summarise(statistic))
    await #expect(throws: StatisticError.noRows(wanted: "a sum")) {
      try await PagedCohort<[Double]>([]).answer(statistic)
    }
  }
}

/// The smallest statistic: a sum that needs a number.
private struct CountAndSum: Statistic {
  var empty: Moments { Moments() }
  func add(_ page: [Double], to summary: inout Moments) { for number in page { summary.add(number) } }
  func finish(_ summary: Moments) throws(StatisticError) -> Double {
    guard summary.n > 0 else { throw .noRows(wanted: "a sum") }
    return summary.sum.value
  }
}
