import Causal
import Statistics
import Treatment

/// Sentences of what a roadmap says and rests on.
extension SuppressedRoadmap {
  /// Under every table: policies without a value, what was hidden, what was left out.
  var sentences: [String] {
    var result: [String] = []
    for (place, entry) in table.entries.enumerated() {
      if let failure = entry.failure {
        result.append("\(entry.name): no value. \(failure.words(disclosure.amount))")
      } else if isHidden(place) {
        result.append("\(entry.name): hidden, since few followed it.")
      }
    }
    for (place, entry) in table.entries.enumerated() {
      guard let learned = entry.learned else { continue }
      result.append(
        "\(entry.name): the values are honest, each patient judged by a policy that was learned without them (\(learned.folds) folds), and so is who "
          + "stands behind them."
          + (isHidden(place)
            ? ""
            : " In the sample, which is on average too high, it comes to \(NumberText.percent(learned.inSample.estimate)) %.")
          + (learned.kind == .tree
            ? " Branches and followers are those of the tree that is printed, learned from all." : ""))
      for stable in learned.stability {
        result.append(
          "\(entry.name), \(stable.step): \(NumberText.percent(stable.share, decimals: 0)) % of \(stable.samples) samples of patients ask first "
            + (stable.question.map { "for \($0), as the tree does." } ?? "nothing, as the tree does."))
      }
    }
    for entry in table.entries where entry.policy.drawsLots {
      result.append(
        "\(entry.name) draws lots: who happened to follow it are all those who had what it may give, whatever its shares."
      )
    }
    for entry in table.entries {
      let values = entry.values.map(\.value.estimate)
      if values.contains(where: { $0 < 0 || $0 > 1 }) {
        result.append(
          "\(entry.name): an estimate lies beyond 0 to 100 %, where no share can be: few patients of large weight stand behind it."
        )
      }
    }
    for (place, count) in table.lackingLater.enumerated() where count > 0 {
      let step = place + 2
      result.append(
        "\(lacking[place] == .none ? disclosure.amount(count) : "some") who came to step \(step) lack a covariate there and count as lost before it."
      )
    }
    if table.withoutCovariate > 0 {
      result.append(
        "\(disclosure.amount(table.withoutCovariate)) patients lack a covariate at the first step and are in no estimate."
      )
    }
    if table.withoutFirst > 0 {
      result.append(
        "\(disclosure.amount(table.withoutFirst)) patients are left out, since their steps do not begin with the first."
      )
    }
    for step in table.steps {
      let rest = step.strategies.filter { !$0.standsAlone }.map { strategy($0.name) }
      if rest.isEmpty { continue }
      result.append(
        "Step \(step.number): \(rest.joined(separator: ", ")) "
          + (step.hasOthers
            ? "stand together as '\(RoadCohort.others)'"
            : "count as lost before the step, since they are too few even together")
          + " (fewer than \(table.options.fewest) patients, or than five with or without the outcome"
          + (table.options.strategies.isEmpty ? ")." : ", or not among the strategies asked for)."))
    }
    if isRounded {
      result.append("Counts are rounded to the nearest 5; estimates are of the true counts, to two decimals.")
    }
    if hasTruth {
      result.append(
        "The truth is of states without error of measurement and treatments taken as prescribed, over all patients. Scores have error, and "
          + "who does well is seen more often, so that estimates from scores lie some points beside it, mostly above."
      )
    }
    return result
  }

  /// Each policy in words.
  public var policiesInWords: [ReportDefinition] {
    table.policies.filter { $0.policy != .unreadable }.map {
      ReportDefinition(term: $0.name, text: words.sentences(of: $0.policy).joined(separator: " "))
    }
  }

  /// What the values rest on, for every reader.
  public var assumptions: [String] {
    [
      "Sequential exchangeability: at each step, whatever decides both the strategy and what comes of it is among the covariates "
        + "(\(table.options.adjustment)).",
      "Positivity: whoever comes to a step could get what the policy gives there. The support table says how many did.",
      "Consistency: a strategy is one thing, whoever gives it.",
      "Who leaves, or is not scored, is like those with the same covariates who stayed and were.",
      "An estimate of what policies would do on average. It recommends nothing to anyone.",
    ]
  }

  /// What could still be wrong, of each policy.
  public var doubts: [String] {
    var result: [String] = []
    for (place, entry) in table.entries.enumerated()
    where !isHidden(place) && entry.failure == nil && !entry.isObserved {
      guard let support = entry.support else { continue }
      let share = shares[place] == .none ? modelShare(place) : nil
      var own =
        "\(entry.name): "
        + (share.map { NumberText.percent($0, decimals: 0) + " %" } ?? "a hidden share")
        + " of the patients had, at some step, what the policy never gives there, or were lost, so that models alone stand for them"
      if let last = support.stages.last, self.support[place].last == Suppression.none {
        own +=
          "; those who followed it to the end are worth \(NumberText.fixed(effective(last), decimals: 0)) patients"
      }
      result.append(own + ".")
      let bounds = entry.bounds.map { bound in
        "\(NumberText.shortest(bound.oddsRatio)): \(NumberText.percent(bound.low)) to \(NumberText.percent(bound.high)) %"
      }
      if !bounds.isEmpty {
        result.append(
          "\(entry.name): were the odds of what is given moved at each step, by something nobody recorded, by a factor of up to "
            + bounds.joined(separator: "; of up to ")
            + " is the range of the weighted value (sampling error is not in it).")
      }
      let largest = support.stages.flatMap(\.weights.largeWeights).count
      if largest > 0 {
        result.append(
          "\(entry.name): \(disclosure.amount(largest)) inverse probabilities are above 50; a few patients stand for many."
        )
      }
    }
    return result
  }
}
