import Causal
import Statistics

/// Sentences of what a comparison rests on.
enum EffectWords {
  /// The number needed, through infinity where the limits hold no difference.
  static func needed(_ number: NumberNeeded) -> String {
    func whole(_ value: Double) -> String {
      value.isInfinite ? "∞" : NumberText.fixed(value.magnitude, decimals: value.magnitude < 10 ? 1 : 0)
    }
    func side(_ value: Double) -> String {
      value.isInfinite ? "∞" : whole(value) + (value > 0 ? " for one more" : " for one fewer")
    }
    guard let ends = number.ends else { return side(number.estimate) }
    if number.isThroughInfinity {
      return "\(side(number.estimate)) (from \(side(ends.0)) through ∞ to \(side(ends.1)))"
    }
    return "\(side(number.estimate)) (\(whole(ends.0)) to \(whole(ends.1)))"
  }
}

extension SuppressedEffects {
  /// Under every table: rows left out, clusters, what was hidden, what several comparisons do.
  var notes: [String] {
    var result: [String] = []
    for (place, pair) in table.pairs.enumerated() {
      if let failure = pair.failure {
        result.append("\(title(place)): no adjusted estimate. \(words(failure))")
      }
      if isHidden(place) {
        result.append(
          "\(title(place)): hidden, since one of its counts of events, non-events or patients is small, or, in a report, one of those that lack a covariate."
        )
      }
    }
    if table.pairs.contains(where: \.isClustered) {
      result.append(
        "Patients with several of the steps are clusters: standard errors are robust to them; exact tests are not."
      )
    }
    if table.pairs.count > 1 {
      result.append(
        "p_holm and p_bh are the p-values of \(mainMethod) for \(table.pairs.count) comparisons together, by Holm and by "
          + "Benjamini and Hochberg.")
    }
    if isRounded {
      result.append(
        "Counts are rounded to the nearest 5; estimates are of the true counts, to two decimals or digits.")
    }
    return result
  }

  /// A count of events in an error may be small.
  private func words(_ failure: EffectError) -> String {
    if !isOpen, case .fewEvents(let action, _) = failure {
      return
        "With \(action) fewer than five had the outcome, or fewer than five had it not. Join strategies, widen --at, or use --method firth."
    }
    return failure.description
  }

  private var mainMethod: String {
    table.pairs.lazy.compactMap(\.doublyRobust).first?.method.words ?? EffectMethod.doublyRobust.words
  }

  /// What could still be wrong, a sentence a doubt, for each pair.
  public var doubts: [String] {
    var result: [String] = []
    for (place, pair) in table.pairs.enumerated() where !isHidden(place) && pair.failure == nil {
      let name = table.pairs.count == 1 ? "" : title(place) + ": "
      for arm in [pair.first, pair.second] where min(arm.events, arm.n - arm.events) < 10 {
        result.append(
          "\(name)fewer than ten events, or non-events, with \(names.value(arm.strategy, of: "strategy")): normal limits are rough."
        )
      }
      result += overlapSentences(pair).map { name + $0 } + weightSentences(pair).map { name + $0 }
      if let worst = pair.balance.max(by: { abs($0.after) < abs($1.after) }) {
        let far = pair.balance.count { abs($0.after) > 0.1 }
        result.append(
          name
            + (far == 0
              ? "after weighting no column lies further apart than \(NumberText.fixed(abs(worst.after), decimals: 2)) standard deviations."
              : "after weighting \(ReportWords.count(far, "column lies", "columns lie")) further apart than 0.1 standard deviations, "
                + "\(worst.column) by \(NumberText.fixed(abs(worst.after), decimals: 2)): adjusted estimates rest on the models there.")
        )
      }
      result += missingSentences(pair).map { name + $0 }
      if let value = pair.eValue {
        result.append(
          "\(name)something unrecorded would have to go with both the strategy and the outcome by a risk ratio of "
            + "\(NumberText.ratio(value.estimate)) to explain the estimate away"
            + (value.limit.map {
              $0 == 1
                ? "; the limits hold no difference already."
                : ", and of \(NumberText.ratio($0)) for its limit (E-value)."
            }
              ?? " (E-value)."))
      }
      result += checkSentences(pair).map { name + $0 }
      if let truth = pair.truth {
        result.append(
          "\(name)by potential outcomes of the simulation, whoever comes to the step, the difference is \(DifferencePlot.points(truth)) points"
            + (table.landmark > 0
              ? "; the estimates are of those whose step still ran on day \(table.landmark), which is another population."
              : "."))
      }
    }
    return result
  }

