import Causal
import Statistics
import Treatment

/// Tables of a roadmap: every digit for files, and for people.
extension SuppressedRoadmap {
  /// Each with the name of its file.
  public var dataTables: [(name: String, table: Table)] {
    [
      (stem, dataTable), (stem + "-support", supportTable), (stem + "-branches", branchTable),
      (stem + "-observed", observedTable),
    ].filter { !$0.table.rows.isEmpty }
  }

  private func headed(_ names: [String]) -> [Table.Column] {
    let keys: Set = ["policy", "method", "step", "strategy", "branch"]
    return names.map { Table.Column($0, isRowHeading: keys.contains($0)) }
  }

  /// One row a policy and estimator.
  public var dataTable: Table {
    var rows: [[Cell]] = []
    for (place, entry) in table.entries.enumerated() {
      let hidden = isHidden(place)
      let followers: [Cell] = [
        entry.followers.map { count($0.patients, self.followers[place]) } ?? .absent,
        entry.followers.map { count($0.events, self.followers[place]) } ?? .absent,
      ]
      let end: [Cell] = [
        Cell(number: entry.truth, orHidden: false), .text(values[place].rawValue),
        entry.failure.map { .text($0.words(disclosure.amount)) } ?? .text(""),
      ]
      func numbers(_ value: RoadmapTable.Value?) -> [Cell] {
        [
          value?.value.estimate, value?.value.standardError, value?.value.low, value?.value.high,
          value?.difference?.estimate, value?.difference?.standardError, value?.difference?.low,
          value?.difference?.high,
          value?.difference?.pValue,
        ].map { hidden && value != nil ? .hidden : Cell(number: $0, orHidden: false) }
          + [
            (hidden || shares[place] != .none) && value != nil
              ? .hidden : Cell(number: modelShare(place), orHidden: false)
          ]
      }
      let lines: [RoadmapTable.Value?] = entry.values.isEmpty ? [nil] : entry.values
      for value in lines {
        rows.append(
          [
            .text(entry.name), .text(table.options.outcome.rawValue), .count(table.options.lastStep),
            .text(value?.method.rawValue ?? "none"),
          ] + numbers(value) + followers + end)
      }
    }
    return Table(
      caption: "Values of policies",
      columns: headed([
        "policy", "outcome", "by_step", "method", "estimate", "std_error", "conf_low", "conf_high",
        "difference",
        "difference_std_error", "difference_low", "difference_high", "p_value", "model_share", "followers_n",
        "followers_events", "truth", "suppressed", "reason",
      ]), rows: rows, notes: sentences)
  }

  /// One row a policy and step: who reached it having followed, who followed there too, and what that is worth.
  public var supportTable: Table {
    var rows: [[Cell]] = []
    for (place, entry) in table.entries.enumerated() {
      for (number, stage) in (entry.support?.stages ?? []).enumerated() {
        let state = support[place][number]
        rows.append([
          .text(entry.name), .text(stage.stage), count(stage.reached, state), count(stage.followed, state),
          state == .none && !isHidden(place) ? .number(effective(stage)) : .hidden, .text(state.rawValue),
        ])
      }
    }
    return Table(
      caption: "Who stands behind the values",
      columns: headed(["policy", "stage", "reached", "followed", "effective", "suppressed"]), rows: rows)
  }

  /// The same for people: steps alone.
  public var steppedSupport: Table {
    var table = supportTable
    table.rows = table.rows.filter {
      if case .text(let stage) = $0[1] { stage.hasPrefix("step") } else { false }
    }
    table.rows = table.rows.map { Array($0.prefix(5)) }
    table.columns = zip(
      table.columns.prefix(5),
      [
        "Policy", "Step", "Reached it, having followed", "Followed it there, and were seen",
        "Worth so many patients",
      ]
    ).map { column, heading in
      Table.Column(column.name, heading: heading, decimals: 0, isRowHeading: column.isRowHeading)
    }
    return table
  }

