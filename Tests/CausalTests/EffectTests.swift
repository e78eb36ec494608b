import Causal
import Regression
import Summaries
import TestSupport
import Testing

@Suite("Effects of one action over another")
struct EffectTests {
  private let rounding = Tolerance(absolute: 1e-11, reason: "sums of the same terms in another order")

  @Test(
    "With an intercept alone every method gives the plain difference and its plain error",
    arguments: EffectMethod.allCases)
  func nothingToAdjust(method: EffectMethod) throws {
    let drawn = drawnRows(400, seed: 3)
    let design = Design(
      columns: ["(Intercept)"], assignment: [-1], terms: [], count: drawn.count,
      x: Array(repeating: 1, count: drawn.count), y: drawn.design.y)
    let rows = ActionRows(design, outcome: drawn.outcome, kind: .binary, first: "one", second: "other")
    let effect = try ActionModels(rows).effect(method)
    var (events, counts) = ([0.0, 0.0], [0.0, 0.0])
    for row in 0..<rows.count {
      counts[Int(design.y[row])] += 1
      events[Int(design.y[row])] += rows.outcome[row]
    }
    let shares = zip(events, counts).map { $0 / $1 }
    #expect(rounding.admits(effect.difference.estimate, for: shares[1] - shares[0]))
    let variance = zip(shares, counts).reduce(0) { $0 + $1.0 * (1 - $1.0) / $1.1 }
    #expect(rounding.admits(try #require(effect.difference.standardError), for: variance.squareRoot()))
  }

  @Test(
    "Calling the other action the first turns the difference round and the ratios over",
    arguments: EffectMethod.allCases)
  func mirrored(method: EffectMethod) throws {
    let rows = drawnRows(500, seed: 5, seen: 0.9)
    var design = rows.design
    design.y = design.y.map { 1 - $0 }
    let turned = ActionRows(design, outcome: rows.outcome, kind: .binary, first: "other", second: "one")
    let (one, two) = (try ActionModels(rows).effect(method), try ActionModels(turned).effect(method))
    #expect(rounding.admits(two.difference.estimate, for: -one.difference.estimate))
    #expect(
      rounding.admits(
        try #require(two.difference.standardError), for: try #require(one.difference.standardError)))
    #expect(
      rounding.admits(try #require(two.riskRatio).estimate * (try #require(one.riskRatio).estimate), for: 1))
  }

  @Test(
    "A patient who stands in the file twice, as one cluster, changes neither estimate nor error",
    arguments: EffectMethod.allCases)
  func twice(method: EffectMethod) throws {
    let rows = drawnRows(300, seed: 8, seen: 0.9)
    let design = rows.design
    let doubled = Design(
      columns: design.columns, assignment: design.assignment, terms: design.terms, count: 600,
      x: design.x + design.x,
      y: design.y + design.y, clusters: (0..<600).map { Int32($0 % 300) })
    let two = ActionRows(
      doubled, outcome: rows.outcome + rows.outcome, kind: .binary, first: "one", second: "other")
    let (a, b) = (try ActionModels(rows).effect(method), try ActionModels(two).effect(method))
    #expect(rounding.admits(b.difference.estimate, for: a.difference.estimate))
    #expect(
      rounding.admits(try #require(b.difference.standardError), for: try #require(a.difference.standardError))
    )
  }

  @Test("Any number of threads gives the same bits")
  func threads() throws {
    let rows = drawnRows(4200, seed: 11, seen: 0.9)
    var options = EffectOptions()
    let one = try ActionModels(rows, options).effect(.doublyRobust)
    options.threads = 3
    #expect(try ActionModels(rows, options).effect(.doublyRobust) == one)
  }

  @Test("Folds are of the patient: rows in another order are judged by the same models")
  func folds() throws {
    let rows = drawnRows(600, seed: 13, clusters: 200)
    var options = EffectOptions()
    options.folds = 5
    let one = try ActionModels(rows, options).effect(.doublyRobust)
    let back = (0..<600).reversed()
    var x: [Double] = []
    for row in back { x += rows.design.x[row * 3..<row * 3 + 3] }
    let turned = Design(
      columns: rows.design.columns, assignment: rows.design.assignment, terms: rows.design.terms, count: 600,
      x: x,
      y: back.map { rows.design.y[$0] }, clusters: back.map { rows.design.clusters[$0] })
    let two = try ActionModels(
      ActionRows(
        turned, outcome: back.map { rows.outcome[$0] }, kind: .binary, first: "one", second: "other"), options
    ).effect(.doublyRobust)
    #expect(rounding.admits(two.difference.estimate, for: one.difference.estimate))
    options.seed = 2
    #expect(try ActionModels(rows, options).effect(.doublyRobust) != one)
    options.folds = 200
    #expect(throws: EffectError.tooFewPatients(folds: 200, patients: 200)) { try ActionModels(rows, options) }
  }

  @Test("Standardisation with cross-fitting has an estimate and no error, and overlap has weights alone")
  func notThere() throws {
    let rows = drawnRows(400, seed: 17)
    var options = EffectOptions()
    options.folds = 4
    #expect(try ActionModels(rows, options).effect(.standardisation).difference.standardError == nil)
    options = EffectOptions()
    options.population = .overlap
    let models = try ActionModels(rows, options)
    #expect(throws: EffectError.notDefined(method: "aipw", population: "overlap")) {
      try models.effect(.doublyRobust)
    }
    #expect(throws: EffectError.notDefined(method: "g-formula", population: "overlap")) {
      try models.effect(.standardisation)
    }
  }

