import Treatment

/// One ingredient, what it was given for, and its dose on each day on which it was given (section 3; F6, F7).
struct SlowDays {
  var agent: Int
  var isForDepression: Bool
  var doses: [Int: Double] = [:]
  /// Some row runs on at the data end (F2).
  var isCensored = false
}

extension SlowDays {
  /// A row after fixed combinations are split and its end is known.
  struct Row {
    var agent: Int
    var isForDepression: Bool
    var start: Int
    var end: Int
    var dose: Double
    var isCensored: Bool
  }

  /// Section 3, points 2 and 5; F1, F2, F34.
  static func rows(of history: PatientHistory, dataEnd: Int, formulary: Formulary) -> [Row] {
    var rows: [Row] = []
    var seen: Set<String> = []
    for exposure in history.exposures {
      // F43: a row that says the same in every column says it once.
      guard seen.insert(String(describing: exposure)).inserted else { continue }
      let isCensored = exposure.isOpen || (history.lastDay.map { Int(exposure.endDay) >= $0 } ?? false)
      let row = Row(
        agent: Int(exposure.agent), isForDepression: exposure.indication == .depression,
        start: Int(exposure.startDay), end: isCensored ? dataEnd : Int(exposure.endDay),
        dose: exposure.dose, isCensored: isCensored)
      let entry = formulary.entries[row.agent]
      if entry.componentCount == 0 { rows.append(row) }
      for place in 0..<Int(entry.componentCount) {
        let component = formulary.components[Int(entry.firstComponent) + place]
        var part = row
        part.agent = Int(component.agent)
        part.dose = component.takesStatedDose ? row.dose : component.dose
        rows.append(part)
      }
    }
    return rows
  }

  /// Section 3, point 8, by F6 and F43: strengths of rows that start on one day add up, other overlaps take the maximum.
  static func tables(of rows: [Row]) -> [SlowDays] {
    var tables: [SlowDays] = []
    for row in rows {
      let isKnown = tables.contains { $0.agent == row.agent && $0.isForDepression == row.isForDepression }
      if !isKnown { tables.append(SlowDays(agent: row.agent, isForDepression: row.isForDepression)) }
    }
    for place in tables.indices {
      let own = rows.filter {
        $0.agent == tables[place].agent && $0.isForDepression == tables[place].isForDepression
      }
      for start in Set(own.map(\.start)) {
        let together = own.filter { $0.start == start }
        var sums: [Int: Double] = [:]
        for day in start...(together.map(\.end).max() ?? start) {
          // F43: different strengths add, the same one does not.
          let strengths = together.filter { $0.end >= day }.map(\.dose)
          let known = Set(strengths.filter { !$0.isNaN })
          sums[day] = strengths.contains(where: \.isNaN) ? .nan : known.sorted().reduce(0, +)
        }
        tables[place].doses.merge(sums) { larger($0, $1) }
      }
      tables[place].isCensored = own.contains(where: \.isCensored)
    }
    return tables
  }

  /// A known dose is taken over an unknown one.
  private static func larger(_ first: Double, _ second: Double) -> Double {
    if first.isNaN { return second }
    if second.isNaN { return first }
    return max(first, second)
  }
}
