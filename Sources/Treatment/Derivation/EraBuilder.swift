/// Makes eras of a patient's exposures: fixed combinations split, duplicates merged, roles by dose, gaps closed.
///
/// A row that stands twice is one record. Rows of one ingredient that start on one day add their doses where these differ,
/// and of the same dose the longer one stands; other overlaps take the highest known dose. An era
/// joins segments of one ingredient in one role over at most `eraGapDays` days without it; procedures over the
/// catalogue's course gap; declared strategies only where they abut.
///
/// Units: days from the patient's own day 0, intervals closed; milligrams a day.
/// Not: a judgement of a dose. A dose that nobody recorded stays unknown.
/// Source: Documentation/Treatment/Derivation.md, "Eras" (F1, F2, F5, F6, F34, F43); Documentation/Treatment/Trials.md, F7.
struct EraBuilder: Sendable {
  /// Stands for every placement of acute ECT.
  private static let acuteECT: Int32 = -1

  let formulary: Formulary
  let parameters: DerivationParameters
  private var rows: [Row] = []
  private var pieces: [DoseSegment] = []
  private var sweep = DoseSweep()
  /// The latest end among the rows up to each place; memory of ``describe(_:_:)``.
  private var ends: [Int32] = []

  init(_ formulary: Formulary, _ parameters: DerivationParameters) {
    self.formulary = formulary
    self.parameters = parameters
  }

  /// One ingredient's part of an exposure, cut to the data end.
  struct Row {
    var agent: Int32
    /// What rows must share to be one course: the agent, or one number for all placements of acute ECT.
    var course: Int32
    var start: Int32
    var end: Int32
    var dose: Double
    var isCensored: Bool
    var source: Exposure

    var isForDepression: Bool { source.indication == .depression }

    func shares(_ other: Row) -> Bool {
      course == other.course && source.declared == other.source.declared
        && isForDepression == other.isForDepression
    }

    func precedes(_ other: Row) -> Bool {
      if course != other.course { return course < other.course }
      let (own, others) = (source.declared?.code ?? 0, other.source.declared?.code ?? 0)
      if (source.declared == nil) != (other.source.declared == nil) { return source.declared == nil }
      if own != others { return own < others }
      if isForDepression != other.isForDepression { return isForDepression }
      if start != other.start { return start < other.start }
      if end != other.end { return end < other.end }
      // An unknown dose first, then by the reason: rows come in one order, however the file has them.
      let (dose, otherDose) = (dose.isNaN ? -.infinity : dose, other.dose.isNaN ? -.infinity : other.dose)
      if dose != otherDose { return dose < otherDose }
      return source.stopReason.place < other.source.stopReason.place
    }
  }

  mutating func build(_ history: PatientHistory, into record: inout TreatmentRecord) {
    record.dataEnd = history.dataEnd
    gather(history, record.dataEnd)
    rows.sort { $0.precedes($1) }
    var first = 0
    while first < rows.count {
      var past = first + 1
      while past < rows.count, rows[past].shares(rows[first]) { past += 1 }
      addEras(of: first..<past, to: &record)
      first = past
    }
    markBackground(&record)
    record.eras.sort { a, b in
      if a.start != b.start { return a.start < b.start }
      let (own, other) = (formulary.entries[Int(a.agent)].nameRank, formulary.entries[Int(b.agent)].nameRank)
      if own != other { return own < other }
      if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
      return a.end < b.end
    }
  }

  private mutating func gather(_ history: PatientHistory, _ dataEnd: Int32) {
    rows.removeAll(keepingCapacity: true)
    let stated = history.facts.lastDay != Day.none
    for (place, exposure) in history.exposures.enumerated() where !history.isRepeated(place) {
      let isOpen = exposure.isOpen
      let end = isOpen ? dataEnd : min(exposure.endDay, dataEnd)
      let entry = formulary.entries[Int(exposure.agent)]
      let censored = isOpen || (stated && exposure.endDay >= dataEnd)
      func row(_ agent: Int32, _ dose: Double) -> Row {
        let kind = formulary.entries[Int(agent)]
        let isAcuteECT = kind.kind == .ect && !kind.traits.contains(.isMaintenanceECT)
        return Row(
          agent: agent, course: isAcuteECT ? Self.acuteECT : agent, start: exposure.startDay,
          end: max(end, exposure.startDay),
          dose: dose, isCensored: censored, source: exposure)
      }
      // A dose off by a thousand tells nothing until somebody has checked its unit.
      let dose = exposure.marks.contains(.doseUnitInDoubt) ? Double.nan : exposure.dose
      if entry.componentCount == 0 {
        rows.append(row(exposure.agent, dose))
      } else {
        for place in entry.firstComponent..<entry.firstComponent + entry.componentCount {
          let part = formulary.components[Int(place)]
          rows.append(row(part.agent, part.dose(stated: dose)))
        }
      }
    }
  }

  private func kind(of entry: Formulary.Entry, at dose: Double, _ row: Row) -> Formulary.Kind {
    if row.source.declared == nil, !row.isForDepression { return .covariate }
    return dose < entry.lowDoseBelow ? entry.lowDoseKind : entry.kind
  }

