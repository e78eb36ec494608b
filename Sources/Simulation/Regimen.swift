internal import Summaries
internal import Treatment

/// Drugs and procedures that the simulation prescribes, by their names in the catalogue.
enum Prescription {
  struct Drug: Sendable {
    /// Its own, up to 63.
    let number: Int
    let name: String
    let family: String
    /// Milligrams a day: to begin with, then, and where that is not enough.
    let doses: (Double, Double, Double)
  }

  static let firstLine = [
    Drug(number: 1, name: "sertraline", family: "SSRI", doses: (50, 100, 200)),
    Drug(number: 2, name: "escitalopram", family: "SSRI", doses: (10, 10, 20)),
    Drug(number: 3, name: "citalopram", family: "SSRI", doses: (20, 20, 40)),
    Drug(number: 4, name: "fluoxetine", family: "SSRI", doses: (20, 20, 60)),
    Drug(number: 5, name: "venlafaxine", family: "SNRI", doses: (75, 150, 225)),
    Drug(number: 6, name: "duloxetine", family: "SNRI", doses: (60, 60, 120)),
    Drug(number: 7, name: "mirtazapine", family: "NaSSA", doses: (15, 30, 45)),
    Drug(number: 8, name: "bupropion", family: "NDRI", doses: (150, 300, 450)),
  ]
  static let later =
    firstLine + [
      Drug(number: 9, name: "nortriptyline", family: "TCA", doses: (75, 100, 150)),
      Drug(number: 10, name: "vortioxetine", family: "multimodal", doses: (10, 10, 20)),
    ]
  /// What is combined with a running drug, the first that was not used.
  static let combinable = [later[6], later[7], later[8]]
  /// By strategy: augmenters with their doses.
  static let augmenters: [Strategy: [Drug]] = [
    .augmentAntipsychotic: [
      Drug(number: 11, name: "aripiprazole", family: "", doses: (2, 5, 10)),
      Drug(number: 12, name: "brexpiprazole", family: "", doses: (1, 2, 2)),
    ],
    .augmentLithium: [Drug(number: 13, name: "lithium", family: "", doses: (600, 900, 900))],
    .augmentThyroid: [Drug(number: 14, name: "liothyronine", family: "", doses: (0.025, 0.05, 0.05))],
    .augmentOther: [Drug(number: 15, name: "buspirone", family: "", doses: (30, 45, 60))],
  ]
}

/// A row of exposures.csv; a day of `Int32.max` is an end that has not come.
struct ExposureRow: Sendable {
  var agent: String
  var start: Int32
  var end: Int32
  var dose = Double.nan
  var sessions: Int32 = -1
  var daysSupplied: Int32 = -1
  var reason = ""
}

/// A drug that runs, with the days from which its doses ran.
struct RunningDrug: Sendable {
  let drug: Prescription.Drug
  var doses: [(start: Int32, dose: Double)]
  /// Of what is prescribed, the share that is taken.
  var taken = 1.0

  init(_ drug: Prescription.Drug, from day: Int32, taken: Double) {
    self.drug = drug
    self.taken = taken
    doses = [(day, drug.doses.0)]
    if drug.doses.1 != drug.doses.0 { doses.append((day + 7, drug.doses.1)) }
  }

  mutating func raise(on day: Int32) {
    if drug.doses.2 != drug.doses.1 { doses.append((day, drug.doses.2)) }
  }

  /// The rows up to a last day; what was to begin later never did.
  func rows(to end: Int32, reason: String) -> [ExposureRow] {
    let begun = doses.filter { $0.start <= end }
    return begun.enumerated().map { place, one in
      let isLast = place + 1 == begun.count
      let last = isLast ? end : begun[place + 1].start - 1
      var row = ExposureRow(agent: drug.name, start: one.start, end: last, dose: one.dose)
      if last != .max {
        let days = Double(last - one.start + 1)
        row.daysSupplied = Int32((days * taken).rounded())
      } else if taken < 1 {
        // To be set where the files end.
        row.daysSupplied = 0
      }
      if isLast { row.reason = reason }
      return row
    }
  }
}
