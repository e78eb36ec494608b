/// A drug that runs, with the days from which its doses ran.
struct RunningDrug: Sendable {
  let drug: Prescription.Drug
  /// The place of the step that it began with.
  let step: Int
  /// First day and milligrams of the doses so far, of which there are three at most.
  private var doses: InlineArray<3, (start: Int32, dose: Double)>
  private var dosesKnown = 1
  /// Of what is prescribed, the share that is taken.
  var taken = 1.0

  init(_ drug: Prescription.Drug, of step: Int, from day: Int32, taken: Double) {
    self.drug = drug
    self.step = step
    self.taken = taken
    doses = InlineArray(repeating: (day, drug.doses.0))
    if drug.doses.1 != drug.doses.0 { add(drug.doses.1, from: day + 7) }
  }

  /// The day on which it began.
  var start: Int32 { doses[0].start }

  mutating func raise(on day: Int32) {
    if drug.doses.2 != drug.doses.1 { add(drug.doses.2, from: day) }
  }

  private mutating func add(_ dose: Double, from day: Int32) {
    doses[dosesKnown] = (day, dose)
    dosesKnown += 1
  }

  /// Adds the rows up to a last day; what was to begin later never did.
  func addRows(to end: Int32, reason: String, in exposures: inout [ExposureRow]) {
    let begun = (0..<dosesKnown).count { doses[$0].start <= end }
    for place in 0..<begun {
      let isLast = place + 1 == begun
      let (first, last) = (doses[place].start, isLast ? end : doses[place + 1].start - 1)
      var row = ExposureRow(step: step, agent: drug.name, start: first, end: last, dose: doses[place].dose)
      if last != .max {
        row.daysSupplied = Int32((Double(last - first + 1) * taken).rounded())
      } else if taken < 1 {
        // To be set where the files end.
        row.daysSupplied = 0
      }
      if isLast { row.reason = reason }
      exposures.append(row)
    }
  }
}
