import Regression
public import Summaries
public import Treatment

/// What came of two treatments that the same patients had, one after the other: a crossover.
///
/// Asks of pairs of steps what ``ResponseRates`` asks of steps: the same outcomes, scales, baselines, endpoint, readings and filter. A
/// patient counts for a pair of arms with the first step of each, and is in n where both count under the reading. A patient with one
/// treatment alone is in no pair.
///
/// Shapes: one ``PairedDifference`` a pair of arms, outcome, baseline, scale and reading that occurs.
/// Grade: exact (counts); canonical (limits, p-values)
/// Not: free of what the first treatment leaves behind.
/// Source: Documentation/Formats/Outputs.md, "Differences within patients".
public struct PairedOutcomes: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = [PairedDifference]

  public let rates: ResponseRates
  /// Which arm stands first; others follow in their own order.
  public let arms: [String]

  /// - Parameter rates: by the arm alone.
  public init(of rates: ResponseRates, arms: [String] = []) {
    precondition(rates.keys.count == 1, "pairs are of one key")
    self.rates = rates
    self.arms = arms
  }

  public var request: PageRequest {
    var request = rates.request
    request.columns.insert(.episode)
    return request
  }

  public struct Summary: Mergeable {
    struct Key: Hashable, Comparable, Codable {
      /// The arms by their names.
      var first: String
      var second: String
      var scale: String
      /// Places of the outcome, baseline and reading in the question.
      var measure: [Int]

      static func < (a: Key, b: Key) -> Bool {
        if (a.first, a.second, a.scale) != (b.first, b.second, b.scale) {
          return (a.first, a.second, a.scale) < (b.first, b.second, b.scale)
        }
        return a.measure.lexicographicallyPrecedes(b.measure)
      }
    }

    struct Pairs: Mergeable {
      /// Patients with a step of each arm.
      var patients = 0
      var firstFirst = PairedCounts()
      var secondFirst = PairedCounts()

      mutating func merge(_ other: Pairs) {
        patients += other.patients
        firstFirst.merge(other.firstFirst)
        secondFirst.merge(other.secondFirst)
      }
    }

    var pairs = KeyedSums<Key, Pairs>()
    var scales = KeyedSums<String, ScaleNote>()

    public mutating func merge(_ other: Summary) {
      pairs.merge(other.pairs)
      scales.merge(other.scales)
    }
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    let selection = RowSelection(page, scales: rates.scales, where: rates.filter)
    let arms = rates.keys[0].codes(in: page, baseline: .step)
    var rows: [Int] = []
    for (place, baseline) in rates.baselines.enumerated() {
      let judge = RowJudge(page, from: baseline, evaluable: rates.evaluable)
      let marks = rates.outcomes.map { outcome in rates.readings.map { judge.marks(outcome, $0) } }
      for patient in 0..<page.patientCount {
        selection.rows(of: patient, into: &rows)
        for (earlier, later) in Self.pairs(of: rows, arms, page) {
          let names = (page.vocabulary.text(of: arms[earlier]), page.vocabulary.text(of: arms[later]))
          if names.0.isEmpty || names.1.isEmpty { continue }
          let isFirstFirst = names.0 < names.1
          let scale = Int(page.rows.scale[earlier])
          summary.scales.note(page, at: scale)
          for outcome in rates.outcomes.indices {
            for reading in rates.readings.indices {
              let key = Summary.Key(
                first: isFirstFirst ? names.0 : names.1, second: isFirstFirst ? names.1 : names.0,
                scale: page.catalogue.scales[scale].id, measure: [outcome, place, reading])
              let (a, b) = (marks[outcome][reading][earlier], marks[outcome][reading][later])
              summary.pairs.update(key, default: Summary.Pairs()) { pairs in
                pairs.patients += 1
                guard a.counted == 1, b.counted == 1 else { return }
                if isFirstFirst {
                  pairs.firstFirst.add(first: a.event == 1, second: b.event == 1)
                } else {
                  pairs.secondFirst.add(first: b.event == 1, second: a.event == 1)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Each two arms' first rows on one scale, the earlier one first.
  private static func pairs(of rows: [Int], _ arms: [UInt32], _ page: PatientPage) -> [(Int, Int)] {
    var firsts: [Int] = []
    for row in rows
    where !firsts.contains(where: {
      arms[$0] == arms[row] && page.rows.scale[$0] == page.rows.scale[row]
    }) { firsts.append(row) }
    return firsts.enumerated().flatMap { place, earlier in
      firsts[(place + 1)...].filter { page.rows.scale[$0] == page.rows.scale[earlier] }.map { (earlier, $0) }
    }
  }

  /// Nobody in n of two treatments gives no row.
  public func finish(_ summary: Summary) throws(StatisticError) -> [PairedDifference] {
    let proportions = PairedProportions(level: rates.interval.level)
    let scales = summary.scales.inOrder
    func rank(_ arm: String) -> Int { arms.firstIndex(of: arm) ?? arms.count }
    var found: [(order: [Int], difference: PairedDifference)] = []
    for (place, (key, pairs)) in summary.pairs.ordered.enumerated() {
      let outcome = rates.outcomes[key.measure[0]]
      guard let scale = scales.firstIndex(where: { $0.name == key.scale }),
        scales[scale].note.unavailability(of: outcome) == nil,
        pairs.firstFirst.n + pairs.secondFirst.n > 0
      else { continue }
      let isTurned = rank(key.second) < rank(key.first)
      let byOrder =
        isTurned
        ? (pairs.secondFirst.turned, pairs.firstFirst.turned) : (pairs.firstFirst, pairs.secondFirst)
      let difference = PairedDifference(
        first: isTurned ? key.second : key.first, second: isTurned ? key.first : key.second,
        outcome: outcome, baseline: rates.baselines[key.measure[1]], scale: key.scale,
        endpoint: rates.endpoint, missing: rates.readings[key.measure[2]], patients: pairs.patients,
        firstFirst: byOrder.0, secondFirst: byOrder.1, by: proportions)
      let arms = [rank(difference.first), rank(difference.second)]
      found.append((arms + [key.measure[0], key.measure[1], scale, key.measure[2], place], difference))
    }
    return found.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.difference)
  }
}
