import Intake
import Statistics
import Summaries
import Treatment

/// A cohort's answers to the published rows that it is asked about.
struct CohortBenchmark {
  private let benchmark: Benchmark
  private let answers: [CohortAnswer<ResponseRates>]

  /// Puts a question for every comparable row among those of the run; `filter` is the study's own.
  init(
    _ specification: BenchmarkSpecification, of cohort: OpenCohort, where filter: String?, level: Double,
    among asked: CohortQuestions
  ) throws {
    let selection = PublishedSelection(specification.against, among: PublishedRate.bundled)
    if let mistake = selection.mistakes.first { throw Failure(.configuration, "--against: \(mistake)") }
    let catalogue = cohort.cohort.catalogue
    let judge = BenchmarkJudge(
      design: cohort.cohort.declaration.design, scales: Set(try cohort.cohort.scales()), catalogue: catalogue,
      tolerances: specification.tolerances)
    benchmark = try Benchmark(
      against: selection.rows, judge: judge, tolerances: specification.tolerances, where: filter,
      level: level,
      includesUnverified: specification.includesUnverified)
    answers = benchmark.questions.map(asked.ask)
  }

  /// That of the rates; `nil` where nothing is asked.
  var grade: Grade? { answers.first?.grade }

  var hasQuestions: Bool { !answers.isEmpty }

  /// The comparison, once the cohort was read.
  func table() throws -> BenchmarkTable {
    benchmark.table(
      of: try answers.map { answer in
        do { return try answer.result() } catch StatisticError.noRows { return nil }
      })
  }
}
