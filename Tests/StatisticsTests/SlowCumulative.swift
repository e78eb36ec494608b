import Treatment

/// Cumulative remission once more, patient by patient, from Documentation/Formats/Scores.md, "Cumulative remission",
/// alone.
struct SlowCumulative {
  struct Row: Equatable {
    var step: Int
    var entered = 0
    var scored = 0
    var remitted = 0
    var notAssessed = 0
    var observedN = 0
    var observedEvents = 0
    var worstCaseN = 0
  }

  /// Of patients on one scale; `first` is the lowest step among all of them.
  static func rows(_ patients: [GeneratedPatient], on scale: Int) -> [Row] {
    let courses = patients.compactMap { patient -> (rows: [GeneratedPatient.Row], isAssessed: Bool)? in
      // Of several episodes the first that has a row on the scale.
      guard let episode = patient.rows.filter({ $0.scale == scale }).map(\.episode).min() else { return nil }
      let own = patient.rows.filter { $0.episode == episode && $0.scale == scale }.sorted {
        $0.step < $1.step
      }
      return own.isEmpty ? nil : (own, patient.isAssessed(on: scale))
    }
    guard let first = courses.map({ $0.rows[0].step }).min() else { return [] }
    let began = courses.filter { $0.rows[0].step == first }
    return Set(began.flatMap { $0.isAssessed ? $0.rows.map(\.step) : [first] }).sorted().map { step in
      var row = Row(step: step)
      for (rows, isAssessed) in began {
        guard isAssessed else {
          row.notAssessed += 1
          continue
        }
        row.worstCaseN += 1
        let soFar = rows.filter { $0.step <= step }
        let endpoints = soFar.map { testScales[scale].remits(at: $0.endpoint) }
        if soFar.last?.step == step {
          row.entered += 1
          if let last = endpoints.last, let known = last {
            row.scored += 1
            if known { row.remitted += 1 }
          }
        }
        if endpoints.contains(true) {
          row.observedEvents += 1
          row.observedN += 1
        } else if let last = endpoints.last, last != nil {
          row.observedN += 1
        }
      }
      return row
    }
  }
}
