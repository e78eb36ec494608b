import Treatment

/// Rows of steps that a test writes down, as a cohort gives them.
struct RoadRows {
  struct Row {
    var patient: Int
    var step: Int
    var strategy = "FIRST_LINE"
    /// `nil` = not seen.
    var remits: Bool?
    var responds = false
    var reason: String?
  }

  var rows: [Row] = []

  mutating func add(
    _ patient: Int, _ step: Int, _ strategy: String = "FIRST_LINE", remits: Bool?, responds: Bool = false,
    reason: String? = nil
  ) {
    rows.append(
      Row(
        patient: patient, step: step, strategy: strategy, remits: remits, responds: responds, reason: reason))
  }

  /// - Parameter more: columns of the patients.
  func table(_ more: (String, (Int) -> Double)...) -> FlatTable {
    func numbers(_ name: String, _ value: (Row) -> Double) -> FlatColumn {
      FlatColumn(name, .numbers(rows.map(value)))
    }
    let columns = [
      numbers("patient_id") { Double($0.patient) }, numbers("episode") { _ in 1 },
      numbers("step") { Double($0.step) }, FlatColumn("strategy", texts: rows.map(\.strategy)),
      numbers("start_day") { Double(70 * ($0.step - 1)) }, numbers("end_day") { Double(70 * $0.step - 10) },
      numbers("baseline") { _ in 30 }, numbers("entry") { _ in 30 },
      numbers("endpoint") { $0.remits.map { $0 ? 5 : 20 } ?? .nan },
      numbers("remission") { $0.remits.map { $0 ? 1 : 0 } ?? .nan },
      numbers("response") { row in row.remits.map { $0 || row.responds ? 1 : 0 } ?? .nan },
      FlatColumn("stop_reason", texts: rows.map(\.reason)),
    ]
    return FlatTable(
      columns + more.map { name, value in numbers(name) { value($0.patient) } }, rowCount: rows.count)
  }
}
