import Treatment

/// Day tables to eras: the role on each day, runs of days collapsed, background found.
extension SlowDerivation {
  /// Ascending by start, then by name.
  func eras(of history: PatientHistory, dataEnd: Int) -> [SlowEra] {
    let rows = SlowDays.rows(of: history, dataEnd: dataEnd, catalogue: catalogue)
    var eras: [SlowEra] = []
    for table in SlowDays.tables(of: onePlacement(rows)) { eras += self.eras(of: table, dataEnd: dataEnd) }
    return sorted(withBackground(eras).map { named($0, after: rows) })
  }

  func sorted(_ eras: [SlowEra]) -> [SlowEra] {
    eras.sorted { ($0.start, rank($0), $0.end) < ($1.start, rank($1), $1.end) }
  }

  func rank(_ era: SlowEra) -> Int { Int(formulary.entries[era.agent].nameRank) }

  /// "Eras": recomputed on every day. An unknown dose is not a low one.
  private func kind(of table: SlowDays, dose: Double) -> Formulary.Kind {
    let entry = formulary.entries[table.agent]
    if !table.isForDepression { return .covariate }
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
    for place in eras.indices {
      let days = eras[place].start...eras[place].end
      eras[place].isCensored = table.isCensored && eras[place].end == dataEnd
      for row in table.routes where row.days.overlaps(days) { eras[place].routes.formUnion(row.route) }
    }
    return eras
  }

  private func isAcuteECT(_ agent: Int) -> Bool {
    let entry = formulary.entries[agent]
    return entry.kind == .ect && !entry.traits.contains(.isMaintenanceECT)
  }

  /// F6: all placements of acute ECT as one; maintenance ECT stays apart.
  private func onePlacement(_ rows: [SlowDays.Row]) -> [SlowDays.Row] {
    let placement = rows.map(\.agent).first(where: isAcuteECT)
    return rows.map { row in
      var row = row
      if isAcuteECT(row.agent), let placement { row.agent = placement }
      return row
    }
  }

  /// A course of ECT is named for a bilateral placement in it, else for its first.
  private func named(_ era: SlowEra, after rows: [SlowDays.Row]) -> SlowEra {
    guard isAcuteECT(era.agent) else { return era }
    let own = rows.filter {
      isAcuteECT($0.agent) && $0.isForDepression == (era.kind == .ect) && $0.start <= era.end
        && $0.end >= era.start
    }
    let first = own.min {
      ($0.start, formulary.entries[$0.agent].nameRank) < ($1.start, formulary.entries[$1.agent].nameRank)
    }
    let bilateral = own.first { formulary.entries[$0.agent].traits.contains(.isBilateralECT) }
    var era = era
    era.agent = bilateral?.agent ?? first?.agent ?? era.agent
    return era
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
      let isRunning = first - era.start > 28 && era.end >= first - 1
      if isCandidate(era), era.kind != .covariate, isRunning { era.kind = .background }
      return era
    }
  }
}
