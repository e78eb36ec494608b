internal import Summaries
internal import Treatment

/// Gathers the profiles of a pass that looks at every column.
typealias StepsCheckRun = WindowResults<StepsCheck>

extension StepsFile {
  /// Every column of the file typed and checked, whatever the request reads.
  ///
  /// The pass has no summary where patients are not together or not in order; the profile is then of a part of
  /// the file and of no use.
  /// Throws: ``IntakeError``, with all that is wrong.
  func check(
    threads: Int, windowBytes: Int = StepsFile.windowBytes, setAside: SetAsideWriter? = nil
  ) async throws(IntakeError) -> Pass<StepsCheck> {
    let pass = try await check(
      counting: NoStatistic(), threads: threads, windowBytes: windowBytes, setAside: setAside)
    return Pass(summary: pass.summary?.check, rows: pass.rows, issues: pass.issues)
  }

  /// The same, and a statistic's summary of the pages of the same pass.
  func check<S: Statistic>(
    counting statistic: S, threads: Int, windowBytes: Int = StepsFile.windowBytes,
    setAside: SetAsideWriter? = nil
  ) async throws(IntakeError) -> Pass<CheckedSteps<S.Summary>> where S.Page == PatientPage {
    let everything = try StepsFile(
      self, layout: layout.checkingEverything(dialect: dialect, names: names, comparesOthers: true))
    return try await everything.profile(
      statistic, threads: threads, windowBytes: windowBytes, setAside: setAside)
  }

  private func profile<S: Statistic>(
    _ statistic: S, threads: Int, windowBytes: Int, setAside: SetAsideWriter?
  ) async throws(IntakeError) -> Pass<CheckedSteps<S.Summary>> where S.Page == PatientPage {
    let empty = StepsCheck(header: layout.header)
    if setAside == nil, let size = try plainSize() {
      let run = StepsCheckRun(empty)
      let pass = try await workers(
        statistic, size: size, threads: threads, windowBytes: windowBytes, readAhead: 4096, check: run)
      if let pass {
        return Pass(summary: pass.summary.map { CheckedSteps(check: run.value, counts: $0) }, rows: pass.rows)
      }
    }
    let run = StepsCheckRun(empty)
    let pass = try rowByRow(statistic, windowBytes: windowBytes, setAside: setAside, check: run)
    return Pass(
      summary: pass.summary.map { CheckedSteps(check: run.value, counts: $0) }, rows: pass.rows,
      issues: pass.issues)
  }
}

/// The columns of a steps file and what a statistic made of its pages.
struct CheckedSteps<Counts: Sendable>: Sendable {
  var check: StepsCheck
  var counts: Counts
}

/// Asks nothing of its pages.
struct NoStatistic: Statistic {
  struct Summary: Mergeable { func merge(_ other: Summary) {} }

  var empty: Summary { Summary() }
  func add(_ page: PatientPage, to summary: inout Summary) {}
  func finish(_ summary: Summary) throws(StatisticError) {}
}
