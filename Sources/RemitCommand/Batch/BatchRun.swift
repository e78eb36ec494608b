import Foundation
import Intake
import Reporting
import Summaries
import Synchronization
import Treatment

/// The runs of a batch made one after the other, those of one cohort in one reading.
///
/// A report is what `remit report` writes for the same study: a reading that is shared changes no number.
struct BatchRun {
  /// A run whose report has to be made.
  private struct Wanted: Sendable {
    var place: Int
    var run: BatchPlan.Run
    var study: StudySpecification
    var covariates: [CovariateRequest]
    var inputs: BatchInputs
    /// The study's digest as it was planned.
    var digest: String
  }

  /// Studies of which one reading makes the steps of all.
  private struct Reading: Hashable {
    var cohort: String
    var derivation: DerivationParameters
  }

  let plan: BatchPlan
  let folder: BatchFolder
  let cohorts: [String: String]
  let own: OwnCatalogue?
  let jobs: Int
  let wantsPages: Bool
  /// Takes rows that are refused; without it a refused row fails the studies of its cohort.
  var aside: BatchAside?
  let log: BatchLog
  /// Runs whose answers are kept in memory at a time.
  private static let most = 256

  /// What became of each run, in the order of the plan.
  func outcomes() async -> [BatchOutcome] {
    var outcomes = [BatchOutcome](repeating: BatchOutcome(state: .notRun), count: plan.runs.count)
    var readings: [Reading] = []
    var wanted: [Reading: [Wanted]] = [:]
    var inputs: [String: Result<BatchInputs, Failure>] = [:]
    log.stage("looking at what is there")
    for (place, run) in plan.runs.enumerated() {
      do {
        let study = try StudySpecification(at: run.study, under: own, with: run.parameters, cohorts: cohorts)
        let of = inputs[study.cohortPath] ?? self.inputs(of: study.cohortPath)
        inputs[study.cohortPath] = of
        let one = Wanted(
          place: place, run: run, study: study,
          covariates: try RatesQuestion.covariates(of: study, in: try of.get().catalogue),
          inputs: try of.get(),
          digest: try FileDigest.hexadecimal(ofFileAt: run.study))
        let expected = BatchFreshness(
          expected: one.inputs.record(of: study, at: run, digest: one.digest), wantsPages: wantsPages)
        let target = folder.path + "/" + run.name
        guard let reason = expected.reason(for: target) else {
          let report = try RecordedReport(in: target).record.report
          outcomes[place] = BatchOutcome(state: .upToDate, report: report)
          log.event("up-to-date", [("run", .text(run.name))])
          continue
        }
        log.event(
          "wanted", [("run", .text(run.name)), ("reason", .text(reason))],
          line: reason == "new" ? nil : "\(run.name): \(reason).")
        let reading = Reading(cohort: study.cohortPath, derivation: study.derivation)
        if wanted[reading] == nil { readings.append(reading) }
        wanted[reading, default: []].append(one)
      } catch {
        outcomes[place] = .failed(error)
        tell(outcomes[place], of: run)
      }
    }
    log.begin(wanted.values.reduce(0) { $0 + $1.count })
    for reading in readings {
      var left = ArraySlice(wanted[reading] ?? [])
      while !left.isEmpty {
        if let refusal = folder.refusal {
          log.event(
            "stopped", [("message", .text(refusal.message))], line: "\(refusal.message) The batch stops here."
          )
          for place in outcomes.indices where outcomes[place].state == .notRun {
            outcomes[place].failure = refusal
          }
          return outcomes
        }
        for (place, outcome) in await answer(Array(left.prefix(Self.most))) { outcomes[place] = outcome }
        left = left.dropFirst(Self.most)
      }
    }
    return outcomes
  }

  private func inputs(of path: String) -> Result<BatchInputs, Failure> {
    defer { aside?.clear(path) }
    do {
      return .success(try BatchInputs(ofCohortAt: path, under: own, aside: aside?.scratch(of: path)))
    } catch {
      return .failure(Failure(error))
    }
  }

