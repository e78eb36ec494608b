import Statistics
import TestSupport
import Testing

@testable import Reporting

/// Curves told coarsely beside those of exact days. Everybody comes on day 0, in blocks of 28 days.
@Suite("Coarse times beside exact ones")
struct CoarseTimesTests {
  private static let every = 28

  /// By block, who had the event, who another end, who was censored; each on some day of the block.
  private func counts(_ blocks: [[Int]], day: (Int) -> Int) -> SurvivalCounts {
    var ways: [[(day: Int, count: Int)]] = [[], [], []]
    for (block, own) in blocks.enumerated() {
      for way in ways.indices where own[way] > 0 {
        ways[way].append((block * Self.every + day(way), own[way]))
      }
    }
    return SurvivalCounts(
      entered: [(0, blocks.joined().reduce(0, +))], events: Array(ways.prefix(2)), censored: ways[2])
  }

  private func coarse(_ exact: SurvivalCounts, least: Int = 5, last: Int? = nil) -> SurvivalCounts? {
    CoarseTimes(exact, every: Self.every, last: last) { $0 > 0 && $0 < least }?.counts
  }

  /// The largest excess of the distance over its bound, at the ends of the blocks in which the coarse curve is told.
  private func excess(of exact: SurvivalCounts, least: Int) -> Double? {
    guard let told = coarse(exact, least: least) else { return nil }
    var worst = -1.0
    // With who is censored on a day after its events, and halfway.
    for isHalved in [false, true] {
      let (truth, shown) = (
        AalenJohansen(inBlocks(exact)) { _ in isHalved }, AalenJohansen(told) { _ in isHalved }
      )
      for kind in 0..<2 {
        for point in HeldBackBound(told, kind: kind, held: least - 1, isBlock: { _ in isHalved }).points {
          let distance =
            truth.incidence(of: kind, on: point.day).estimate
            - shown.incidence(of: kind, on: point.day).estimate
          worst = max(worst, distance.magnitude - point.distance)
        }
      }
    }
    return worst
  }

  /// Each on the last day of the own block.
  private func inBlocks(_ counts: SurvivalCounts) -> SurvivalCounts {
    func moved(_ own: CountsByDay) -> [(day: Int, count: Int)] {
      own.counts.enumerated().filter { $0.element > 0 }.map {
        (($0.offset + Self.every - 1) / Self.every * Self.every, $0.element)
      }
    }
    return SurvivalCounts(
      entered: moved(counts.entered), events: counts.events.map(moved), censored: moved(counts.censored))
  }

  /// Everybody leaves on a drawn day, and is censored by a drawn day; a few hundred people, as in a clinic.
  @Test(
    "Beside exact days, who is censored at any time, half of a block's censored counting is nearer than all")
  func halves() {
    var random = SplitMix64(seed: 12)
    var (halved, whole, told) = (0.0, 0.0, 0.0)
    for _ in 0..<40 {
      var exact = SurvivalCounts(kinds: 2)
      for _ in 0..<400 {
        let (event, other, last) = (1 + random.below(500), 1 + random.below(700), 1 + random.below(250))
        let day = min(event, other, last)
        try? exact.add(to: day, kind: day == last ? nil : day == event ? 0 : 1)
      }
      guard let coarse = coarse(exact) else { continue }
      let truth = AalenJohansen(exact)
      let (half, all) = (AalenJohansen(coarse) { _ in true }, AalenJohansen(coarse))
      for day in stride(from: Self.every, to: coarse.lastDay, by: Self.every) {
        let share = truth.incidence(on: day).estimate
        halved += (half.incidence(on: day).estimate - share).magnitude
        whole += (all.incidence(on: day).estimate - share).magnitude
        told += 1
        // What the notes promise, and two points for the order within a block.
        let bound = HeldBackBound(coarse, held: 4) { _ in true }.points.last { $0.day <= day }?.distance ?? 0
        #expect((half.incidence(on: day).estimate - share).magnitude <= bound + 0.02)
      }
    }
    #expect(told > 200 && halved / told < 0.01 && halved < whole / 2, "\(halved / told) and \(whole / told)")
  }

  @Test("A share lies within the stated bound of the one with nobody held back", arguments: [2, 5, 8])
  func bound(least: Int) {
    var random = SplitMix64(seed: UInt64(least))
    var told = 0
    for _ in 0..<500 {
      let sizes = [0, 2, least - 1, least - 1, [4, 15, 60, 400][random.below(4)]]
      let blocks = (0..<1 + random.below(8)).map { _ in
        (0..<3).map { _ in random.below(sizes[random.below(sizes.count)] + 1) }
      }
      // In a block the event and the other end on one day each, and whoever is censored on its last.
      let days = [1 + random.below(28), 1 + random.below(28), 28]
      guard let beyond = excess(of: counts(blocks) { days[$0] }, least: least) else { continue }
      #expect(beyond <= 1e-9, "\(blocks)")
      told += 1
    }
    #expect(told > 220)
  }

