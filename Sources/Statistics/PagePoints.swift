import Summaries
import Treatment

/// Scores of a page at points of scale, arm and day, by numbers, before they are known by their texts.
///
/// Shapes: four columns, a row a patient and point.
struct PagePoints {
  private var scales: [UInt32] = []
  private var arms: [UInt32] = []
  private var days: [Int32] = []
  private var scores: [Double] = []

  mutating func append(_ score: Double, scale: UInt16, arm: UInt32, day: Int32) {
    scales.append(UInt32(scale))
    arms.append(arm)
    days.append(day)
    scores.append(score)
  }

  /// The moments of the scores at each point: the first row of a point, and what its rows come to.
  func moments() -> [(scale: Int, arm: UInt32, day: Int, moments: Moments)] {
    guard let earliest = days.min() else { return [] }
    let ofArm = PairIndex.numbers(of: scales, arms)
    let points = PairIndex.numbers(of: ofArm.numbers, days.map { UInt32(bitPattern: $0 &- earliest) })
    var wholes = points.firstRows.map { _ in WholeNumbers() }
    // Nearly every score is a whole number; exact sums of others cost a hundred times as much.
    var others: [Int: Moments] = [:]
    for (row, score) in scores.enumerated() {
      let point = Int(points.numbers[row])
      if !wholes[point].add(score) { others[point, default: Moments()].add(score) }
    }
    return points.firstRows.enumerated().map { point, row in
      var moments = others[point] ?? Moments()
      moments.add(wholeNumbers: wholes[point].n, sum: wholes[point].sum, squares: wholes[point].squares)
      return (Int(scales[row]), arms[row], Int(days[row]), moments)
    }
  }
}

/// Sums of small whole numbers.
private struct WholeNumbers {
  var n = 0
  var sum = 0
  var squares = 0

  /// Adds a number; false, and nothing done, where it is no small whole one, or where sums grow near 2^53.
  mutating func add(_ number: Double) -> Bool {
    guard abs(number) <= 65_536, number == number.rounded(.towardZero), squares < 1 << 52 else {
      return false
    }
    let whole = Int(number)
    n += 1
    sum += whole
    squares += whole * whole
    return true
  }
}