  @Test("Overlap weights balance every column of the model exactly")
  func overlapBalances() throws {
    var options = EffectOptions()
    options.population = .overlap
    let balance = try ActionModels(drawnRows(500, seed: 19), options).balance
    #expect(balance.map(\.column) == ["x1", "x2"])
    for column in balance {
      #expect(
        abs(column.before) > 0.02 && abs(column.after) < 1e-9, "a property of the logistic score equations")
    }
  }

  @Test("Who must not be compared is told by the action: nobody, too few events, nobody seen, no overlap")
  func refusals() throws {
    let rows = drawnRows(200, seed: 23)
    func changed(_ y: [Double]? = nil, _ outcome: [Double]? = nil, x: [Double]? = nil) -> ActionRows {
      var design = rows.design
      if let y { design.y = y }
      if let x { design.x = x }
      return ActionRows(
        design, outcome: outcome ?? rows.outcome, kind: .binary, first: "one", second: "other")
    }
    #expect(throws: EffectError.nobody(action: "one")) {
      try ActionModels(changed(Array(repeating: 0, count: 200)))
    }
    let none = (0..<200).map { rows.design.y[$0] == 0 ? Double.nan : rows.outcome[$0] }
    #expect(throws: EffectError.nobodySeen(action: "other")) { try ActionModels(changed(nil, none)) }
    var left = 4
    let few = (0..<200).map { row -> Double in
      guard rows.design.y[row] == 1, rows.outcome[row] == 1 else { return rows.outcome[row] }
      left -= 1
      return left >= 0 ? 1 : 0
    }
    #expect(throws: EffectError.fewEvents(action: "one", events: 4)) { try ActionModels(changed(nil, few)) }
    var firth = EffectOptions()
    firth.modelMethod = .firth
    #expect(try ActionModels(changed(nil, few), firth).effect(.doublyRobust).difference.standardError != nil)
    var x = rows.design.x
    for row in 0..<200 { x[row * 3 + 1] = rows.design.y[row] == 1 ? 2 + x[row * 3 + 1] : x[row * 3 + 1] }
    #expect {
      try ActionModels(changed(x: x))
    } throws: { error in
      guard case EffectError.propensity(.separated(term: "x1", levels: _)) = error else { return false }
      return "\(error)".hasPrefix("There is no overlap: 'x1' decides")
    }
  }

  @Test("A truncated probability makes no weight above its inverse, and is counted")
  func truncation() throws {
    var options = EffectOptions()
    let rows = drawnRows(500, seed: 29)
    #expect(try ActionModels(rows, options).weightDistribution(ofFirst: true).truncated == 0)
    options.leastProbability = 0.45
    let models = try ActionModels(rows, options)
    let weights = models.weightDistribution(ofFirst: true)
    #expect(weights.truncated > 0 && weights.effectiveRows > 0.9 * Double(weights.rows))
    #expect(weights.largeWeights.isEmpty)
    #expect(try models.effect(.weighting) != ActionModels(rows).effect(.weighting))
  }
}
