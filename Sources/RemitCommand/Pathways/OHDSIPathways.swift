import Foundation
import Intake
import LinearAlgebra
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// Pathways of a cohort table and its list of cohorts.
struct OHDSIPathways {
  private let command: PathwaysCommand
  private let list: String

  init(_ command: PathwaysCommand, listAt path: String) {
    self.command = command
    list = path
  }

  func answer() async throws -> PathwaysOutput {
    for path in [command.input.cohort, list]
    where path != "-" && !FileManager.default.fileExists(atPath: path) {
      throw Failure(
        .missingFile,
        "\(path) is not there. --cohorts takes a list of cohorts, and COHORT then is a cohort table.")
    }
    let cohorts = try CohortSet(listAt: list)
    let table = try OHDSICohortTable(
      at: command.input.cohort, of: cohorts, allowEmpty: command.allowEmptyCohorts,
      checked: command.input.checked.names)
    let parameters = command.pathways.parameters(of: nil)
    var shown: [SuppressedPathways] = []
    var grade = Grade.exact
    var empty: [String] = []
    let known = table.attrition.files.values.flatMap { [$0.all, $0.used] }
    for target in cohorts.targets {
      let statistic = CohortTablePathways(
        of: cohorts, in: target, parameters, interval: command.interval, level: command.level)
      grade = statistic.grade
      do {
        let result = try await table.answer(statistic)
        if let one = command.disclosure.rule.applied(
          to: result, knownTotals: known, recomputing: .asStatistics)
        {
          shown.append(one)
        }
      } catch StatisticError.noRows {
        empty.append(target.name)
      }
    }
    if shown.isEmpty { throw StatisticError.noRows(wanted: "a pathway") }
    var record = Provenance(
      inputs: try [(table.name, table.path), (URL(fileURLWithPath: list).lastPathComponent, list)].map {
        name, path in
        Provenance.Input(
          file: name, sha256: try FileDigest.hexadecimal(ofFileAt: path),
          rows: table.attrition.files[name]?.all)
      },
      definitions: [.init("of", "cohort")] + command.definitions(parameters)
        + CheckedColumnsOptions.definitions(of: command.input.checked.names),
      versions: [.init("remit", Version.number)], blasKernel: BLASKernel.name)
    record.grades = [.init("pathways", grade.rawValue), .init("limits", ProportionInterval.grade.rawValue)]
    let (unlisted, rule) = (table.unlisted, command.disclosure.rule)
    let lines = rule == .openSafely ? table.attrition.roundedLines : table.attrition.lines
    return PathwaysOutput(shown: shown, provenance: record, inputs: [table.path, list]) {
      for line in lines { StandardError.write("remit: \(line)") }
      if let some = rule.isSmall(Double(unlisted)) && unlisted > 0
        ? "some" : unlisted == 0 ? nil : rule.amount(unlisted)
      {
        StandardError.write(
          "remit: \(some) rows are of cohorts that the list does not name, and were left out.")
      }
      for name in empty { StandardError.write("remit: nobody has a pathway in the target \(name).") }
    }
  }
}
