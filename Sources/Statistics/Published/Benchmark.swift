import Regression
public import Treatment

/// Sets rates of a cohort beside published ones.
///
/// Each published row that is comparable becomes a question of its own, ``ResponseRates`` of the steps that it is of; rows that ask the
/// same share one. What a cohort answers is made a ``BenchmarkTable``.
///
/// Grade: counts exact, limits canonical.
/// Not: an effect. Two groups of patients differ in more than what a row states.
/// Source: Documentation/Benchmarks.md.
public struct Benchmark: Sendable {
  public let level: Double
  public let tolerances: BenchmarkTolerances
  /// Whether rows from memory and derived numerators are tested against.
  public let includesUnverified: Bool
  /// One a distinct question, in the order of the rows.
  public let questions: [ResponseRates]
  private let rows: [(published: PublishedRate, comparability: Comparability, question: Int?)]

  /// Throws: ``TreatmentError`` where `filter`, the study's own, does not parse.
  public init(
    against published: [PublishedRate], judge: BenchmarkJudge, tolerances: BenchmarkTolerances,
    where filter: String? = nil, level: Double = 0.95, includesUnverified: Bool = false
  ) throws(TreatmentError) {
    self.level = level
    self.tolerances = tolerances
    self.includesUnverified = includesUnverified
    var matches: [BenchmarkMatch] = []
    var questions: [ResponseRates] = []
    var rows: [(PublishedRate, Comparability, Int?)] = []
    for row in published {
      let comparability = judge.judge(row)
      guard case .comparable(let match, _) = comparability else {
        rows.append((row, comparability, nil))
        continue
      }
      if let known = matches.firstIndex(of: match) {
        rows.append((row, comparability, known))
        continue
      }
      let whole = try Filter(parsing: (filter.map { "(\($0)) and " } ?? "") + match.filter)
      rows.append((row, comparability, matches.count))
      matches.append(match)
      questions.append(
        ResponseRates(
          of: match.outcome, by: [], scales: [match.scale], baselines: [.step], endpoint: match.endpoint,
          missing: [.observed, match.missing], level: level, where: whole))
    }
    self.questions = questions
    self.rows = rows
  }

  /// The comparison, from an answer for each question; `nil` where no step of the cohort is in it.
  public func table(of answers: [RateTable?]) -> BenchmarkTable {
    precondition(answers.count == questions.count, "Every question has an answer.")
    var places: [Int?] = []
    var tables: [RateTable] = []
    for answer in answers {
      // Where nobody was scored, a worst case of failures alone is no rate.
      if let answer, let observed = answer.rows.first, observed.n > 0 {
        places.append(tables.count)
        tables.append(answer)
      } else {
        places.append(nil)
      }
    }
    let wilson = ProportionInterval(.wilson, level: level)
    let compared = rows.map { row -> BenchmarkTable.Row in
      var result = BenchmarkTable.Row(published: row.published, comparability: row.comparability)
      result.table = row.question.flatMap { places[$0] }
      if let n = row.published.n, let events = row.published.events,
        let limits = wilson.limits(events: events, of: n)
      {
        result.limits = RateLimits(
          estimate: Double(events) / Double(n), low: limits.low, high: limits.high)
      }
      if let place = result.table, let own = tables[place].rows.last, own.steps != own.patients,
        let estimate = own.estimate, let low = own.robustLow, let high = own.robustHigh,
        let theirs = result.limits
      {
        result.clusteredDifference = RateComparison.limits(
          RateLimits(estimate: estimate, low: low, high: high), theirs)
      }
      return result
    }
    return BenchmarkTable(
      rows: compared, tables: tables, tolerances: tolerances, level: level,
      includesUnverified: includesUnverified,
      standardised: standardised(compared, tables))
  }

  /// Series of a study's steps, one after the other, all of which the cohort has.
  private func standardised(
    _ rows: [BenchmarkTable.Row], _ tables: [RateTable]
  ) -> [BenchmarkTable.Standardised] {
    var series: [(key: [String], places: [Int])] = []
    for (place, row) in rows.enumerated() {
      let published = row.published
      guard row.table != nil, published.strategy == "STEPPED", published.agents.isEmpty,
        let least = published.priorLeast, published.priorMost == least
      else { continue }
      let key = [published.study, published.outcome, published.scale, published.analysisSet]
      if let known = series.firstIndex(where: { $0.key == key }) {
        series[known].places.append(place)
      } else {
        series.append((key, [place]))
      }
    }
    return series.filter { $0.places.count > 1 }.compactMap { one in
      let strata = one.places.compactMap { place -> DirectStandardisation.Stratum? in
        guard let table = rows[place].table, let own = tables[table].rows.last,
          let weight = rows[place].published.n
        else { return nil }
        return DirectStandardisation.Stratum(events: own.events, n: own.n, weight: weight)
      }
      let events = one.places.compactMap { rows[$0].published.events }.reduce(0, +)
      let n = strata.reduce(0) { $0 + $1.weight }
      guard let ours = DirectStandardisation(level: level).rate(strata),
        let limits = ProportionInterval(.wilson, level: level).limits(events: events, of: n)
      else { return nil }
      let own = RateLimits(estimate: ours.estimate, low: ours.low, high: ours.high)
      let theirs = RateLimits(estimate: Double(events) / Double(n), low: limits.low, high: limits.high)
      return BenchmarkTable.Standardised(
        rows: one.places, own: own, published: theirs, difference: RateComparison.limits(own, theirs))
    }
  }
}
