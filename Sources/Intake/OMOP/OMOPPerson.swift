import Treatment

/// What the tables say of one person, in days since 1970; nothing else of a row is kept.
struct OMOPPerson {
  /// Days on one ingredient.
  struct Drug: Hashable {
    /// Index into the catalogue's agents.
    var agent: Int32
    var start: Int32
    var end: Int32
    /// Milligrams a day; NaN = unknown.
    var dose: Double
    /// What the brand in the drug's name is for, where it is not depression (F36).
    var indication: Indication?
  }

  struct Session: Hashable {
    var agent: Int32
    var day: Int32
    var count: Int32
  }

  struct Score {
    var scale: Int32
    var day: Int32
    var value: Double
    var order: Order
  }

  /// Decides which of several scores of one day is the last.
  struct Order: Comparable {
    var time: String
    var key: String

    static func < (a: Order, b: Order) -> Bool {
      (a.time, a.key.utf8.count, a.key) < (b.time, b.key.utf8.count, b.key)
    }
  }

  let id: Int64
  var sex = ""
  /// 0 = not stated.
  var birthYear: Int32 = 0
  var observationStart = Day.none
  var observationEnd = Day.none
  var hasDepressionCode = false
  var eras: [Drug] = []
  var exposures: [Drug] = []
  var sessions: [Session] = []
  var scores: [Score] = []

  init(id: Int64) { self.id = id }

  func isAfterObservation(_ day: Int32) -> Bool { observationEnd != Day.none && day > observationEnd }

  /// The drug courses that the cohort holds, ascending.
  ///
  /// An agent with a dose in any drug exposure is read from its exposures, and days of its eras that none of them
  /// covers have an unknown dose; so has an agent with a brand for another indication, which its eras do not tell. Any other
  /// agent is read from its eras, and only without any from its exposures. What is left of an era after the patient's
  /// observation is none.
  var drugs: [Drug] {
    var result: [Drug] = []
    if eras.isEmpty || exposures.isEmpty {
      result = eras + exposures
    } else {
      for agent in Set((eras + exposures).map(\.agent)).sorted() {
        let eras = eras.filter { $0.agent == agent }
        let exposures = exposures.filter { $0.agent == agent }
        if exposures.contains(where: { !$0.dose.isNaN || $0.indication != nil }) {
          result += exposures
          for era in eras {
            result += Self.rest(of: era, without: exposures).filter { !isAfterObservation($0.start) }
          }
        } else {
          result += eras.isEmpty ? exposures : eras
        }
      }
    }
    func rank(_ drug: Drug) -> Double { drug.dose.isNaN ? -1 : drug.dose }
    return result.sorted { ($0.start, $0.agent, $0.end, rank($0)) < ($1.start, $1.agent, $1.end, rank($1)) }
  }

  /// One score of a scale and day: the last, whatever the order of the rows; with how many others there were.
  var lastScores: (scores: [Score], others: Int) {
    let all = scores.sorted {
      ($0.day, $0.scale, $0.order, $0.value) < ($1.day, $1.scale, $1.order, $1.value)
    }
    let last = all.indices.filter { place in
      place == all.endIndex - 1 || all[place + 1].day != all[place].day
        || all[place + 1].scale != all[place].scale
    }
    return last.count == all.count ? (all, 0) : (last.map { all[$0] }, all.count - last.count)
  }

  private static func rest(of era: Drug, without covered: [Drug]) -> [Drug] {
    var result: [Drug] = []
    var from = era.start
    for part in covered.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where part.end >= from && part.start <= era.end {
      if part.start > from {
        result.append(Drug(agent: era.agent, start: from, end: part.start - 1, dose: .nan))
      }
      from = max(from, part.end + 1)
    }
    if from <= era.end { result.append(Drug(agent: era.agent, start: from, end: era.end, dose: .nan)) }
    return result
  }

  /// The patient's day 0: the start of the first antidepressant era; without one the start of the first observation
  /// period, and without that the first event.
  ///
  /// So days count from the first antidepressant that the source knows, which is seldom the patient's first.
  func dayZero(_ drugs: [Drug], isAntidepressant: (Int32) -> Bool) -> Int32 {
    var first: Int32?
    for drug in drugs where isAntidepressant(drug.agent) && drug.indication == nil {
      first = min(first ?? drug.start, drug.start)
    }
    if let first { return first }
    if observationStart != Day.none { return observationStart }
    return (drugs.map(\.start) + sessions.map(\.day) + scores.map(\.day)).min() ?? 0
  }
}
