import Causal
import Treatment

extension Roadmap {
  /// The learned policy with its honest value and support, and the value in the sample beside it. Branches and followers are those of the
  /// tree of all patients, which is the one that is printed.
  ///
  /// What stands together as other strategies is no plan, so that patients who had it count as lost before the step.
  func learned(
    _ learning: RoadLearning, against observed: JudgedPolicy
  ) throws(RoadmapError) -> RoadmapTable.Entry {
    let part = try Part(cohort.withoutOthers())
    let found: LearnedPolicy
    do {
      let learner: PolicyLearner =
        learning.kind == .q
        ? .backwardInduction : .trees(try covariates(of: part, by: learning.by), learning.tree)
      found = try part.models.learned(learner, name: learning.name, folds: learning.folds)
    } catch let error as RoadmapError {
      throw error
    } catch let error as Causal.PolicyError {
      throw .stages(error)
    } catch {
      throw .covariates(reason: "\(error)")
    }
    let policy = try policy(of: found, part, learning)
    var entry = RoadmapTable.Entry(NamedPolicy(learning.name, policy))
    for method in RoadmapTable.methods {
      let value = found.honest.value(method)
      entry.values.append(
        RoadmapTable.Value(
          method: method, value: value.value,
          difference: part.models.difference(value, observed.value(method))))
    }
    entry.support = found.honest.support
    entry.bounds = RoadmapTable.oddsRatios.map { found.honest.bounds(oddsRatio: $0) }
    entry.learned = LearnedRoad(
      kind: learning.kind, folds: learning.folds, inSample: found.inSample.value(.doublyRobust).value)
    for stable in found.stability where stable.stage.hasPrefix("step") {
      guard let place = part.stages.rows.stages.firstIndex(where: { $0.name == stable.stage }),
        part.stages.rows.stages[place].actions.count > 1
      else { continue }
      let first = found.trees.indices.contains(place) ? found.trees[place].firstCovariate : nil
      entry.learned?.stability.append(
        (
          step: stable.stage, question: first.map { learning.by[$0] }, share: stable.share,
          samples: stable.samples
        ))
    }
    if learning.kind == .tree {
      for decision in part.stages.asked where decision.step >= 2 {
        entry.branches += branches(of: policy, at: decision, found.inSample, part)
      }
      entry.followers = followers(of: policy)
    }
    return entry
  }

  /// One set a stage: nothing is asked where nothing is decided.
  private func covariates(of part: Part, by names: [String]) throws(RoadmapError) -> [TreeCovariates] {
    var result = part.stages.rows.stages.map { _ in TreeCovariates(names: [], columns: []) }
    for (place, decision) in zip(part.stages.places, part.stages.decisions) where decision.step > 1 {
      let acted = decision.acted
      var columns: [[Double]] = []
      for name in names {
        guard case .numbers(let values)? = acted.table[name]?.values else {
          throw .covariates(
            reason: "A tree asks columns of numbers, and '\(name)' is none at step \(decision.step).")
        }
        columns.append(values)
      }
      result[place] = TreeCovariates(names: names, columns: columns)
    }
    return result
  }

  private func policy(
    of found: LearnedPolicy, _ part: Part, _ learning: RoadLearning
  ) throws(RoadmapError) -> TreatmentPolicy {
    guard learning.kind == .tree else { return .unreadable }
    var rules: [String] = []
    for (place, decision) in zip(part.stages.places, part.stages.decisions) where decision.step > 1 {
      let actions = part.stages.rows.stages[place].actions
      var leaves: [(conditions: [String], action: Int)] = []
      Self.collect(found.trees[place], learning.by, [], &leaves)
      let texts = leaves.enumerated().map { number, leaf in
        let isLast = number == leaves.count - 1
        return (isLast ? "" : "if \(leaf.conditions.joined(separator: " and ")) then ")
          + "'\(actions[leaf.action].replacing("'", with: "''"))'"
      }
      rules.append("step \(decision.step): " + texts.joined(separator: " else "))
    }
    do { return try TreatmentPolicy(parsing: rules.joined(separator: "; ")) } catch {
      throw .covariates(reason: error.description)
    }
  }

  /// From the leaf below every threshold to the one above; neighbours that do the same are one.
  private static func collect(
    _ tree: PolicyTree, _ names: [String], _ above: [String],
    _ leaves: inout [(conditions: [String], action: Int)]
  ) {
    switch tree {
    case .leaf(let action): leaves.append((above, action))
    case .split(let covariate, let threshold, let below, let upper):
      let text = threshold == threshold.rounded() ? "\(Int(threshold))" : "\(threshold)"
      let name = "'\(names[covariate].replacing("'", with: "''"))'"
      collect(below, names, above + ["\(name) <= \(text)"], &leaves)
      collect(upper, names, above + ["\(name) > \(text)"], &leaves)
    }
  }
}

extension RoadLearning {
  /// What the learned policy is called.
  var name: String { kind == .tree ? NamedPolicy.learnedTree : NamedPolicy.learnedByQ }
}

extension RoadCohort {
  /// The same roads, where patients who had what stands together count as lost before that step.
  func withoutOthers() -> RoadCohort {
    var result = self
    for place in result.decisions.indices where place > 0 {
      let before = result.decisions[place - 1]
      let lost = Set(before.patients.indices.filter { before.action[$0] == nil }.map { before.patients[$0] })
      result.decisions[place] = result.decisions[place].kept(
        result.decisions[place].patients.map { !lost.contains($0) })
      result.decisions[place].action = result.decisions[place].action.map { $0 == Self.others ? nil : $0 }
      result.dropOthers(of: place)
    }
    return result
  }
}
