extension StepDerivation {
  /// S01, S05, S06 and S14: what is an event and no step.
  func addDoseEvents(to record: inout TreatmentRecord) {
    for place in record.eras.indices {
      let era = record.eras[place]
      func add(_ rule: DecisionRule, _ strategy: Strategy, _ day: Int32, _ ratio: Double = .nan) {
        record.events.append(
          TreatmentEvent(
            rule: rule, strategy: strategy, day: day, era: Int32(place), episode: 0, doseRatio: ratio))
      }
      if !opensStep(era) {
        if era.kind == .lifestyle { add(.s14, .lifestyle, era.start) } else { add(.s01, .none, era.start) }
        continue
      }
      guard formulary.entries[Int(era.agent)].traits.contains(.isDrug) else { continue }
      var previous = Double.nan
      // One dose all the time is no event.
      if era.segments.count == 1 { continue }
      for number in era.segments {
        let segment = record.segments[Int(number)]
        let ratio = segment.dose / previous
        if ratio >= parameters.optimiseFactor, segment.start - era.start + 1 >= 22 {
          add(.s05, .optimise, segment.start, ratio)
        } else if !ratio.isNaN, ratio != 1 {
          add(.s06, .none, segment.start, ratio)
        }
        if !segment.dose.isNaN { previous = segment.dose }
      }
    }
  }
}
