import Statistics

/// What remains of pathways where counts are hidden, or rounded.
extension SuppressedPathways {
  mutating func hide(_ audit: CountAudit, _ register: PathwayRegister) {
    if audit.state(of: register.total) != .none
      || register.rows.contains(where: { audit.state(of: $0) != .none })
    {
      other = nil
    }
    if audit.state(of: register.total) != .none { total = nil }
    for (place, unit) in register.rows.enumerated() where audit.state(of: unit) != .none {
      (rows[place].count, rows[place].suppressed) = (nil, audit.state(of: unit))
    }
    for (place, unit) in register.events.enumerated() where audit.state(of: unit) != .none {
      (events[place].count, events[place].suppressed) = (nil, audit.state(of: unit))
    }
    hideDays(smallest: register.listing.least, timed: register.listing.timed)
    for (place, unit) in register.transitions.enumerated() where audit.state(of: unit) != .none {
      transitions[place].count = nil
      transitions[place].suppressed = audit.state(of: unit)
    }
    hideShares()
    for (place, unit) in register.stages.enumerated() where audit.state(of: unit) != .none {
      (attrition[place].records, attrition[place].subjects) = (nil, nil)
    }
    for (place, unit) in register.years.enumerated() where audit.state(of: unit) != .none {
      years[place].count = nil
    }
    unproven = audit.unproven
  }

  /// A share needs its count and what it is a share of; either gives the other back through it.
  private mutating func hideShares() {
    var shown: [String: Set<Int>] = [:]
    for event in events where event.count != nil {
      if let line = event.line { shown[event.treatment, default: []].insert(line) }
    }
    for place in transitions.indices {
      if !(shown[transitions[place].from]?.contains(transitions[place].line) ?? false) {
        transitions[place].of = nil
      }
      if transitions[place].of == nil || transitions[place].count == nil {
        (transitions[place].estimate, transitions[place].low, transitions[place].high) = (nil, nil, nil)
        if transitions[place].suppressed == .none { transitions[place].suppressed = .secondary }
      }
    }
  }

  /// Least and greatest are one patient's days; a mean of all places, less those of each, is that of a hidden one.
  private mutating func hideDays(smallest: Int, timed: [Int]) {
    // What the listed places leave over of all places; 0 where every place is listed.
    var left: [String: Int] = [:]
    for event in events {
      left[event.treatment, default: 0] += (event.line == nil ? 1 : -1) * (event.count ?? 0)
    }
    for place in events.indices {
      guard let days = events[place].days else { continue }
      let known = timed[place]
      if events[place].count == nil || known < smallest {
        events[place].days = nil
        continue
      }
      let keepsMean = events[place].line != nil || left[events[place].treatment] == 0
      let median = known >= smallest * DisclosedQuantile.medianNeeds
      let quartiles = known >= smallest * DisclosedQuantile.quartilesNeed
      events[place].days = Days(
        least: smallest == 1 ? days.least : nil, lowerQuartile: quartiles ? days.lowerQuartile : nil,
        median: median ? days.median : nil, upperQuartile: quartiles ? days.upperQuartile : nil,
        greatest: smallest == 1 ? days.greatest : nil,
        mean: keepsMean ? days.mean.map(Rounding.toADecimal) : nil,
        standardDeviation: keepsMean ? days.standardDeviation.map(Rounding.toADecimal) : nil)
    }
  }

  /// Counts to the nearest 5; days would give them back or be one patient's, and are hidden.
  mutating func round(_ recomputation: Recomputation) {
    total = Rounding.shown(total)
    for place in rows.indices { rows[place].count = Rounding.shown(rows[place].count) }
    if hasOther { other = Rounding.shown(other) }
    for place in events.indices {
      events[place].count = Rounding.shown(events[place].count)
      events[place].days = nil
      if events[place].count == nil { events[place].suppressed = .primary }
    }
    for place in transitions.indices {
      let (count, of) = (Rounding.shown(transitions[place].count), Rounding.shown(transitions[place].of))
      (transitions[place].count, transitions[place].of) = (count, of)
      (transitions[place].estimate, transitions[place].low, transitions[place].high) = (nil, nil, nil)
      if let count, let of, let limits = recomputation.rate(min(count, of), of, interval, level) {
        (transitions[place].estimate, transitions[place].low, transitions[place].high) = (
          limits.estimate, limits.low, limits.high
        )
      }
      if count == nil { transitions[place].suppressed = .primary }
    }
    for place in attrition.indices {
      attrition[place].records = Rounding.shown(attrition[place].records)
      attrition[place].subjects = Rounding.shown(attrition[place].subjects)
    }
    for place in years.indices { years[place].count = Rounding.shown(years[place].count) }
  }
}