  /// Reads the cohort once for all of them; where that has no answer, for each half, so that one study's fault is its own.
  private func answer(_ wanted: [Wanted]) async -> [(Int, BatchOutcome)] {
    guard let first = wanted.first else { return [] }
    log.stage("reading \(first.study.cohort == "." ? first.run.name : first.study.cohort)")
    let start = ContinuousClock.now
    let path = first.study.cohortPath
    defer { aside?.clear(path) }
    do {
      var covariates: [CovariateRequest] = []
      for covariate in wanted.flatMap(\.covariates) where !covariates.contains(covariate) {
        covariates.append(covariate)
      }
      let cohort = try OpenCohort(
        at: path, threads: jobs, setAside: aside?.scratch(of: path), covariates: covariates,
        derivation: first.study.derivation, under: own, digests: first.inputs.digests, showsProgress: false)
      let asked = CohortQuestions()
      var asking: [(one: Wanted, run: StudyRun, answers: StudyAnswers, warnings: Warnings)] = []
      for one in wanted {
        let warnings = Warnings()
        let run = try StudyRun(one.study, at: one.run.study, with: one.run.parameters, cohort) {
          warnings.add($0)
        }
        asking.append((one, run, try run.ask(among: asked), warnings))
      }
      try await cohort.answer(asked)
      try first.inputs.refuseChanges()
      try aside?.keep(path)
      log.rows(of: cohort, rounded: wanted.contains { $0.study.disclosure.rule == .opensafely })
      log.event(
        "read", [("runs", .number(Double(wanted.count))), ("took", .number(log.seconds(since: start)))])
      log.stage("writing")
      return await finish(asking)
    } catch {
      if wanted.count == 1 {
        let outcome = BatchOutcome.failed(error)
        tell(outcome, of: first.run)
        return [(first.place, outcome)]
      }
      let half = wanted.count / 2
      let left = await answer(Array(wanted.prefix(half)))
      return left + (await answer(Array(wanted.dropFirst(half))))
    }
  }

  /// Makes the reports, a few at a time.
  private func finish(
    _ asking: [(one: Wanted, run: StudyRun, answers: StudyAnswers, warnings: Warnings)]
  ) async -> [(Int, BatchOutcome)] {
    await withTaskGroup(of: (Int, BatchOutcome).self) { group in
      var results: [(Int, BatchOutcome)] = []
      var running = 0
      for (one, run, answers, warnings) in asking {
        if running == jobs, let result = await group.next() {
          results.append(result)
          running -= 1
        }
        running += 1
        group.addTask {
          let start = ContinuousClock.now
          var outcome: BatchOutcome
          do {
            outcome = try await write(one, run, answers)
          } catch {
            outcome = .failed(error)
          }
          outcome.seconds = log.seconds(since: start)
          outcome.warnings = warnings.all
          tell(outcome, of: one.run)
          return (one.place, outcome)
        }
      }
      for await result in group { results.append(result) }
      return results
    }
  }

  private func write(_ one: Wanted, _ run: StudyRun, _ answers: StudyAnswers) async throws -> BatchOutcome {
    let content = try await run.content(of: answers)
    // Models read the cohort once more.
    if !one.study.predictors.isEmpty { try one.inputs.refuseChanges() }
    if content.provenance.inputs.first(where: { $0.file == content.provenance.run?.study })?.sha256
      != one.digest
    {
      throw BatchInputs.changed(one.run.study)
    }
    let report = Report(content, recomputing: .asStatistics, tablesAlone: !wantsPages)
    let made = ReportFolder(report, wantsPages ? report.files : report.tables)
    try folder.put(made, named: one.run.name, readFrom: run.cohort.inputs + [one.run.study])
    return BatchOutcome(state: .written, report: try made.record().report)
  }

  private func tell(_ outcome: BatchOutcome, of run: BatchPlan.Run) {
    log.ended()
    log.event(
      "run",
      [
        ("run", .text(run.name)), ("state", .text(outcome.state.rawValue)),
        ("took", .number(outcome.seconds)), ("exit_code", .number(Double(outcome.exitCode))),
        ("message", .text(outcome.message)),
      ], line: outcome.failure.map { "\(run.name) failed: \($0.message)" })
  }
}

/// Sentences of one run, from whatever task.
final class Warnings: Sendable {
  private let sentences = Mutex<[String]>([])

  func add(_ sentence: String) { sentences.withLock { $0.append(sentence) } }
  var all: [String] { sentences.withLock { $0 } }
}