  /// Found by hill-climbing towards courses that come nearest to a bound, or went beyond simpler ones.
  @Test(
    "So it does in courses that were sought to break it",
    arguments: [
      ([[4, 26, 795], [0, 0, 4], [0, 613, 1], [101, 4, 4], [4, 0, 0]], 5),
      (
        [
          [0, 4, 193], [0, 0, 290], [0, 0, 306], [0, 1, 4], [4, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 1],
        ], 5
      ),
      ([[2, 36, 219], [0, 0, 124], [2, 84, 518], [0, 0, 510], [1, 161, 84], [4, 3, 2]], 5),
      ([[0, 4, 4], [4, 0, 0], [443, 548, 293], [314, 530, 531], [365, 446, 441]], 5),
      ([[7, 69, 615], [0, 1, 7], [0, 343, 306], [1, 0, 7], [3, 513, 1], [147, 4, 4], [7, 3, 3]], 8),
      (
        [
          [0, 30, 14], [0, 4, 144], [0, 2, 235], [0, 0, 92], [0, 1, 235], [0, 1, 7], [7, 0, 0], [1, 0, 1],
        ], 8
      ),
    ] as [([[Int]], Int)])
  func sought(blocks: [[Int]], least: Int) throws {
    let beyond = try #require(excess(of: counts(blocks) { _ in 28 }, least: least))
    #expect(beyond <= 1e-9)
  }

  @Test("Without censoring a share is off by the few that are held back, and by no more")
  func withoutCensoring() {
    var random = SplitMix64(seed: 9)
    for _ in 0..<100 {
      let blocks = (0..<6).map { _ in [random.below(12), random.below(12), 0] }
      let exact = counts(blocks) { _ in 1 + random.below(28) }
      guard let told = coarse(exact) else { continue }
      for day in stride(from: Self.every, through: told.lastDay, by: Self.every) {
        let off =
          AalenJohansen(exact).incidence(on: day).estimate - AalenJohansen(told).incidence(on: day).estimate
        #expect(off.magnitude <= 4 / Double(exact.people) + 1e-12)
      }
    }
  }

  /// Of 100 people 57 have had it by day 112; three more are followed to day 160.
  @Test("A few who stay long move nobody else to another block")
  func stragglers() throws {
    let exact = SurvivalCounts(
      entered: [(0, 100)], events: [[(20, 20), (80, 20), (100, 17), (160, 1)], [(50, 40)]],
      censored: [(160, 2)])
    #expect(coarse(exact) == nil, "two censored are a few of their own")
    let followed = SurvivalCounts(
      entered: [(0, 100)], events: [[(20, 20), (80, 20), (100, 17), (160, 3)], [(50, 40)]], censored: [])
    let told = try #require(coarse(followed))
    let days = told.riskSets.map { [$0.day, $0.atRisk, $0.events[0], $0.events[1]] }
    #expect(days == [[28, 100, 20, 0], [56, 80, 0, 40], [84, 40, 20, 0], [112, 20, 20, 0]])
  }

  @Test("What is left of a way goes with the last who left so, on their day, where nobody came after it")
  func rests() throws {
    let exact = SurvivalCounts(
      entered: [(0, 30), (60, 20)], events: [[(20, 10), (70, 3)], [(100, 20), (120, 4)]],
      censored: [(75, 13)])
    let told = try #require(coarse(exact))
    // Ten left before 20 came on day 56, so that three more of them could not.
    #expect(told.events[0].counts.indices.filter { told.events[0][$0] > 0 } == [84])
    #expect(told.events[0][84] == 13 && told.events[1][112] == 24 && told.censored[84] == 13)
  }

  @Test("Counts of which a day, or who is at risk between two days, is a few are found")
  func few() {
    func holds(
      _ entered: [(day: Int, count: Int)], _ events: [(day: Int, count: Int)],
      _ censored: [(day: Int, count: Int)] = []
    ) -> Bool {
      SurvivalCounts(entered: entered, events: [events], censored: censored).holdsNoFew {
        (1...4).contains($0)
      }
    }
    #expect(holds([(0, 20)], [(28, 10), (56, 10)]) && holds([], []))
    #expect(!holds([(0, 20)], [(28, 4), (56, 16)]), "four with the event")
    #expect(!holds([(0, 20), (40, 20)], [(28, 17), (56, 23)]), "three between two days")
    #expect(!holds([(0, 6), (28, 20)], [(28, 8), (56, 18)]), "more than are there")
    #expect(!holds([(0, 20)], [(28, 10)]), "some never left")
  }
}
