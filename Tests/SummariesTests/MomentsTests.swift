import Testing

@testable import Summaries

@Suite("Moments")
struct MomentsTests {
  private func moments(_ numbers: [Double]) -> Moments {
    var result = Moments()
    for number in numbers { result.add(number) }
    return result
  }

  @Test("The laws hold", arguments: 1...4 as ClosedRange<UInt64>)
  func laws(seed: UInt64) throws {
    let parts = (0..<3).map { moments(SeededTerms.tame(40, seed: 10 * seed + $0)) }
    try expectLaws(parts[0], parts[1], parts[2], empty: Moments())
    expectSplits(SeededTerms.tame(300, seed: seed), empty: Moments(), seed: seed) { $1.add($0) }
  }

  @Test("Mean and variance of whole numbers are those of paper and pencil")
  func byHand() {
    let some = moments([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(some.mean == 5)
    #expect(some.variance == 32.0 / 7)
    #expect(some.standardDeviation == (32.0 / 7).squareRoot())
    #expect(moments([3, 5]).variance == 2)
    #expect(moments([-1.5, 1.5]).mean == 0)
    #expect(moments([-1.5, 1.5]).variance == 4.5)
  }

  @Test("A shift far from zero costs the variance nothing")
  func shifted() {
    let numbers: [Double] = [1, 2, 3, 4, 10]
    #expect(moments(numbers.map { $0 + 0x1p50 }).variance == moments(numbers).variance)
    #expect(moments(numbers.map { $0 * 0x1p400 }).variance == moments(numbers).variance.map { $0 * 0x1p800 })
    #expect(
      moments(numbers.map { $0 * 0x1p-400 }).variance == moments(numbers).variance.map { $0 * 0x1p-800 })
  }

  @Test("Equal numbers have variance zero, whatever the number")
  func equal() {
    for number in [0.1, 1e-30, 1e150, -7.3] {
      #expect(moments(Array(repeating: number, count: 11)).variance == 0)
    }
  }

  @Test("There is no mean of nothing and no variance of one, nor of an infinity")
  func none() {
    #expect(Moments().mean == nil)
    #expect(Moments().variance == nil)
    #expect(moments([4]).mean == 4)
    #expect(moments([4]).variance == nil)
    #expect(moments([4, .infinity]).mean == nil)
    #expect(moments([4, .infinity, 5]).variance == nil)
  }

  @Test("The mean of doubles near the largest does not overflow into a number")
  func large() {
    #expect(moments([1e308, 1e308]).mean == nil)
  }

  @Test(
    "The exact arithmetic beneath agrees with decimal arithmetic", arguments: 1...6 as ClosedRange<UInt64>)
  func exactIntegers(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "integers", patient: 0)
    for _ in 0..<20 {
      let a = Int(truncatingIfNeeded: stream.next()) >> Int.random(in: 0...62, using: &stream)
      let b = Int(truncatingIfNeeded: stream.next()) >> Int.random(in: 0...62, using: &stream)
      let c = Int(truncatingIfNeeded: stream.next()) >> Int.random(in: 0...62, using: &stream)
      let fast = ExactInteger(a) * ExactInteger(b) - ExactInteger(c) * ExactInteger(c)
      let slow = whole(a) * whole(b) - whole(c) * whole(c)
      // Subtracting the two, decimal against binary, needs one of them in the other's form: rebuild by digits.
      var rebuilt = SlowWholeNumber(UInt64(0))
      for digit in fast.digits.reversed() {
        for _ in 0..<32 { rebuilt.double() }
        rebuilt = rebuilt + SlowWholeNumber(UInt64(digit))
      }
      rebuilt.isNegative = fast.isNegative
      #expect(rebuilt == slow)
    }
  }

  private func whole(_ value: Int) -> SlowWholeNumber {
    var result = SlowWholeNumber(UInt64(value.magnitude))
    result.isNegative = value < 0
    return result
  }
}
