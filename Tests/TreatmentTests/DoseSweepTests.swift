import TestSupport
import Testing

@testable import Treatment

/// The sweep against the dose of each single day, found by looking at every row.
@Suite("Doses where rows of one ingredient overlap")
struct DoseSweepTests {
  typealias Row = DoseSweep.Row

  private func segments(_ rows: [Row]) -> [DoseSegment] {
    var sweep = DoseSweep()
    var result: [DoseSegment] = []
    sweep.cut(rows, into: &result)
    return result
  }

  /// `nil` where no row runs.
  private func dose(on day: Int32, of rows: [Row]) -> Double? {
    let running = rows.filter { $0.start <= day && $0.end >= day }
    if running.isEmpty { return nil }
    var highest = Double.nan
    for start in Set(running.map(\.start)) {
      var strengths: [Double] = []
      for row in running where row.start == start {
        let isKnown = strengths.contains { $0 == row.dose || $0.isNaN && row.dose.isNaN }
        if !isKnown { strengths.append(row.dose) }
      }
      let sum = strengths.reduce(0, +)
      if highest.isNaN || sum > highest { highest = sum.isNaN ? highest : sum }
    }
    return highest
  }

  private func drawn(_ random: inout SplitMix64, rows count: Int, days: ClosedRange<Int32>) -> [Row] {
    let doses: [Double] = [.nan, 25, 50, 50, 37.5, 0.1, 0.2, 0.7]
    let rows = (0..<count).map { _ in
      let start = Int32.random(in: days, using: &random)
      return Row(
        start: start, end: start + Int32.random(in: 0...30, using: &random),
        dose: doses[Int.random(in: 0..<doses.count, using: &random)])
    }
    return rows.sorted { ($0.start, $0.end, $0.dose) < ($1.start, $1.end, $1.dose) }
  }

  @Test("Every day has the dose that its rows give, and segments are as long as they can be")
  func everyDay() {
    var random = SplitMix64(seed: 81)
    for round in 0..<3000 {
      let rows = drawn(&random, rows: 2 + round % 9, days: 0...Int32(5 + round % 40))
      let found = segments(rows)
      for (one, next) in zip(found, found.dropFirst()) {
        #expect(one.end < next.start)
        #expect(one.end + 1 < next.start || !(one.dose == next.dose || one.dose.isNaN && next.dose.isNaN))
      }
      for day in Int32(-1)...90 {
        let own = found.first { $0.start <= day && $0.end >= day }
        #expect(
          own.map(\.dose.bitPattern) == dose(on: day, of: rows).map(\.bitPattern),
          "round \(round), day \(day)")
      }
    }
  }

  @Test("Strengths of one day add up, the same strength once, for as long as a row of it runs")
  func oneDay() {
    let rows = [
      Row(start: 0, end: 9, dose: 50), Row(start: 0, end: 19, dose: 25), Row(start: 0, end: 29, dose: 50),
    ]
    #expect(
      segments(rows) == [DoseSegment(start: 0, end: 19, dose: 75), DoseSegment(start: 20, end: 29, dose: 50)])
  }

  @Test("An unknown dose hides none that is known, and is told where it is alone")
  func unknown() {
    let rows = [Row(start: 0, end: 20, dose: .nan), Row(start: 5, end: 9, dose: 40)]
    let found = segments(rows)
    #expect(found.map(\.start) == [0, 5, 10])
    #expect(found.map(\.dose.isNaN) == [true, false, true])
  }

  @Test("A sweep serves one run after another")
  func again() {
    var random = SplitMix64(seed: 82)
    var sweep = DoseSweep()
    for _ in 0..<200 {
      let rows = drawn(&random, rows: 7, days: 0...20)
      var found: [DoseSegment] = []
      sweep.cut(rows, into: &found)
      #expect(found.map(\.start) == segments(rows).map(\.start))
      #expect(found.map(\.dose.bitPattern) == segments(rows).map(\.dose.bitPattern))
    }
  }
}
