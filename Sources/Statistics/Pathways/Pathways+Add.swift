import Treatment

extension Pathways {
  /// Steps in their order; what the file tells as one step is one.
  func addSteps(of page: PatientPage, to summary: inout PathwaySummary) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    let selection = RowSelection(page, scales: nil, where: nil)
    var sets = TreatmentSets()
    var numbers: [UInt32: UInt32] = [:]
    var sum = PageOfPathways()
    var ends = LastStep(page, on: scale, tellsEnds: tellsEnds)
    var rows: [Int] = []
    var items: [(treatment: UInt32, days: Int32?)] = []
    for patient in 0..<page.patientCount where mask?[patient] ?? true {
      summary.patients += 1
      selection.rows(of: patient, into: &rows)
      items.removeAll(keepingCapacity: true)
      var before: Int?
      for row in rows {
        if let before, page.rows.step[before] == page.rows.step[row],
          page.episode(of: before) == page.episode(of: row)
        {
          continue
        }
        before = row
        let code = page.rows.strategy[row]
        let known = numbers[code]
        let number =
          known ?? sets.number(of: code == Vocabulary.missing ? "(missing)" : page.vocabulary.text(of: code))
        if known == nil { numbers[code] = number }
        let (start, end) = (page.rows.startDay[row], page.rows.endDay[row])
        let isKnown = start != StepColumns.missingDay && end != StepColumns.missingDay && end >= start
        items.append((number, isKnown ? end - start : nil))
      }
      if items.isEmpty { continue }
      sum.count(items.count, at: PathwayBuilder.Stage.qualifying.rawValue)
      keep(&items)
      sum.count(items.count, at: PathwayBuilder.Stage.filterTreatments.rawValue)
      sum.count(min(items.count, parameters.maxPathLength), at: PathwayBuilder.Stage.maxPathLength.rawValue)
      sum.begin()
      for item in items.prefix(parameters.maxPathLength) { sum.append(item.treatment, days: item.days) }
      sum.finish(items.count > parameters.maxPathLength ? .longer : ends.end(of: rows))
    }
    sum.add(to: &summary.settled, sets)
  }

  /// The filter of treatments, of steps.
  private func keep(_ items: inout [(treatment: UInt32, days: Int32?)]) {
    var kept = 0
    for place in items.indices {
      let item = items[place]
      switch parameters.filterTreatments {
      case .all: break
      case .first:
        if items[..<kept].contains(where: { $0.treatment == item.treatment }) { continue }
      case .changes:
        if kept > 0, items[kept - 1].treatment == item.treatment {
          // The days of one that is told as one are known where all of them are.
          items[kept - 1].days = items[kept - 1].days.flatMap { days in item.days.map { days + $0 } }
          continue
        }
      }
      items[kept] = item
      kept += 1
    }
    items.removeSubrange(kept...)
  }

  func addExposures(of page: PatientPage, to summary: inout PathwaySummary) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    let selection = RowSelection(page, scales: nil, where: nil)
    var builder = PathwayBuilder(parameters)
    var numbers = [UInt32](repeating: .max, count: page.catalogue.agents.count)
    var (settled, whole, shortened) = (PageOfPathways(), PageOfPathways(), PageOfPathways())
    var ends = LastStep(page, on: scale, tellsEnds: tellsEnds)
    var rows: [Int] = []
    var records: [PathwayRecord] = []
    var history = PatientHistory()
    for patient in 0..<page.histories.count where mask?[patient] ?? true {
      summary.patients += 1
      let facts = page.histories.facts[patient]
      var last = facts.lastDay
      if last == Day.none {
        // Only where no file states it are all rows looked through.
        page.histories.copy(patient, to: &history)
        last = history.dataEnd
      }
      records.removeAll(keepingCapacity: true)
      records.append(PathwayRecord(.target, from: facts.entryDay, to: last))
      let own = page.histories.exposureStart[patient]..<page.histories.exposureStart[patient + 1]
      for exposure in page.histories.exposures[own] where exposure.indication == .depression {
        let agent = Int(exposure.agent)
        if numbers[agent] == .max {
          numbers[agent] = builder.number(of: name(of: page.catalogue.agents[agent]))
        }
        let end = exposure.isOpen ? max(last, exposure.startDay) : exposure.endDay
        records.append(PathwayRecord(.event, numbers[agent], from: exposure.startDay, to: end))
      }
      builder.build(records)
      selection.rows(of: patient, into: &rows)
      let end = ends.end(of: rows)
      if builder.hasOverlap { summary.overlapping += 1 }
      if builder.differsShortened {
        whole.add(builder.outcome, endingIn: end, year: nil)
        shortened.add(builder.shortened, endingIn: end, year: nil)
      } else {
        settled.add(builder.outcome, endingIn: end, year: nil)
      }
    }
    settled.add(to: &summary.settled, builder.sets)
    whole.add(to: &summary.whole, builder.sets)
    shortened.add(to: &summary.shortened, builder.sets)
  }

  private func name(of agent: Agent) -> String {
    unit == .agent || agent.group.isEmpty ? agent.label : agent.group
  }
}
