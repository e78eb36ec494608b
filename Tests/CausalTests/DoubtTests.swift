import Causal
import Regression
import TestSupport
import Testing

@Suite("What an effect rests on")
struct DoubtTests {
  @Test(
    "Weights of the first action are the inverse of its share where nothing is adjusted for, as sure as all rows"
  )
  func weights() throws {
    let drawn = drawnRows(300, seed: 31)
    let design = Design(
      columns: ["(Intercept)"], assignment: [-1], terms: [], count: 300, x: Array(repeating: 1, count: 300),
      y: drawn.design.y)
    let models = try ActionModels(
      ActionRows(design, outcome: drawn.outcome, kind: .binary, first: "one", second: "other"))
    let weights = models.weightDistribution(ofFirst: true)
    #expect(weights.rows == drawn.design.y.count { $0 == 1 })
    #expect(abs(weights.effectiveRows - Double(weights.rows)) < 1e-9)
    #expect(weights.quantiles.allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(models.overlap.outside(true) == 0 && models.overlap.outside(false) == 0)
    #expect(models.overlap.firstCounts.reduce(0, +) == weights.rows)
  }

  @Test("The E-value of a risk ratio of 3.9 with limits 1.8 to 8.7 is 7.26 and 3, as its authors have it")
  func eValue() throws {
    // VanderWeele & Ding (2017): RR 3.9 (1.8, 8.7), E-values 7.26 and 3.0 (from memory).
    var ratio = try #require(try ActionModels(drawnRows(300, seed: 2)).effect(.unadjusted).riskRatio)
    (ratio.estimate, ratio.low, ratio.high) = (3.9, 1.8, 8.7)
    let value = EValue(ratio)
    #expect(abs(value.estimate - 7.263) < 0.001 && abs((value.limit ?? 0) - 3.0) < 1e-9)
    (ratio.estimate, ratio.low, ratio.high) = (1 / 3.9, 1 / 8.7, 1 / 1.8)
    #expect(abs(EValue(ratio).estimate - value.estimate) < 1e-12)
    (ratio.low, ratio.high) = (0.8, 1.4)
    #expect(EValue(ratio).limit == 1)
  }

  @Test("At the tipping point the standardised difference is gone; where nobody is missing there is none")
  func tipping() throws {
    let rows = drawnRows(600, seed: 37, seen: 0.85)
    let models = try ActionModels(rows)
    let effect = try models.effect(.standardisation)
    let point = try #require(models.tippingPoint(of: effect))
    #expect(point.isFirst == (effect.difference.estimate > 0))
    let lost = point.share * (point.expected - point.needed)
    #expect(abs(abs(effect.difference.estimate) - lost) < 1e-12)
    #expect(point.share > 0.1 && point.share < 0.4)
    let whole = try ActionModels(drawnRows(600, seed: 37))
    #expect(whole.tippingPoint(of: try whole.effect(.standardisation)) == nil)
  }
}
