import Causal
import Statistics
import Treatment

extension SuppressedRoadmap {
  /// The version of `roadmap.json` that this Remit writes and reads.
  public static let formatVersion = 1

  /// Everything that one patient's place needs: policies, their branches, and what became of those who were in them. Nothing that is hidden
  /// is in it, and of policies that no text says the names alone.
  public var json: String {
    func text(_ value: String) -> String { JSONText.string(value) }
    func number(_ value: Double?) -> String { value.map(JSONText.number) ?? "null" }
    let unreadable = table.entries.filter { $0.failure == nil && $0.policy == .unreadable }.map {
      text($0.name)
    }
    let policies = table.entries.indices.filter { place in
      let entry = table.entries[place]
      return entry.failure == nil && !entry.isObserved && entry.policy != .unreadable
    }.map { place in
      let entry = table.entries[place]
      let value = isHidden(place) ? nil : entry.main?.value
      let branches = entry.branches.indices.compactMap { number -> String? in
        let branch = entry.branches[number]
        guard let rule = entry.policy.rule(at: branch.step) else { return nil }
        return "        " + json(of: branch, rule, self.branches[place][number])
      }
      return """
            {"policy": \(text(entry.name)),
              "text": \(text(entry.policy.description)),
              "estimate": \(number(value?.estimate)), "conf_low": \(number(value?.low)), "conf_high": \(number(value?.high)),
              "branches": [
        \(branches.joined(separator: ",\n"))
              ]}
        """
    }
    return """
      {
        "remit_roadmap": \(Self.formatVersion),
        "about": \(text(Self.about)),
        "outcome": \(text(table.options.outcome.rawValue)),
        "last_step": \(table.options.lastStep),
        "level": \(number(level)),
        "adjust": \(text(table.options.adjustment)),
        "unreadable": [\(unreadable.joined(separator: ", "))],
        "policies": [
      \(policies.joined(separator: ",\n"))
        ]
      }

      """
  }

  /// What stands above every patient's place.
  public static let about =
    "Research: estimates of a cohort's averages under assumptions. They recommend nothing for anyone."

  private func json(
    of branch: RoadmapTable.Branch, _ rule: TreatmentPolicy.Rule, _ state: Suppression
  ) -> String {
    func number(_ value: Double?) -> String {
      state == .none ? value.map(JSONText.number) ?? "null" : "null"
    }
    func whole(_ count: Int) -> String {
      if case .count(let shown) = self.count(count, state) { String(shown) } else { "null" }
    }
    let own = rule.branches[branch.place]
    return "{\"step\": \(branch.step), \"branch\": \(branch.place + 1), "
      + "\"condition\": \(JSONText.string(own.condition?.description ?? "")), "
      + "\"choice\": \(JSONText.string(own.choice.description)), \"patients\": \(whole(branch.patients)), "
      + "\"followed\": \(whole(branch.followed)), \"estimate\": \(number(branch.chance?.estimate)), "
      + "\"conf_low\": \(number(branch.chance?.low)), \"conf_high\": \(number(branch.chance?.high))}"
  }
}
