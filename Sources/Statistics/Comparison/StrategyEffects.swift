public import Causal
public import Regression
import Summaries
public import Treatment

/// Effects of strategies over a reference, from the rows of a cohort.
///
/// Each strategy is compared with the reference on the rows of the two alone, with models of their own.
///
/// Grade: canonical
/// Not: a comparison of patients with themselves; a crossover is for paired tests.
/// Throws: ``DesignError`` for the covariates. A pair without an answer says why in its place.
public struct StrategyEffects: Sendable {
  /// The column that says who had what.
  public var action: String
  public var strategies: [String]
  public var reference: String
  /// A column of 0 and 1, missing where the outcome was not seen.
  public var outcome: String
  /// The covariates, as the right side of a formula.
  public var adjustment: String
  /// Days after the start on which a step must still run; 0 = none.
  public var landmark: Int
  public var options: EffectOptions
  /// Samples of patients drawn to check standard errors; 0 = none.
  public var bootstrap = 0
  /// A column of 0 and 1 that no strategy can have changed.
  public var negativeControl: String?

  public init(
    action: String = "strategy", _ strategies: [String], against reference: String, outcome: String,
    adjustment: String, landmark: Int = 0, _ options: EffectOptions = EffectOptions()
  ) {
    (self.action, self.strategies, self.reference, self.outcome) = (action, strategies, reference, outcome)
    (self.adjustment, self.landmark, self.options) = (adjustment, landmark, options)
  }

  /// `strategy == 'X' ~ covariates`; what covariates are to the outcome is for the leakage guard to judge.
  public func formula(_ strategy: String) throws -> Formula {
    try Formula(parsing: "\(action) == '\(strategy)' ~ \(adjustment)")
  }

  /// The columns that the rows must hold.
  public func columns() throws -> [String] {
    var names = try formula(strategies.first ?? reference).columns + [outcome]
    if let negativeControl { names.append(negativeControl) }
    if landmark > 0 { names += ["start_day", "end_day"] }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The effects, in the order of the strategies.
  public func table(of rows: FlatTable) throws -> EffectTable {
    let atLandmark = stillRunning(rows)
    let kept = landmark > 0 ? rows.kept(atLandmark) : rows
    var pairs = try strategies.map { try pair($0, kept) }
    let tested = pairs.indices.filter { pairs[$0].doublyRobust?.difference.pValue != nil }
    let adjusted = AdjustedPValues(tested.compactMap { pairs[$0].doublyRobust?.difference.pValue })
    for (place, index) in tested.enumerated() {
      (pairs[index].holm, pairs[index].benjaminiHochberg) = (
        adjusted.holm[place], adjusted.benjaminiHochberg[place]
      )
    }
    return EffectTable(
      pairs: pairs, outcome: outcome, adjustment: adjustment, options: options, landmark: landmark,
      endedBefore: rows.rowCount - kept.rowCount)
  }

  /// Steps that ran on the landmark; those that have no end run on.
  private func stillRunning(_ rows: FlatTable) -> [Bool] {
    guard landmark > 0, case .numbers(let starts)? = rows["start_day"]?.values,
      case .numbers(let ends)? = rows["end_day"]?.values
    else { return Array(repeating: true, count: rows.rowCount) }
    return zip(starts, ends).map { start, end in end.isNaN || end - start >= Double(landmark) }
  }

  private func pair(_ strategy: String, _ rows: FlatTable) throws -> EffectTable.Pair {
    let all = rows.kept(marks(of: [strategy, reference], in: rows))
    let formula = try formula(strategy)
    let raw = [strategy, reference].map { arm($0, all) }
    var pair = EffectTable.Pair(first: raw[0], second: raw[1])
    for own in raw where own.rows == 0 {
      pair.failure = .nobody(action: own.strategy)
      return pair
    }
    let complete = all.kept(try all.completeRows(of: formula))
    let arms = [strategy, reference].map { arm($0, complete) }
    (pair.first, pair.second) = (arms[0], arms[1])
    pair.left = [arms[0].left(of: raw[0]), arms[1].left(of: raw[1])]
    for own in arms where own.rows == 0 || own.n == 0 {
      pair.failure = own.rows == 0 ? .nobody(action: own.strategy) : .nobodySeen(action: own.strategy)
      return pair
    }
    pair.unadjusted = TwoByTwo(
      firstEvents: arms[0].events, firstN: arms[0].n, secondEvents: arms[1].events, secondN: arms[1].n)
    var (design, _, missing) = try all.design(formula, cluster: CohortTable.cluster)
    pair.missing = missing
    let patients = design.clusters
    if Set(patients).count == design.count { design.clusters = [] }
    pair.isClustered = !design.clusters.isEmpty
    pair.cells = RegressionCells(design)
    do {
      let patients = numbers(CohortTable.cluster, complete).map { UInt64($0) }
      func rows(_ column: String) -> ActionRows {
        ActionRows(
          design, outcome: numbers(column, complete), kind: .binary, first: strategy, second: reference,
          patients: patients)
      }
      let own = rows(outcome)
      try pair.fill(from: ActionModels(own, options))
      if bootstrap > 0, let main = pair.doublyRobust {
        pair.bootstrap = PatientBootstrap(own, main.method, options, samples: bootstrap)
      }
      if let negativeControl, let main = pair.doublyRobust {
        pair.control = EffectTable.NegativeControl(negativeControl, numbers(negativeControl, complete)) {
          try? ActionModels(rows(negativeControl), options).effect(main.method)
        }
      }
    } catch {
      pair.failure = error
    }
    return pair
  }

  private func marks(of names: [String], in rows: FlatTable) -> [Bool] {
    guard case .texts(let codes, let levels)? = rows[action]?.values else {
      return Array(repeating: false, count: rows.rowCount)
    }
    let wanted = levels.map(names.contains)
    return codes.map { $0 >= 0 && wanted[Int($0)] }
  }

  private func numbers(_ name: String, _ rows: FlatTable) -> [Double] {
    guard case .numbers(let values)? = rows[name]?.values else {
      return Array(repeating: .nan, count: rows.rowCount)
    }
    return values
  }

  private func arm(_ strategy: String, _ rows: FlatTable) -> EffectTable.Arm {
    let own = rows.kept(marks(of: [strategy], in: rows))
    let seen = numbers(outcome, own).filter { !$0.isNaN }
    return EffectTable.Arm(
      strategy: strategy, rows: own.rowCount, patients: Set(numbers(CohortTable.cluster, own)).count,
      n: seen.count,
      events: seen.count { $0 == 1 })
  }
}
