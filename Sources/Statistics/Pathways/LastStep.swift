import Treatment

/// How patients' last steps end: on the scale that is asked for, else on the patient's own, which has most endpoints in
/// remission or not (of equals the first of the catalogue).
struct LastStep {
  private let page: PatientPage
  private let asked: Int?
  /// Endpoints of the patient by scale.
  private var counts: [Int]

  private let tellsEnds: Bool

  init(_ page: PatientPage, on scale: String?, tellsEnds: Bool) {
    self.page = page
    self.tellsEnds = tellsEnds
    asked = scale.flatMap(page.catalogue.scale(named:))
    counts = page.catalogue.scales.map { _ in 0 }
  }

  /// `rows` are a patient's, ascending by episode and step.
  mutating func end(of rows: [Int]) -> PathwayEnd {
    guard tellsEnds else { return .end }
    guard let last = rows.last else { return .dropout }
    let own = asked ?? ownScale(in: rows)
    if page.catalogue.scales[own].remissionCutoff == nil { return .end }
    for row in rows.reversed() {
      guard page.rows.step[row] == page.rows.step[last], page.episode(of: row) == page.episode(of: last)
      else { break }
      if Int(page.rows.scale[row]) == own, let remits = remits(row) {
        return remits ? .remission : .noRemission
      }
    }
    return .dropout
  }

  private mutating func ownScale(in rows: [Int]) -> Int {
    let first = Int(page.rows.scale[rows[0]])
    if rows.allSatisfy({ Int(page.rows.scale[$0]) == first }) { return first }
    for row in rows { counts[Int(page.rows.scale[row])] = 0 }
    for row in rows where remits(row) != nil { counts[Int(page.rows.scale[row])] += 1 }
    var own = first
    for row in rows {
      let scale = Int(page.rows.scale[row])
      if counts[scale] > counts[own] || (counts[scale] == counts[own] && scale < own) { own = scale }
    }
    return own
  }

  private func remits(_ row: Int) -> Bool? {
    page.catalogue.scales[Int(page.rows.scale[row])].remits(at: page.rows.endpoint[row])
  }
}