  /// One row a branch of a policy's rule.
  public var branchTable: Table {
    var rows: [[Cell]] = []
    for (place, entry) in table.entries.enumerated() where entry.failure == nil && !entry.isObserved {
      for (number, branch) in entry.branches.enumerated() {
        guard let rule = entry.policy.rule(at: branch.step) else { continue }
        let state = branches[place][number]
        let own = rule.branches[branch.place]
        rows.append(
          [
            .text(entry.name), .count(branch.step), .count(branch.place + 1),
            .text(own.condition?.description ?? ""), .text(own.choice.description),
            count(branch.patients, state), count(branch.followed, state),
          ]
            + [branch.chance?.estimate, branch.chance?.low, branch.chance?.high].map {
              state == .none ? Cell(number: $0, orHidden: false) : .hidden
            } + [.text(state.rawValue)])
      }
    }
    return Table(
      caption: "Branches of the policies",
      columns: headed([
        "policy", "step", "branch", "condition", "choice", "patients", "followed", "estimate", "conf_low",
        "conf_high", "suppressed",
      ]), rows: rows)
  }

  /// One row a step and strategy: the road that the cohort went.
  public var observedTable: Table {
    var rows: [[Cell]] = []
    for (place, step) in table.steps.enumerated() {
      for (number, strategy) in step.strategies.enumerated() {
        let state = strategies[place][number]
        rows.append(
          [
            .count(step.number), .text(strategy.name),
            .text(
              strategy.standsAlone ? "own" : step.hasOthers ? RoadCohort.others : "left out"),
            count(strategy.patients, state), count(strategy.seen, state), count(strategy.events, state),
            count(strategy.wentOn, state), .text(state.rawValue),
          ])
      }
    }
    return Table(
      caption: "The observed road",
      columns: headed([
        "step", "strategy", "stands_under", "patients", "n", "events", "went_on", "suppressed",
      ]), rows: rows)
  }

  /// What people read: each policy's three estimates beside each other.
  public var summary: Table {
    var rows: [[Cell]] = []
    for (place, entry) in table.entries.enumerated() {
      let hidden = isHidden(place)
      func range(_ value: EffectEstimate?, _ text: (Double) -> String) -> Cell {
        guard let value else { return .absent }
        if hidden { return .hidden }
        guard let low = value.low, let high = value.high else { return .text(text(value.estimate)) }
        return .text("\(text(value.estimate)) (\(text(low)) to \(text(high)))")
      }
      let percent = { (value: Double) in NumberText.percent(value) }
      var cells: [Cell] = [.text(entry.name)]
      cells += RoadmapTable.methods.map { range(entry.value($0)?.value, percent) }
      cells.append(range(entry.main?.difference, DifferencePlot.points))
      cells.append(hidden || followers[place] != .none ? .hidden : naive(entry.followers))
      if hasTruth { cells.append(entry.truth.map { .text(percent($0)) } ?? .absent) }
      rows.append(cells)
    }
    let level = NumberText.shortest(self.level * 100)
    var columns = [Table.Column("policy", heading: "Policy", isRowHeading: true)]
    columns += RoadmapTable.methods.map {
      Table.Column($0.rawValue, heading: "\($0.words.prefix(1).uppercased() + $0.words.dropFirst()), %")
    }
    columns += [
      Table.Column("difference", heading: "Difference (AIPW) from observed, points"),
      Table.Column("followers", heading: "Who happened to follow it, %"),
    ]
    if hasTruth { columns.append(Table.Column("truth", heading: "Truth, %")) }
    return Table(
      caption:
        "\(outcomeTitle) by the end of step \(table.options.lastStep) under each policy (\(level) % CI)",
      columns: columns, rows: rows, notes: sentences)
  }

  /// The share with the outcome of who happened to follow a policy.
  private func naive(_ followers: RoadmapTable.Followers?) -> Cell {
    guard let followers, followers.patients > 0 else { return .absent }
    let shown = [followers.events, followers.patients].map { isRounded ? Rounding.nearestFive($0) : $0 }
    return .text("\(NumberText.percent(Double(shown[0]) / Double(shown[1]))) of \(shown[1])")
  }

  var hasTruth: Bool { table.entries.contains { $0.truth != nil } }

  var outcomeTitle: String {
    table.options.outcome.rawValue.prefix(1).uppercased() + table.options.outcome.rawValue.dropFirst()
  }
}
