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

  /// Roads with the models of who got what, and who was seen.
  struct Part {
    let stages: RoadStages
    let models: StagedModels

    init(_ cohort: RoadCohort, staying: TreatmentPolicy? = nil) throws(RoadmapError) {
      do {
        stages = try RoadStages(cohort, staying: staying)
        models = try StagedModels(stages.rows, cohort.options.effects)
      } catch let error as Causal.PolicyError {
        throw .stages(error)
      } catch {
        throw .covariates(reason: "\(error)")
      }
    }
  }

  /// Throws: ``RoadmapError`` where nothing can be said of any policy; a policy without a value says why in its place.
  public func table() throws(RoadmapError) -> RoadmapTable {
    let named = [.asObserved] + policies.filter { $0.policy != .asObserved }
    let whole = try Part(cohort)
    let judged = judged(named, whole)
    let reference = try judged[0].get()
    var entries: [RoadmapTable.Entry] = []
    for (policy, found) in zip(named, judged) {
      var entry = RoadmapTable.Entry(policy)
      entry.followers = followers(of: policy.policy)
      switch found {
      case .success(let (part, own)):
        for method in RoadmapTable.methods {
          let value = own.value(method)
          entry.values.append(
            RoadmapTable.Value(
              method: method, value: value.value,
              difference: entry.isObserved
                ? nil : whole.models.difference(value, reference.judged.value(method))))
        }
        entry.support = own.support
        if !entry.isObserved { entry.bounds = RoadmapTable.oddsRatios.map { own.bounds(oddsRatio: $0) } }
        for decision in part.stages.asked where decision.step >= firstDecision {
          entry.branches += branches(of: policy.policy, at: decision, own, part)
        }
      case .failure(let error): entry.failure = error
      }
      entries.append(entry)
    }
    if let learning = cohort.options.learning {
      do throws(RoadmapError) {
        entries.append(try learned(learning, against: reference.judged))
      } catch {
        var entry = RoadmapTable.Entry(NamedPolicy(learning.name, .unreadable))
        entry.failure = error
        entries.append(entry)
      }
    }
    return RoadmapTable(
      options: cohort.options, entries: entries, steps: cohort.steps, patients: cohort.patients,
      withoutCovariate: cohort.withoutCovariate, withoutFirst: cohort.withoutFirst,
      lackingLater: cohort.lackingLater)
  }

  /// The first step that a policy may decide: the second, or the first where one does.
  private var firstDecision: Int {
    policies.contains { $0.policy.rules.first?.step == 1 } ? 1 : 2
  }

  typealias Judged = (part: Part, judged: JudgedPolicy)

  /// Each policy with the models of its outcome; those that let nobody stay are judged together, which shares fits.
  private func judged(_ named: [NamedPolicy], _ whole: Part) -> [Result<Judged, RoadmapError>] {
    var result: [Result<Judged, RoadmapError>?] = named.map { _ in nil }
    var together: [(place: Int, policy: StagedPolicy)] = []
    for (place, policy) in named.enumerated() {
      do throws(RoadmapError) {
        try check(policy)
        if policy.policy.lets(.stay) {
          let own = try Part(cohort, staying: policy.policy)
          let staged = try own.stages.staged(policy.policy, name: policy.name)
          result[place] = .success((own, try Self.one(staged, own.models)))
        } else {
          together.append((place, try whole.stages.staged(policy.policy, name: policy.name)))
        }
      } catch {
        result[place] = .failure(error)
      }
    }
    let found = whole.models.judged(together.map(\.policy))
    for (entry, judged) in zip(together, found) {
      result[entry.place] = judged.map { (whole, $0) }.mapError { .stages($0) }
    }
    return result.map { $0 ?? .failure(.stages(.noStages)) }
  }

  private static func one(_ policy: StagedPolicy, _ models: StagedModels) throws(RoadmapError) -> JudgedPolicy
  {
    do { return try models.judged(policy) } catch { throw .stages(error) }
  }

  private func check(_ policy: NamedPolicy) throws(RoadmapError) {
    for decision in cohort.decisions where policy.policy.rule(at: decision.step) == nil {
      throw .noRule(
        policy: policy.name, step: decision.step, patients: decision.acted.patients.count)
    }
  }
}
