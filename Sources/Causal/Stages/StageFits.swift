import Regression
import Summaries

/// Models of one outcome after another over the same rows of a stage.
///
/// What a linear model takes from its columns alone is worked out once, and an outcome that was met before is not fitted again.
struct StageFits {
  private let stage: StageDecisions
  private let options: EffectOptions
  private let kind: ActionRows.OutcomeKind
  private let knowsDoubt: Bool
  let layout: OutcomeLayout
  private let fitted: [Int]
  private let part: (part: Design, columns: [Int], width: Int)
  private var factored: LinearRegression.Factored?
  private var known: [(outcome: [Double], found: Result<StageOutcome, PolicyError>)] = []

  /// - Parameter isTrained: whether a patient is among those that the models are made of.
  /// - Parameter knowsDoubt: whether the models are asked what their coefficients' doubt does.
  init(
    _ stage: StageDecisions, _ layout: OutcomeLayout, isTrained: (Int) -> Bool, kind: ActionRows.OutcomeKind,
    knowsDoubt: Bool,
    _ options: EffectOptions
  ) {
    self.stage = stage
    self.layout = layout
    self.options = options
    self.kind = kind
    self.knowsDoubt = knowsDoubt
    fitted = (0..<stage.count).filter {
      layout.actions.contains(stage.taken[$0]) && !stage.isLost[$0] && isTrained(stage.patients[$0])
    }
    part = layout.design(stage, rows: fitted)
  }

  /// - Parameter outcome: what each row of the stage gained from here on; rows that are not fitted are not looked at.
  mutating func fit(_ outcome: [Double]) throws(PolicyError) -> StageOutcome {
    let own = fitted.map { outcome[$0] }
    if let found = known.first(where: { $0.outcome == own }) { return try found.found.get() }
    let found: Result<StageOutcome, PolicyError>
    do throws(PolicyError) { found = .success(try make(own)) } catch { found = .failure(error) }
    known.append((own, found))
    return try found.get()
  }

  private var name: String { layout.actions.map { stage.actions[$0] }.joined(separator: ", ") }

  private mutating func make(_ own: [Double]) throws(PolicyError) -> StageOutcome {
    let fewest = options.allowsFewEvents ? 1 : max(ActionModels.fewestEvents, part.columns.count + 1)
    if own.count < fewest { throw .fewSeen(stage: stage.name, action: name, seen: own.count) }
    if kind == .binary, !stage.certainRewards.isEmpty || !own.allSatisfy({ $0 >= 0 && $0 <= 1 }) {
      throw .notShare(stage: stage.name)
    }
    let fit: NuisanceFit
    do {
      fit = try estimate(uncertain(own))
    } catch .constantOutcome {
      throw .sameOutcome(stage: stage.name, action: name)
    } catch {
      throw .outcome(stage: stage.name, action: name, error)
    }
    return StageOutcome(
      stage, layout, fit: fit, fitted: fitted, outcome: own, kind: kind, knowsDoubt: knowsDoubt)
  }

  /// What is left of an outcome without what the actions were known to bring.
  private func uncertain(_ own: [Double]) -> [Double] {
    guard !stage.certainRewards.isEmpty else { return own }
    return own.indices.map { own[$0] - stage.certainRewards[stage.taken[fitted[$0]]][fitted[$0]] }
  }

  private mutating func estimate(_ own: [Double]) throws(StatisticError) -> NuisanceFit {
    guard kind == .continuous else {
      var design = part.part
      design.y = own
      return try NuisanceFit(design, columns: part.columns, width: part.width, kind: .binary, options)
    }
    let columns: LinearRegression.Factored
    if let factored {
      columns = factored
    } else {
      columns = try LinearRegression(threads: options.threads).factored(part.part)
      factored = columns
    }
    return NuisanceFit(
      try columns.estimate(own, wantsSquares: false), columns: part.columns, width: part.width)
  }
}