  private mutating func addEras(of run: Range<Int>, to record: inout TreatmentRecord) {
    let leader = rows[run.lowerBound]
    let entry = formulary.entries[Int(leader.agent)]
    cut(run)
    let gap =
      leader.source.declared != nil
      ? 0
      : entry.traits.contains(.isDrug) && entry.kind != .rapidActing
        ? parameters.eraGapDays : entry.courseGapDays
    let main = kind(of: entry, at: .infinity, leader)
    let low = kind(of: entry, at: -.infinity, leader)
    addEras(of: run, as: main, entry, gap, &record)
    if low != main { addEras(of: run, as: low, entry, gap, &record) }
  }

  private func addEras(
    of run: Range<Int>, as wanted: Formulary.Kind, _ entry: Formulary.Entry, _ gap: Int32,
    _ record: inout TreatmentRecord
  ) {
    let leader = rows[run.lowerBound]
    let before = record.eras.count
    for piece in pieces where kind(of: entry, at: piece.dose, leader) == wanted {
      let place = Int32(record.segments.count)
      record.segments.append(piece)
      if record.eras.count > before, let last = record.eras.last, piece.start - last.end - 1 <= gap {
        record.eras[record.eras.count - 1].end = piece.end
        record.eras[record.eras.count - 1].segments = last.segments.lowerBound..<place + 1
      } else {
        var era = Era(agent: leader.agent, kind: wanted, start: piece.start, end: piece.end)
        era.segments = place..<place + 1
        era.declared = leader.source.declared
        record.eras.append(era)
      }
    }
    for place in before..<record.eras.count { describe(&record.eras[place], run) }
  }

  /// Writes what the rows say of the era: sessions, supply, level, stop reason, marks.
  private func describe(_ era: inout Era, _ run: Range<Int>) {
    var sessions: Int32? = 0
    var supplied: Int32? = 0
    var covered = Int32.min
    var isFirst = true
    if rows[run.lowerBound].course == Self.acuteECT { era.agent = placement(of: era, run) }
    for place in firstRunning(of: run, at: era.start)..<run.upperBound {
      let row = rows[place]
      // Rows ascend by start.
      if row.start > era.end { break }
      guard row.end >= era.start else { continue }
      let source = row.source
      if row.isCensored, row.end == era.end { era.isCensored = true }
      if isFirst { era.indication = source.indication }
      isFirst = false
      if source.sessions < 0 {
        sessions = nil
      } else {
        let (sum, overflows) = era.statedSessions.addingReportingOverflow(source.sessions)
        era.statedSessions = overflows ? .max : sum
        if sessions != nil { sessions = era.statedSessions }
      }
      if source.daysSupplied < 0 {
        supplied = nil
      } else if let days = supplied {
        let from = max(row.start, era.start, covered == .min ? .min : covered + 1)
        let to = min(row.start + source.daysSupplied - 1, era.end)
        supplied = days + max(0, to - from + 1)
        covered = max(covered, to)
      }
      if era.level.isNaN || source.level > era.level { era.level = source.level }
      if source.stopReason != .unknown { era.stopReason = source.stopReason }
      era.routes.formUnion(source.route)
      era.marks.formUnion(source.marks)
    }
    era.sessions = sessions ?? -1
    era.suppliedDays = supplied ?? -1
  }

  /// The first row of a run that may run on a day: no row before it ends as late.
  private func firstRunning(of run: Range<Int>, at day: Int32) -> Int {
    var (low, high) = (0, run.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] >= day { high = middle } else { low = middle + 1 }
    }
    return run.lowerBound + low
  }

  /// What a course of ECT is named for: a bilateral placement in it, else its first, by name on one day.
  private func placement(of era: Era, _ run: Range<Int>) -> Int32 {
    func precedence(_ row: Row) -> (Int, Int32, UInt16) {
      let entry = formulary.entries[Int(row.agent)]
      return (entry.traits.contains(.isBilateralECT) ? 0 : 1, row.start, entry.nameRank)
    }
    let own = rows[firstRunning(of: run, at: era.start)..<run.upperBound].prefix { $0.start <= era.end }
      .filter { $0.end >= era.start }
    return own.min { precedence($0) < precedence($1) }?.agent ?? era.agent
  }

  /// Cuts the run into days of one dose, ascending, without overlap.
  private mutating func cut(_ run: Range<Int>) {
    pieces.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    if run.count == 1 {
      // Most runs: what follows would give the same.
      let row = rows[run.lowerBound]
      ends.append(row.end)
      pieces.append(DoseSegment(start: row.start, end: row.end, dose: row.dose))
      return
    }
    for row in rows[run] { ends.append(max(ends.last ?? row.end, row.end)) }
    sweep.cut(
      rows[run].lazy.map { DoseSweep.Row(start: $0.start, end: $0.end, dose: $0.dose) }, into: &pieces)
  }

  /// Lithium, levothyroxine and stimulants that ran for more than 28 days before the first other treatment (F5).
  private func markBackground(_ record: inout TreatmentRecord) {
    func mayBe(_ era: Era) -> Bool {
      era.declared == nil && formulary.entries[Int(era.agent)].traits.contains(.mayBeBackground)
    }
    var first = Int32.max
    for era in record.eras where !mayBe(era) && era.kind != .covariate && era.kind != .lifestyle {
      first = min(first, era.start)
    }
    guard first != .max else { return }
    for place in record.eras.indices where mayBe(record.eras[place]) && record.eras[place].kind != .covariate
    {
      let era = record.eras[place]
      if era.start < first - 28, era.end >= first - 1 { record.eras[place].kind = .background }
    }
  }
}
