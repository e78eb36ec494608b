import Causal
import Statistics
import Treatment

/// The pictures of a roadmap: the road under each policy, and the one that the cohort went.
extension SuppressedRoadmap {
  private var outcome: String { table.options.outcome.rawValue }

  /// How a count is told in a sentence.
  private func told(_ count: Int, _ state: Suppression) -> String {
    if state != .none { return "hidden" }
    return NumberText.grouped(isRounded ? Rounding.nearestFive(count) : count)
  }

  private var start: String {
    let first = table.steps.first
    let names = (first?.strategies ?? []).filter(\.standsAlone).map { strategy($0.name) }
    return "Entry: \(told(first?.begun ?? 0, steps.first ?? .none)) patients. Step 1: "
      + (names.count == 1 ? names[0].lowercased() : "as observed")
  }

  /// The road under a policy; `nil` where it has no value.
  func road(of place: Int) -> RoadmapPicture? {
    let entry = table.entries[place]
    guard let value = entry.main?.value, !entry.isObserved, !entry.branches.isEmpty else { return nil }
    var stations: [RoadmapPicture.Station] = []
    for (number, step) in table.steps.enumerated() {
      let own = entry.branches.indices.filter { entry.branches[$0].step == step.number }
      guard !own.isEmpty, let rule = entry.policy.rule(at: step.number) else { continue }
      let boxes = own.map { branch in
        box(entry.branches[branch], rule, branches[place][branch], isOnly: rule.branches.count == 1)
      }
      let isLast = step.number == table.steps.last?.number
      stations.append(
        .init(
          title: "Step \(step.number): \(told(step.begun, steps[number])) came to it", boxes: boxes,
          below: isLast ? "" : "with \(outcome) the road ends; without, on to step \(step.number + 1)"))
    }
    let result = isHidden(place) ? "hidden" : Self.percents(value)
    return RoadmapPicture(
      title: "The road under the policy \(entry.name)",
      start: start,
      beginning: "with \(outcome) the road ends; without, on to step 2",
      stations: stations, end: ["Expected \(outcome) by the end of step \(table.options.lastStep):", result],
      legend:
        "Bars: \(outcome) by the end of step \(table.options.lastStep) of those in the branch, if the policy is followed from there on, with \(NumberText.shortest(level * 100)) % limits. 0 to 100 %.",
      id: "figure-\(files[place])")
  }

  private static func percents(_ value: EffectEstimate) -> String {
    let estimate = NumberText.percent(value.estimate) + " %"
    guard let low = value.low, let high = value.high else { return estimate }
    return "\(estimate) (\(NumberText.percent(low)) to \(NumberText.percent(high)))"
  }

  private func box(
    _ branch: RoadmapTable.Branch, _ rule: TreatmentPolicy.Rule, _ state: Suppression, isOnly: Bool
  ) -> RoadmapPicture.Box {
    let own = rule.branches[branch.place]
    let condition =
      own.condition.map { (branch.place == 0 ? "if " : "otherwise, if ") + words.words(of: $0) }
      ?? (isOnly ? "" : "otherwise")
    let choice = words.words(of: own.choice)
    let people =
      state != .none
      ? "patients hidden"
      : "\(told(branch.patients, state)) patients"
        + (own.choice == .asObserved || own.choice == .stay
          ? "" : ", \(told(branch.followed, state)) got it")
    let chance = state == .none ? branch.chance : nil
    return RoadmapPicture.Box(
      condition: condition, choice: choice.prefix(1).uppercased() + choice.dropFirst(), people: people,
      share: chance?.estimate, low: chance?.low, high: chance?.high,
      told: chance.map(RoadmapPicture.text) ?? (state == .none ? "–" : "hidden"))
  }

  /// The road that the cohort went: at each step the strategies that stand by their name, with what was seen of them.
  var observedRoad: RoadmapPicture {
    var stations: [RoadmapPicture.Station] = []
    for (number, step) in table.steps.enumerated() {
      var boxes: [RoadmapPicture.Box] = []
      let alone = step.strategies.indices.filter { step.strategies[$0].standsAlone }
      for place in alone { boxes.append(box(step.strategies[place], strategies[number][place])) }
      let rest = step.strategies.count - alone.count
      if rest > 0 {
        boxes.append(
          .init(
            condition: "", choice: "\(rest) other strateg\(rest == 1 ? "y" : "ies"), of few patients",
            people: "",
            told: ""))
      }
      let isLast = step.number == table.steps.last?.number
      var below = ""
      if !isLast {
        let next = table.steps[number + 1]
        let state = steps[number + 1]
        below =
          "without \(outcome): \(told(next.begun, state)) went on, \(told(next.reached - next.begun, state)) left or stayed"
      }
      stations.append(
        .init(
          title: "Step \(step.number): \(told(step.begun, steps[number])) patients", boxes: boxes,
          below: below))
    }
    let place = table.entries.firstIndex(where: \.isObserved)
    let value = place.flatMap { isHidden($0) ? nil : table.entries[$0].main?.value }
    return RoadmapPicture(
      title: "The road that the cohort went",
      start: "Entry: \(told(table.steps.first?.begun ?? 0, steps.first ?? .none)) patients",
      stations: stations,
      end: [
        "Had nobody left, \(outcome) by the end of step \(table.options.lastStep):",
        value.map(Self.percents) ?? "hidden",
      ],
      legend:
        "Bars: share with \(outcome) at the step, of those scored. 0 to 100 %. Not comparable: who got what is not by chance.",
      id: "figure-\(stem)-observed", isDense: true)
  }

  private func box(_ strategy: RoadCohort.Strategy, _ state: Suppression) -> RoadmapPicture.Box {
    let isShown = state == .none && strategy.seen > 0
    let counts =
      isRounded
      ? (Rounding.nearestFive(strategy.events), Rounding.nearestFive(strategy.seen))
      : (strategy.events, strategy.seen)
    let share = isShown ? Double(counts.0) / Double(counts.1) : nil
    return RoadmapPicture.Box(
      condition: "", choice: self.strategy(strategy.name),
      short: names.levels["strategy"]?[strategy.name] == nil
        ? Strategy.shortWords(for: strategy.name) ?? "" : "",
      people: state == .none ? told(strategy.patients, state) : "", share: share,
      told: share.map { "\(NumberText.percent($0, decimals: 0)) %" } ?? (state == .none ? "–" : "hidden"))
  }

  /// The name of each entry's picture: no two alike, nor like another file of the roadmap, and none too long for a file.
  var files: [String] {
    var taken = Set(["", "-observed", "-support", "-branches"].map { stem + $0 })
    return table.entries.map { entry in
      let name = String(FileName.joined([stem, entry.name]).prefix(100))
      var (own, number) = (name, 2)
      while !taken.insert(own).inserted {
        own = "\(name)-\(number)"
        number += 1
      }
      return own
    }
  }
}
