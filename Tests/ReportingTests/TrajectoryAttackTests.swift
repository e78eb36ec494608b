import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Trajectories, Table 1, the flow and the rates of the same arms, and readers who hold them side by side.
@Suite("Trajectories in the company of the other tables")
struct TrajectoryAttackTests {
  private struct Drawing {
    var arms: [Int]
    /// Scored patients of each arm on the later day.
    var later: [Int]
    /// Patients whom the flow set aside.
    var setAside: Int
    var names: [String] { arms.indices.map { "arm \($0)" } }

    var results: Results {
      let everyone = arms.reduce(0, +)
      let all = arms + [everyone]
      let points = arms.indices.flatMap { arm in
        [(0.0, arms[arm]), (28.0, later[arm])].filter { $0.1 > 0 }.map { day, n in
          TrajectoryPoint(
            arm: names[arm], scale: "MADRS", day: day, n: n, mean: 20.25, standardDeviation: 3, confLow: 18,
            confHigh: 22)
        }
      }
      return Results(
        flow: PatientFlow(stages: [
          PatientFlow.Stage(rule: "in the files", patients: everyone + setAside, steps: nil),
          PatientFlow.Stage(
            rule: "with a step", patients: everyone, steps: everyone,
            setAside: [("no exposure", setAside, nil)]),
        ]),
        baseline: BaselineTable(
          arms: names + ["All"], patients: all,
          rows: [
            BaselineTable.Row(
              name: "age", level: "", cells: all.map { .mean(44.25, standardDeviation: 9, n: $0) })
          ]),
        rates: [
          Drawn.table(
            ["arm"],
            arms.indices.map { arm in
              Drawn.rate([names[arm]], n: arms[arm], events: arms[arm] / 2)
            })
        ], trajectories: points)
    }
  }

  private func isSmall(_ count: Int) -> Bool { (1...4).contains(count) }

  @Test("40 beside 3: no table shows the 40, or the mean that gives it back, while everyone is shown")
  func twoArms() throws {
    let drawing = Drawing(arms: [40, 3], later: [38, 3], setAside: 0)
    let shown = Disclosure.ohdsi().applied(to: drawing.results)
    #expect(shown.unproven == 0)
    let baseline = try #require(shown.baseline)
    #expect(baseline.patients == [nil, nil, 43])
    #expect(baseline.rows[0].cells == [.hidden, .hidden, .hidden])
    #expect(shown.rates[0].rows.map(\.suppressed) == [.secondary, .primary])
    #expect(shown.trajectories.map(\.n) == [nil, 38, nil, nil])
    #expect(shown.trajectories.map(\.mean) == [nil, 20.25, nil, nil])
    #expect(shown.trajectories.map(\.standardDeviation) == [nil, 3, nil, nil])
    #expect(shown.trajectories.map(\.confHigh) == [nil, 22, nil, nil])
    #expect(shown.trajectories.map(\.suppressed) == [.secondary, .none, .primary, .primary])
  }

  @Test("without Table 1 and rates, the flow and one arm's points do not give back the other arm")
  func flowAndPoints() throws {
    var results = Drawing(arms: [40, 3], later: [38, 3], setAside: 0).results
    results.baseline = nil
    results.rates = []
    let shown = Disclosure.ohdsi().applied(to: results)
    let everyone = shown.flow?.stages.last?.counts.patients
    #expect(everyone == nil || shown.trajectories[0].n == nil)
  }

  @Test("a box of the flow with the endpoints of all arms does not give back one arm's point")
  func endpointBox() throws {
    var results = Drawing(arms: [40, 6], later: [38, 3], setAside: 0).results
    results.flow?.stages.append(
      PatientFlow.Stage(
        rule: "with an endpoint", patients: 41, steps: 41, setAside: [("without an endpoint", 5, 5)]))
    let shown = Disclosure.ohdsi().applied(to: results)
    #expect(shown.unproven == 0)
    #expect(shown.trajectories[3].n == nil)
    let box = try #require(shown.flow?.stages.last)
    #expect(shown.trajectories[1].n == nil || box.counts.patients == nil)
  }

  @Test("an arm that is not hidden keeps its points")
  func nothingSmall() {
    let drawing = Drawing(arms: [40, 30], later: [38, 30], setAside: 0)
    let shown = Disclosure.ohdsi().applied(to: drawing.results)
    #expect(shown.trajectories.map(\.n) == [40, 38, 30, 30])
    #expect(shown.trajectories.allSatisfy { $0.suppressed == .none })
  }

  @Test("nobody works out a small arm from trajectories, Table 1, flow and rates together", arguments: 0..<80)
  func together(seed: Int) {
    var random = SplitMix64(seed: UInt64(9000 + seed))
    let arms = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      Bool.random(using: &random)
        ? Int.random(in: 1...6, using: &random) : Int.random(in: 10...30, using: &random)
    }
    let drawing = Drawing(
      arms: arms, later: arms.map { max(0, $0 - Int.random(in: 0...3, using: &random)) },
      setAside: Int.random(in: 0...8, using: &random))
    let shown = Disclosure.ohdsi().applied(to: drawing.results)
    #expect(shown.unproven == 0)

