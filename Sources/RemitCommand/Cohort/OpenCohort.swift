import Foundation
import Intake
import Reporting
import Statistics
import Summaries
import Synchronization
import Treatment

/// A cohort that a verb is reading, with what it says on standard error while and after it reads.
final class OpenCohort: Sendable {
  let cohort: CSVCohort
  /// The catalogue that the command was given.
  let own: OwnCatalogue?
  private let attrition = Mutex<Attrition?>(nil)
  private let digests: Mutex<[String: String]>
  private let showsProgress: Bool
  /// Whether rows that are refused are left out.
  let setsAside: Bool

  /// `covariates` are those that any statistic of the run reads, so that each refuses the same rows; `digests` are known
  /// already, by path.
  init(
    at path: String, threads: Int?, setAside: String?, covariates: [CovariateRequest] = [],
    derivation: DerivationParameters = DerivationParameters(), under own: OwnCatalogue? = nil,
    digests: [String: String] = [:], showsProgress: Bool = true, checked: CheckedColumnsOptions? = nil,
    dialect: CSVDialect = CSVDialect()
  ) throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var options = IntakeOptions(
      threads: threads ?? cores, setAsideFolder: setAside,
      temporaryFolder: FileManager.default.temporaryDirectory.path, covariates: covariates,
      derivation: derivation, notice: { StandardError.write("remit: \($0)") })
    options.checkedColumns = checked?.names ?? []
    options.dialect = dialect
    cohort = try CSVCohort(at: path, under: own, options: options)
    if let checked, !checked.columns.isEmpty { try checked.check(among: cohort.columnNames()) }
    self.own = own
    setsAside = setAside != nil
    self.digests = Mutex(digests)
    self.showsProgress = showsProgress
  }

  convenience init(
    _ options: CohortOptions, derivation: DerivationParameters = DerivationParameters()
  ) throws {
    try self.init(
      at: options.cohort, threads: options.threads, setAside: options.setAside, derivation: derivation,
      under: try options.catalogue.own(), checked: options.checked)
  }

  /// Every file that is read, over which no output may be written.
  var inputs: [String] {
    cohort.files.map(\.path) + (cohort.declaration.ownCatalogue?.files ?? []).map(\.path)
      + (own?.files ?? []).map(\.path)
  }

  /// The SHA-256 of a file that is read, taken once: as it stood when first asked for.
  func digest(ofFileAt path: String) throws(IntakeError) -> String {
    if let known = digests.withLock({ $0[path] }) { return known }
    let digest = try FileDigest.hexadecimal(ofFileAt: path)
    digests.withLock { $0[path] = digest }
    return digest
  }

  /// Digests that were asked for, by path.
  var knownDigests: [String: String] { digests.withLock { $0 } }

  /// Reads the cohort for several statistics together.
  func answer(_ questions: CohortQuestions) async throws {
    let progress = ReadingProgress(of: cohort.files.map(\.name), isShown: showsProgress)
    do {
      keep(try await cohort.read(questions))
    } catch {
      await progress.end()
      throw error
    }
    await progress.end()
  }

  func answer<S: Statistic>(_ statistic: S) async throws -> S.Result where S.Page == PatientPage {
    let progress = ReadingProgress(of: cohort.files.map(\.name), isShown: showsProgress)
    let (summary, rows): (S.Summary, Attrition)
    do {
      (summary, rows) = try await cohort.read(statistic)
    } catch {
      await progress.end()
      throw error
    }
    await progress.end()
    keep(rows)
    return try statistic.finish(summary)
  }

  /// The widest reading is the one to tell of: a statistic may leave files alone that it does not need.
  private func keep(_ rows: Attrition) {
    attrition.withLock { kept in
      if rows.files.values.reduce(0, { $0 + $1.all }) >= kept?.files.values.reduce(0, { $0 + $1.all }) ?? 0 {
        kept = rows
      }
    }
  }

  var rows: Attrition { attrition.withLock { $0 } ?? Attrition() }

  /// Counts of rows that the command prints beside its tables, so that disclosure control reckons with them.
  var rowTotals: [Int] {
    rows.files.values.flatMap { [$0.all, $0.used] }.reduce(into: Set()) { $0.insert($1) }.sorted()
  }

  /// Rows in = rows used + rows set aside, for every file; rounded where the rule rounds every count, and where exact
  /// ones would give a hidden count back.
  func reportRows(under rule: Disclosure, rounded: Bool = false) {
    let isRounded = rounded || rule == .openSafely
    for line in isRounded ? rows.roundedLines : rows.lines { StandardError.write("remit: \(line)") }
    if rows.files.values.contains(where: { $0.setAside > 0 }) {
      StandardError.write("remit: \(Self.setAsideWarning)")
    }
    if cohort.checksUsedColumnsOnly {
      StandardError.write(
        "remit: values of the columns in use were checked; remit validate checks all of them.")
    }
  }

  /// What becomes of a patient some of whose rows were set aside.
  static let setAsideWarning =
    "Rows were set aside and their patients keep the others, so a step may lack a score, or run on where the next "
    + "one is missing. Correct the rows before you rely on the numbers."
}

extension Attrition {
  /// One sentence a file, in order of the names.
  var lines: [String] {
    files.keys.sorted().compactMap { name in
      files[name].map {
        "\(name): \($0.all) rows in = \($0.used) used + \($0.setAside) set aside"
          + repetition(in: name) { "\($0)" }
      }
    }
  }

  /// Rows that another row of their patient says already count among those used (F43).
  private func repetition(in name: String, _ shown: (Int) -> String) -> String {
    guard let count = repeated[name] else { return "" }
    return
      "; \(shown(count)) of those used \(count == 1 ? "repeats" : "repeat") another and count\(count == 1 ? "s" : "") once with it"
  }

  /// What a report says of them; `nil` where there are none.
  var repetitions: String? {
    if repeated.isEmpty { return nil }
    let files = repeated.sorted { $0.key < $1.key }.map { file, count in
      "\(file) \((1...4).contains(count) ? "fewer than 5" : "about \((count + 2) / 5 * 5)")"
    }
    return
      "Rows that another row of the patient says already in every column count once: \(files.joined(separator: ", "))."
  }

  /// The same where exact totals would undo the rounding of a table.
  var roundedLines: [String] {
    files.keys.sorted().compactMap { name in
      files[name].map {
        "\(name): about \(($0.all + 2) / 5 * 5) rows in, \($0.setAside) set aside"
          + repetition(in: name) { "about \(($0 + 2) / 5 * 5)" }
      }
    }
  }
}
