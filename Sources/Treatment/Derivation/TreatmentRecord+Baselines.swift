extension TreatmentRecord {
  /// Whether an agent of the step works within days, so that a score after its start is no baseline.
  func actsFast(_ step: DerivedStep, _ formulary: Formulary) -> Bool {
    elements[Int(step.elements.lowerBound)..<Int(step.elements.upperBound)].contains {
      formulary.entries[Int(eras[Int($0)].agent)].traits.contains(.isRapidActingOrECT)
    }
  }

  /// Whether such a step runs in the days in which a late baseline of entry would lie.
  func actsFast(atEntry day: Int32, within after: Int32, _ formulary: Formulary) -> Bool {
    steps.contains { $0.start <= day + after && $0.end >= day && actsFast($0, formulary) }
  }
}