    let truth = arms + [drawing.setAside]
    var found = truth.map { _ in Set<Int>() }
    forEach(within: 4, of: truth) { guess in
      if agrees(guess, with: shown, drawing) {
        for place in truth.indices { found[place].insert(guess[place]) }
      }
    }
    for place in truth.indices where isSmall(truth[place]) {
      #expect(found[place].count > 1, "count \(place) of seed \(seed) can be worked out")
    }
    // The reader's rules fit the truth, else they would prove nothing.
    for place in truth.indices { #expect(found[place].contains(truth[place])) }
  }

  @Test("many arms, scales and days: every small count has its twin, and most points stay")
  func manyPoints() {
    var random = SplitMix64(seed: 11)
    let arms = [3, 60, 45, 30, 2, 80, 25, 52]
    let names = arms.indices.map { "arm \($0)" }
    let scales = ["HAMD17", "MADRS", "BDI"]
    var points: [TrajectoryPoint] = []
    for scale in scales {
      for (arm, patients) in arms.enumerated() {
        for day in 0..<16 {
          let n = day == 0 ? patients : max(1, patients - Int.random(in: 0...day, using: &random))
          points.append(
            TrajectoryPoint(
              arm: names[arm], scale: scale, day: Double(7 * day), n: n, mean: 20.25, standardDeviation: 3,
              confLow: 18, confHigh: 22))
        }
      }
    }
    var results = Drawing(arms: arms, later: arms, setAside: 12).results
    results.rates = [
      Drawn.table(
        ["arm"],
        scales.flatMap { scale in
          arms.indices.map { Drawn.rate([names[$0]], scale: scale, n: arms[$0], events: arms[$0] / 2) }
        }),
      Drawn.table(
        [],
        scales.map { Drawn.rate([], scale: $0, n: arms.reduce(0, +), events: arms.reduce(0) { $0 + $1 / 2 }) }
      ),
    ]
    results.trajectories = points
    let shown = Disclosure.ohdsi().applied(to: results)
    #expect(shown.unproven == 0)
    let small = points.filter { isSmall($0.n) }.count
    let hidden = shown.trajectories.filter { $0.n == nil }.count
    #expect(hidden >= small)
    #expect(hidden < small + points.count / 4)
  }

  /// Readers know more than they are told: that everyone has a score on the first day and an age, and that
  /// half of each arm responded.
  private func agrees(_ guess: [Int], with shown: SuppressedResults, _ drawing: Drawing) -> Bool {
    let arms = Array(guess.dropLast())
    let setAside = guess[arms.count]
    let everyone = arms.reduce(0, +)
    func fits(_ shown: Int?, _ value: Int) -> Bool { shown == nil || shown == value }
    guard let baseline = shown.baseline, let flow = shown.flow else { return false }
    for (place, value) in (arms + [everyone]).enumerated() {
      guard fits(baseline.patients[place], value) else { return false }
      // A mean with every digit gives back of how many it is.
      if case .mean = baseline.rows[0].cells[place] {
        let truth = place < arms.count ? drawing.arms[place] : drawing.arms.reduce(0, +)
        guard value == truth else { return false }
      }
    }
    guard fits(flow.stages[0].counts.patients, everyone + setAside),
      fits(flow.stages[1].counts.patients, everyone), fits(flow.stages[1].counts.steps, everyone),
      fits(flow.stages[1].setAside[0].counts.patients, setAside)
    else { return false }
    for (place, row) in shown.rates[0].rows.enumerated() {
      guard fits(row.patients, arms[place]), fits(row.n, arms[place]) else { return false }
      if row.events != nil, arms[place] != drawing.arms[place] { return false }
      let marked = isSmall(arms[place]) || isSmall(arms[place] / 2) || isSmall(arms[place] - arms[place] / 2)
      guard (row.suppressed == .primary) == marked else { return false }
    }
    for point in shown.trajectories {
      guard let place = drawing.names.firstIndex(of: point.arm) else { return false }
      if let n = point.n {
        guard point.day == 0 ? arms[place] == n : arms[place] >= n else { return false }
      } else if point.suppressed == .primary {
        guard point.day == 0 ? isSmall(arms[place]) : arms[place] >= 1 else { return false }
      } else {
        guard arms[place] >= 5 else { return false }
      }
    }
    return true
  }

  private func forEach(within reach: Int, of truth: [Int], _ body: ([Int]) -> Void) {
    let lists = truth.map { Array(max(0, $0 - reach)...$0 + reach) }
    var places = lists.map { _ in 0 }
    while true {
      body(zip(lists, places).map { $0[$1] })
      var place = 0
      while place < places.count, places[place] == lists[place].count - 1 {
        places[place] = 0
        place += 1
      }
      if place == places.count { return }
      places[place] += 1
    }
  }
}
