import Foundation
import Testing

@testable import Summaries

@Suite("Exact sums")
struct ExactSumTests {
  private func sum(_ terms: [Double]) -> ExactSum {
    var result = ExactSum()
    for term in terms { result.add(term) }
    return result
  }

  @Test("The laws hold for terms of every size", arguments: 1...8 as ClosedRange<UInt64>)
  func laws(seed: UInt64) throws {
    let parts = (0..<3).map { sum(SeededTerms.wild(50, seed: 10 * seed + $0)) }
    try expectLaws(parts[0], parts[1], parts[2], empty: ExactSum())
    expectSplits(SeededTerms.wild(200, seed: seed), empty: ExactSum(), seed: seed) { $1.add($0) }
  }

  @Test(
    "The value is the double nearest to the sum in decimal arithmetic",
    arguments: 1...12 as ClosedRange<UInt64>)
  func nearest(seed: UInt64) {
    let terms = SeededTerms.wild(12, seed: seed)
    var exact = SlowWholeNumber(UInt64(0))
    var fast = ExactSum()
    for term in terms {
      exact = exact + SlowWholeNumber(unitsOf: term)
      fast.add(term)
      #expect(exact.isNearest(fast.value))
    }
  }

  @Test("Sums that end half way between two doubles go to the even one")
  func ties() {
    let (half, unit): (Double, Double) = (0x1p-53, 0x1p-52)
    let cases: [(terms: [Double], value: Double)] = [
      ([1, half], 1), ([1, half, 0x1p-1074], 1 + unit), ([1 + unit, half], 1 + 2 * unit), ([-1, -half], -1),
      ([0x1p53, 1], 0x1p53), ([0x1p53, 1, 1], 0x1p53 + 2), ([2 - unit, half], 2),
    ]
    for (terms, value) in cases { #expect(sum(terms).value == value, "\(terms)") }
  }

  @Test("What cancels leaves nothing behind, and zero is plus zero")
  func cancelling() {
    #expect(sum([1e300, 1, -1e300]).value == 1)
    #expect(sum([0x1p1023, 0x1p-1074, -0x1p1023]).value == 0x1p-1074)
    #expect(sum([0.1, -0.1]).value.bitPattern == 0)
    #expect(sum([-0.0, -0.0]).value.bitPattern == 0)
    #expect(sum([]).value.bitPattern == 0)
    #expect(sum([0.1, -0.1]) == ExactSum())
  }

  @Test("Subnormals are kept, and the step to normal numbers is seamless")
  func subnormals() {
    let least = Double.leastNonzeroMagnitude
    #expect(sum([least, least, least]).value == 3 * least)
    #expect(sum([Double.leastNormalMagnitude, -least]).value == Double.leastNormalMagnitude.nextDown)
    #expect(sum([Double.leastNormalMagnitude.nextDown, least]).value == Double.leastNormalMagnitude)
    let normal = Double.leastNormalMagnitude
    let left = 2 * normal - least
    #expect(sum([-least, normal, normal]).value == left)
  }

  @Test("A sum may pass beyond the largest double and come back")
  func beyondTheLargest() throws {
    let largest = Double.greatestFiniteMagnitude
    let high = sum(Array(repeating: largest, count: 5000))
    #expect(high.value == .infinity)
    #expect(high.isFinite)
    #expect(high.merged(with: sum(Array(repeating: -largest, count: 4999))).value == largest)
    #expect(sum([largest, 0x1p969]).value == largest)
    #expect(sum([largest, 0x1p970]).value == .infinity)
    #expect(sum([-largest, -0x1p970]).value == -.infinity)
    try expectLaws(high, sum([-largest]), sum([1]), empty: ExactSum())
    var huge = high
    for _ in 0..<50 { huge.merge(huge) }
    try expectLaws(huge, sum([-largest]), high, empty: ExactSum())
  }

  @Test("Carries are passed on in time, far beyond the terms that fit without")
  func manyTerms() {
    var fast = ExactSum()
    let term: Double = 1 - 0x1p-53
    let all: Double = 100_000 - 100_000 * 0x1p-53
    for _ in 0..<100_000 { fast.add(term) }
    #expect(fast.value == all)
    for _ in 0..<100_000 { fast.add(-term) }
    #expect(fast == ExactSum())
  }

  @Test("Infinities and NaN decide, in any order")
  func specials() throws {
    #expect(sum([1, .infinity, -1e308]).value == .infinity)
    #expect(sum([-.infinity, 5]).value == -.infinity)
    #expect(sum([.infinity, -.infinity]).value.isNaN)
    #expect(sum([.nan, 1]).value.isNaN)
    #expect(!sum([.infinity]).isFinite)
    try expectLaws(sum([.infinity, 1]), sum([.nan]), sum([-.infinity, 2]), empty: ExactSum())
  }

  @Test(
    "Products are added without what rounding takes from them", arguments: 1...6 as ClosedRange<UInt64>)
  func products(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "products", patient: 0)
    var fast = ExactSum()
    var exact = SlowWholeNumber(UInt64(0))
    for _ in 0..<10 {
      let x = Double(Int64(stream.normal() * 0x1p50))
      let y = Double(Int64(stream.normal() * 0x1p50))
      fast.addProduct(x, y)
      exact = exact + whole(x) * whole(y)
    }
    for _ in 0..<1074 { exact.double() }
    #expect(exact.isNearest(fast.value))
  }

  @Test("A product added with a count is the product added so often", arguments: 1...4 as ClosedRange<UInt64>)
  func countedProducts(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "counted products", patient: 0)
    var (counted, oneByOne) = (ExactSum(), ExactSum())
    for count in 0..<60 {
      let (x, y) = (stream.normal() * 37, stream.normal())
      counted.addProduct(x, y, times: count)
      for _ in 0..<count { oneByOne.addProduct(x, y) }
    }
    #expect(counted == oneByOne)
  }

  private func whole(_ value: Double) -> SlowWholeNumber {
    var result = SlowWholeNumber(UInt64(abs(value)))
    result.isNegative = value < 0
    return result
  }

  @Test("Anything but the normal form is refused")
  func notNormal() {
    for text in [
      #"{"negative":true,"skipped":0,"digits":[],"specials":0}"#,
      #"{"negative":false,"skipped":3,"digits":[],"specials":0}"#,
      #"{"negative":false,"skipped":1,"digits":[0,1],"specials":0}"#,
      #"{"negative":false,"skipped":1,"digits":[1,0],"specials":0}"#,
      #"{"negative":false,"skipped":68,"digits":[1],"specials":0}"#,
      #"{"negative":false,"skipped":67,"digits":[4294967295],"specials":0}"#,
      #"{"negative":false,"skipped":-1,"digits":[1],"specials":0}"#,
      #"{"negative":false,"skipped":9223372036854775807,"digits":[1],"specials":0}"#,
      #"{"negative":false,"skipped":0,"digits":[1],"specials":8}"#,
    ] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(ExactSum.self, from: Data(text.utf8)) }
    }
  }
}
