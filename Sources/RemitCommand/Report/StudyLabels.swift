import Intake
import Treatment
import Reporting
import Statistics

/// Labels of a study for values that no table of its report holds: misspelt, as a rule.
struct StudyLabels {
  let labels: StudySpecification.Labels

  /// A sentence a label, with the nearest value; columns that no table is by are not judged.
  func unknown(in results: Results) -> [String] {
    var sentences: [String] = []
    for (column, words) in labels.levels.sorted(by: { $0.key < $1.key }) {
      let known = values(of: column, in: results)
      if known.isEmpty { continue }
      for level in words.keys.sorted() where !known.contains(level) {
        let near = NearestName.nearest(level, among: known.sorted()).first.map { "; the nearest is '\($0)'" }
        sentences.append("labels: '\(column)' has no value '\(level)' in this report\(near ?? "").")
      }
    }
    return sentences
  }

  private func values(of column: String, in results: Results) -> Set<String> {
    var known: Set<String> = []
    for table in results.rates {
      guard let place = table.by.firstIndex(of: column) else { continue }
      known.formUnion(table.rows.map { $0.group[place] })
    }
    for row in results.baseline?.rows ?? [] where row.name == column && !row.level.isEmpty {
      known.insert(row.level)
    }
    return known
  }
}
