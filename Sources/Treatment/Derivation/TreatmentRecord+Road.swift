extension TreatmentRecord {
  /// Whether two records of one patient hold the same eras and steps, so that trials and scores made of them are the same.
  ///
  /// Not: a comparison of what the rules looked at, which decides nothing any more.
  public func hasSameRoad(as other: TreatmentRecord) -> Bool {
    steps.count == other.steps.count && eras.count == other.eras.count
      && segments.count == other.segments.count && elements == other.elements && dataEnd == other.dataEnd
      && zip(steps, other.steps).allSatisfy { $0.isSame(as: $1) }
      && zip(eras, other.eras).allSatisfy { $0.isSame(as: $1) }
      && zip(segments, other.segments).allSatisfy { $0.isSame(as: $1) }
  }

  /// Writes another record's road over this one, keeping memory.
  public mutating func copyRoad(of other: TreatmentRecord) {
    removeAll()
    dataEnd = other.dataEnd
    eras.append(contentsOf: other.eras)
    segments.append(contentsOf: other.segments)
    steps.append(contentsOf: other.steps)
    elements.append(contentsOf: other.elements)
  }
}

// NaN is unknown here, and two unknowns are the same; whatever else is added to these types is compared by `==`.

extension DerivedStep {
  fileprivate func isSame(as other: DerivedStep) -> Bool {
    var (a, b) = (self, other)
    a.facts = Facts()
    b.facts = Facts()
    a.facts.doseRatio = 0
    b.facts.doseRatio = 0
    return a == b
  }
}

extension Era {
  fileprivate func isSame(as other: Era) -> Bool {
    var (a, b) = (self, other)
    if a.level.isNaN, b.level.isNaN { (a.level, b.level) = (0, 0) }
    return a == b
  }
}

extension DoseSegment {
  fileprivate func isSame(as other: DoseSegment) -> Bool {
    start == other.start && end == other.end
      && (dose == other.dose || dose.isNaN && other.dose.isNaN)
  }
}
