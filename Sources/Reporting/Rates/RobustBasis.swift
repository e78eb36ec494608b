import Treatment

/// How many patients the robust limits of a row rest on: those with a step in N.
///
/// Exact where each patient has one step. Where patients have several, those without a step in N are at most as many as
/// the steps that N lacks, so that bounds are given.
struct RobustBasis {
  var least: Int
  var most: Int

  /// `nil` where the row shows no robust limits.
  init?(_ row: SuppressedRates.Row) {
    guard row.robustLow != nil, let patients = row.patients, let steps = row.steps, let n = row.n else {
      return nil
    }
    most = min(patients, n)
    least = steps == patients ? n : max(1, patients - (steps - n))
    least = min(least, most)
  }

  var isFew: Bool { least < 20 }

  var text: String { least == most ? String(most) : "\(least) to \(most)" }

  /// The groups with few patients in some row, each with the fewest.
  static func fewest(_ rows: [SuppressedRates.Row], by keys: [String], _ names: ReportNames) -> [(
    label: String, basis: RobustBasis
  )] {
    var few: [(label: String, basis: RobustBasis)] = []
    for row in rows {
      guard let basis = RobustBasis(row), basis.isFew else { continue }
      let label = names.label(row.group, by: keys)
      guard let place = few.firstIndex(where: { $0.label == label }) else {
        few.append((label, basis))
        continue
      }
      if basis.least < few[place].basis.least { few[place].basis = basis }
    }
    return few
  }
}

extension SuppressedRates {
  /// What stands below rows whose robust limits rest on few patients.
  func robustNotes(for rows: [Row]) -> [String] {
    let parts = RobustBasis.fewest(rows, by: by, names).map { "\($0.label) \($0.basis.text)" }
    return parts.isEmpty
      ? []
      : [
        "Patients in N on whom robust limits rest, where they are fewer than 20: \(ReportWords.named(parts))."
      ]
  }
}

extension SuppressedRates.Section {
  /// Whether nobody of the group has the baseline score, so that no change is known of anybody.
  ///
  /// Rounded counts never say so: an N of 0 is hidden among them.
  func isNeverScored(_ group: [String]) -> Bool {
    let ofGroup = rows.filter { $0.group == group }
    guard ofGroup.contains(where: { $0.missing == .observed && $0.n == 0 }) else { return false }
    return ofGroup.allSatisfy { row in row.steps.map { $0 > 0 && row.noBaseline == $0 } ?? false }
  }
}