  /// The bootstrap beside the equations, and what should not have changed.
  private func checkSentences(_ pair: EffectTable.Pair) -> [String] {
    var result: [String] = []
    func points(_ value: Double) -> String { DifferencePlot.points(value) }
    if let drawn = pair.bootstrap, let main = pair.doublyRobust {
      let own =
        main.difference.standardError.map { " (by equations \(NumberText.fixed($0 * 100, decimals: 1)))" }
        ?? ""
      let failed = drawn.samples - drawn.answered
      result.append(
        "over \(drawn.samples) samples of patients (bootstrap) the difference by \(main.method.words) has a standard error of "
          + "\(NumberText.fixed(drawn.standardError * 100, decimals: 1)) points\(own) and limits of \(points(drawn.low)) to \(points(drawn.high))"
          + (failed > 0 ? "; \(failed) samples had no answer." : "."))
    }
    if let control = pair.control {
      let isSmall =
        !isOpen && [control.events, control.others].contains { disclosure.isSmall(Double($0)) && $0 > 0 }
      guard !isSmall, let found = control.effect?.difference, let low = found.low, let high = found.high
      else {
        return result + ["of the negative control '\(control.column)' there is no estimate."]
      }
      let holds = low <= 0 && high >= 0
      result.append(
        "the negative control '\(control.column)', which no strategy can have changed, differs by \(points(found.estimate)) points "
          + "(\(points(low)) to \(points(high)))"
          + (holds
            ? ": the limits hold none, as they should."
            : ": so something that is not adjusted for goes with the strategy."))
    }
    return result
  }

  private func overlapSentences(_ pair: EffectTable.Pair) -> [String] {
    guard let overlap = pair.overlap else { return [] }
    return [(true, pair.first), (false, pair.second)].map { isFirst, arm in
      let outside = overlap.outside(isFirst)
      let own = names.value(arm.strategy, of: "strategy")
      if outside == 0 {
        return "every propensity of those with \(own) is found among those with the other strategy."
      }
      return
        "\(disclosure.amount(outside)) of those with \(own) had a propensity that nobody with the other strategy has: for them the other "
        + "strategy is a guess of the models."
    }
  }

  private func weightSentences(_ pair: EffectTable.Pair) -> [String] {
    var result: [String] = []
    for (weights, arm) in zip(pair.weights, [pair.first, pair.second]) {
      let own = names.value(arm.strategy, of: "strategy")
      result.append(
        "weights of \(own) make \(isRounded ? "about \(arm.n)" : String(weights.rows)) rows worth "
          + "\(NumberText.fixed(weights.effectiveRows, decimals: 0)).")
      if let largest = weights.largeWeights.first {
        let list = weights.largeWeights.prefix(10).map { NumberText.fixed($0, decimals: 0) }.joined(
          separator: ", ")
        result.append(
          isOpen
            ? "weights above 50 with \(own): \(list)\(weights.largeWeights.count > 10 ? ", …" : "")."
            : "weights above 50 with \(own): \(disclosure.amount(weights.largeWeights.count)), the largest \(NumberText.significant(largest, digits: 1))."
        )
      }
      if weights.truncated > 0 {
        result.append(
          "\(disclosure.amount(weights.truncated)) probabilities of \(own) were raised to "
            + "\(NumberText.shortest(table.options.leastProbability)).")
      }
    }
    return result
  }

  private func missingSentences(_ pair: EffectTable.Pair) -> [String] {
    var result: [String] = []
    for arm in [pair.first, pair.second] where arm.rows > arm.n {
      let share = Double(arm.rows - arm.n) / Double(arm.rows)
      result.append(
        "\(NumberText.percent(share, decimals: 0)) % of those with \(names.value(arm.strategy, of: "strategy")) have no endpoint in the window"
          + (share > 0.5
            ? ": most are followed for less, and the estimate is of what models make of the others." : "."))
    }
    guard let point = pair.tippingPoint else { return result }
    let arm = names.value(point.isFirst ? pair.first.strategy : pair.second.strategy, of: "strategy")
    let start =
      "those without an endpoint under \(arm) are expected to reach \(NumberText.percent(point.expected, decimals: 0)) %"
    result.append(
      point.needed < 0
        ? start + "; even if none of them did, the difference would keep its sign."
        : start
          + "; at \(NumberText.percent(point.needed, decimals: 0)) % nothing would be left of the difference (tipping point)."
    )
    return result
  }
}
