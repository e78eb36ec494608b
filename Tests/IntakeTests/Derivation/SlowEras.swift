import Treatment

/// Day tables to eras: the role on each day, runs of days collapsed, background found.
extension SlowDerivation {
  /// Ascending by start, then by name.
  func eras(of history: PatientHistory, dataEnd: Int) -> [SlowEra] {
    let rows = SlowDays.rows(of: history, dataEnd: dataEnd, formulary: formulary)
    var eras: [SlowEra] = []
    for table in SlowDays.tables(of: coursesOfECT(rows)) { eras += self.eras(of: table, dataEnd: dataEnd) }
    return sorted(withBackground(eras))
  }

  func sorted(_ eras: [SlowEra]) -> [SlowEra] {
    eras.sorted { ($0.start, rank($0), $0.end) < ($1.start, rank($1), $1.end) }
  }

  func rank(_ era: SlowEra) -> Int { Int(formulary.entries[era.agent].nameRank) }

  /// Section 3, point 4: recomputed on every day. An unknown dose is not a low one.
  private func kind(of table: SlowDays, dose: Double) -> Formulary.Kind {
    let entry = formulary.entries[table.agent]
    if !table.isForDepression { return .background }
    return dose < entry.lowDoseBelow ? entry.lowDoseKind : entry.kind
  }

  /// F6: eras collapse within (ingredient, role), procedures by their own gap; a bare ketamine is one (F11).
  private func eras(of table: SlowDays, dataEnd: Int) -> [SlowEra] {
    let entry = formulary.entries[table.agent]
    let isDrug = entry.traits.contains(.isDrug) && entry.kind != .rapidActing
    let gap = isDrug ? Int(parameters.eraGapDays) : Int(entry.courseGapDays)
    var eras: [SlowEra] = []
    for day in table.doses.keys.sorted() {
      let dose = table.doses[day] ?? .nan
      let kind = kind(of: table, dose: dose)
      if let last = eras.lastIndex(where: { $0.kind == kind }), day - eras[last].end - 1 <= gap {
        eras[last].end = day
        eras[last].doses[day] = dose
      } else {
        eras.append(
          SlowEra(
            agent: table.agent, kind: kind, start: day, end: day, isCensored: false, doses: [day: dose]))
      }
    }
    for place in eras.indices { eras[place].isCensored = table.isCensored && eras[place].end == dataEnd }
    return eras
  }

  /// F6: ECT placements merge into one course, which is named for its first; maintenance ECT stays apart.
  private func coursesOfECT(_ rows: [SlowDays.Row]) -> [SlowDays.Row] {
    func isPlacement(_ row: SlowDays.Row) -> Bool {
      let entry = formulary.entries[row.agent]
      return entry.kind == .ect && !entry.traits.contains(.isMaintenanceECT)
    }
    var result = rows.filter { !isPlacement($0) }
    var last: (agent: Int, end: Int)?
    let placements = rows.filter(isPlacement).sorted {
      ($0.start, formulary.entries[$0.agent].nameRank) < ($1.start, formulary.entries[$1.agent].nameRank)
    }
    for var row in placements {
      if let open = last, row.start - open.end - 1 <= Int(formulary.entries[row.agent].courseGapDays) {
        row.agent = open.agent
        last = (open.agent, max(open.end, row.end))
      } else {
        last = (row.agent, row.end)
      }
      result.append(row)
    }
    return result
  }

  /// F5: lithium, levothyroxine or a stimulant that ran for more than 28 d before the first other treatment.
  private func withBackground(_ eras: [SlowEra]) -> [SlowEra] {
    func isCandidate(_ era: SlowEra) -> Bool {
      formulary.entries[era.agent].traits.contains(.mayBeBackground)
    }
    let others = eras.filter { $0.mayOpenStep && !isCandidate($0) }
    guard let first = others.map(\.start).min() else { return eras }
    return eras.map { era in
      var era = era
      if isCandidate(era), first - era.start > 28, era.end >= first { era.kind = .background }
      return era
    }
  }
}
