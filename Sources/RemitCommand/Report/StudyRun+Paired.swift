import Intake
import Statistics
import Treatment

/// The differences within the patients of a crossover.
extension StudyRun {
  /// What the study's tables by the arm alone ask, asked of pairs; of all the study's patients.
  func pairedOutcomes() throws -> [PairedOutcomes] {
    guard cohort.cohort.declaration.design == .crossover else { return [] }
    var tables = study.rates.filter { $0.by == [study.arm.name] && $0.filter == study.common.filter }
    if tables.isEmpty {
      var table = study.common
      table.by = [study.arm.name]
      tables = [table]
    }
    return try tables.flatMap { table in
      try table.endpoints.map { PairedOutcomes(of: try rates(table, $0), arms: study.arms) }
    }
  }

  /// Tables that ask the same twice give it once.
  static func different(_ answers: [[PairedDifference]]) -> [PairedDifference] {
    var found: [PairedDifference] = []
    for difference in answers.joined() where !found.contains(difference) { found.append(difference) }
    return found
  }
}
