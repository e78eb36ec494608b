import Treatment

/// One ingredient, what it was given for, and its dose on each day on which it was given ("Exposures", "Eras"; F6, F7).
struct SlowDays {
  var agent: Int
  var isForDepression: Bool
  var doses: [Int: Double] = [:]
  /// Some row runs on at the data end (F2).
  var isCensored = false
  /// Days on which a row states a route (F38).
  var routes: [(days: ClosedRange<Int>, route: Route)] = []
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
    var route: Route
  }

  /// "Exposures", points 2 and 5; F1, F2, F34.
  static func rows(of history: PatientHistory, dataEnd: Int, catalogue: Catalogue) -> [Row] {
    var rows: [Row] = []
    var seen: Set<String> = []
    for exposure in history.exposures {
      // F43: a row that says the same in every column says it once.
      guard seen.insert(String(describing: exposure)).inserted else { continue }
      let isCensored = exposure.isOpen || (history.lastDay.map { Int(exposure.endDay) >= $0 } ?? false)
      let row = Row(
        agent: Int(exposure.agent), isForDepression: exposure.indication == .depression,
        start: Int(exposure.startDay), end: isCensored ? dataEnd : Int(exposure.endDay),
        dose: exposure.dose, isCensored: isCensored, route: exposure.route)
      rows += parts(of: row, catalogue)
    }
    return rows
  }

  /// F40: the ingredients of a fixed combination; the dose of the row is that of the one whose dose the product leaves open, an
  /// antidepressant first, and where all are settled the first antidepressant's, to which the others stay in proportion.
  private static func parts(of row: Row, _ catalogue: Catalogue) -> [Row] {
    let components = catalogue.agents[row.agent].components
    if components.isEmpty { return [row] }
    let agents = components.compactMap { catalogue.agent(named: $0.name) }
    let doses = components.map(\.dose)
    let open = agents.indices.filter { doses[$0] == nil }
    let drugs = agents.indices.filter { catalogue.agents[agents[$0]].role == "antidepressant" }
    let taker = open.first(where: drugs.contains) ?? open.first ?? drugs.first ?? 0
    return agents.indices.map { place in
      var part = row
      part.agent = agents[place]
      if row.dose.isNaN || !open.isEmpty && place != taker {
        part.dose = doses[place] ?? .nan
      } else if open.isEmpty, let own = doses[place], let whole = doses[taker] {
        part.dose = row.dose * (own / whole)
      }
      return part
    }
  }

  /// "Eras", F6 and F43: strengths of rows that start on one day add up, other overlaps take the maximum.
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
      tables[place].routes = own.map { ($0.start...$0.end, $0.route) }
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
