internal import Treatment

/// A patient of an OMOP folder, counted from the own day 0.
struct OMOPPatient: Sendable {
  let id: Int64
  let sex: String
  /// 0 = not stated, as the age.
  let birthYear: Int32
  let age: Int32?
  let hasDepressionCode: Bool
  /// ``Day/none`` = not stated.
  let lastDay: Int32
  let zero: Int32
  /// Ascending, their days as the tables have them.
  let drugs: [OMOPPerson.Drug]
  let sessions: [OMOPPerson.Session]
  let assessments: [Assessment]

  init(_ person: OMOPPerson, isAntidepressant: (Int32) -> Bool) {
    let drugs = person.drugs
    let zero = person.dayZero(drugs, isAntidepressant: isAntidepressant)
    id = person.id
    sex = person.sex
    birthYear = person.birthYear
    let isDated = !drugs.isEmpty || !person.sessions.isEmpty || !person.scores.isEmpty
    let hasDay = isDated || person.observationStart != Day.none
    age = birthYear != 0 && hasDay ? Int32(CalendarDay.year(of: Int(zero))) - birthYear : nil
    hasDepressionCode = person.hasDepressionCode
    lastDay = person.observationEnd == Day.none ? Day.none : person.observationEnd - zero
    self.zero = zero
    self.drugs = drugs
    sessions = person.sessions.sorted { ($0.day, $0.agent) < ($1.day, $1.agent) }
    assessments = person.scores.map {
      Assessment(day: Int($0.day - zero), scale: Int($0.scale), score: $0.value)
    }
  }

  var identifier: [UInt8] { Array(String(id).utf8) }
}

extension CalendarDay {
  /// The year of a day since 1970: the greatest whose first day is not after it.
  static func year(of day: Int) -> Int {
    var year = 1970 + Int((Double(day) / 365.2425).rounded(.down))
    func firstDay(_ year: Int) -> Int {
      let before = year - 1
      return 365 * (year - 1970) + (before / 4 - before / 100 + before / 400) - 477
    }
    while firstDay(year) > day { year -= 1 }
    while firstDay(year + 1) <= day { year += 1 }
    return year
  }
}
