import Causal
public import Treatment

/// The value of policies in a cohort: who would have reached the outcome by the end of the last step, had everybody followed the policy and
/// nobody left.
///
/// Grade: canonical
/// Not: advice. A value is an estimate under assumptions that no data can show (Documentation/Roadmap/README.md).
/// Source: Documentation/Roadmap/README.md, "The value of a policy"
public struct Roadmap: Sendable {
  public let cohort: RoadCohort
  public let policies: [NamedPolicy]

  public init(_ cohort: RoadCohort, policies: [NamedPolicy]) {
    self.cohort = cohort
    self.policies = policies
  }

  /// Throws: ``RoadmapError`` where nothing can be said of any policy; a policy without a value says why in its place.
  public func table() throws(RoadmapError) -> RoadmapTable {
    let named = [.asObserved] + policies.filter { $0.policy != .asObserved }
    let whole = try Part(cohort)
    let parts = try later(whole)
    var entries: [RoadmapTable.Entry] = []
    var observed: [PolicyValue] = []
    for policy in named {
      var entry = RoadmapTable.Entry(policy)
      do throws(RoadmapError) {
        let values = try fill(&entry, whole, parts)
        if entry.isObserved { observed = values }
        entry.values = values.map { value in
          RoadmapTable.Value(
            method: value.method, value: value.value,
            difference: entry.isObserved
              ? nil
              : observed.first { $0.method == value.method }.map { whole.models.difference(value, $0) })
        }
      } catch {
        // Without the reference nothing can be compared with it.
        if entry.isObserved { throw error }
        entry.failure = error
      }
      entries.append(entry)
    }
    return RoadmapTable(
      options: cohort.options, entries: entries, steps: cohort.steps, patients: cohort.patients,
      withoutCovariate: cohort.withoutCovariate, withoutFirst: cohort.withoutFirst,
      lackingLater: cohort.lackingLater)
  }

  /// Roads from a step on, with their models.
  struct Part {
    let stages: RoadStages
    let models: StagedModels

    init(
      _ cohort: RoadCohort, from step: Int = 1, staying: TreatmentPolicy? = nil
    ) throws(RoadmapError) {
      var options = cohort.options.effects
      // Of a branch alone, what the models' doubt adds to everybody's influence does not add up to 0.
      if step > 1 { options.variance = .influence }
      do {
        stages = try RoadStages(cohort, from: step, staying: staying)
        models = try StagedModels(stages.rows, options)
      } catch let error as Causal.PolicyError {
        throw .stages(error)
      } catch {
        throw .covariates(step: step, reason: "\(error)")
      }
    }
  }

  /// The first step that a policy may decide: the second, or the first where one does.
  var firstDecision: Int {
    policies.contains { $0.policy.rules.first?.step == 1 } ? 1 : 2
  }

  private func later(_ whole: Part) throws(RoadmapError) -> [Int: Part] {
    var result: [Int: Part] = [:]
    for decision in cohort.decisions where decision.step >= firstDecision {
      // A step that few come to has no models of its own; its branches are shown without a chance.
      result[decision.step] = try? Part(cohort, from: decision.step)
    }
    return result
  }

  private func fill(
    _ entry: inout RoadmapTable.Entry, _ whole: Part, _ later: [Int: Part]
  ) throws(RoadmapError) -> [PolicyValue] {
    let policy = entry.policy
    for decision in cohort.decisions where policy.rule(at: decision.step) == nil {
      throw .noRule(policy: entry.name, step: decision.step, patients: decision.acted.patients.count)
    }
    entry.followers = followers(of: policy)
    let staying = policy.lets(.stay) ? policy : nil
    let own = staying == nil ? whole : try Part(cohort, staying: staying)
    let staged = try own.stages.staged(policy, name: entry.name)
    var values: [PolicyValue] = []
    do {
      let judged = try own.models.judged(staged)
      for method in RoadmapTable.methods { values.append(judged.value(method)) }
      entry.support = judged.support
    } catch {
      throw .stages(error)
    }
    for decision in cohort.decisions where decision.step >= firstDecision {
      let part =
        staying == nil ? later[decision.step] : try? Part(cohort, from: decision.step, staying: staying)
      entry.branches += branches(of: entry, at: decision, part)
    }
    return values
  }
}

extension TreatmentPolicy {
  /// Whether some rule lets it be so.
  func lets(_ choice: Choice) -> Bool {
    whole == choice || rules.contains { $0.branches.contains { $0.choice == choice } }
  }
}
