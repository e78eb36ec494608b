/// The histories of a page's patients, one after another.
///
/// Shapes: the exposures of patient `p` are `exposureStart[p] ..< exposureStart[p + 1]`, the assessments likewise;
/// `facts` holds one value a patient.
public struct HistoryColumns: Sendable {
  public var exposureStart: [Int] = [0]
  public var exposures: [Exposure] = []
  public var assessmentStart: [Int] = [0]
  public var assessments: [Assessment] = []
  public var facts: [PatientFacts] = []

  public init() {}

  public var count: Int { facts.count }

  public mutating func append(_ history: PatientHistory) {
    exposures.append(contentsOf: history.exposures)
    exposureStart.append(exposures.count)
    assessments.append(contentsOf: history.assessments)
    assessmentStart.append(assessments.count)
    facts.append(history.facts)
  }

  /// Writes a patient's history over the one given, keeping its memory.
  public func copy(_ patient: Int, to history: inout PatientHistory) {
    history.exposures.removeAll(keepingCapacity: true)
    history.exposures.append(contentsOf: exposures[exposureStart[patient]..<exposureStart[patient + 1]])
    history.assessments.removeAll(keepingCapacity: true)
    history.assessments.append(
      contentsOf: assessments[assessmentStart[patient]..<assessmentStart[patient + 1]])
    history.facts = facts[patient]
  }

  public mutating func removeAll() {
    exposureStart.removeAll(keepingCapacity: true)
    exposureStart.append(0)
    exposures.removeAll(keepingCapacity: true)
    assessmentStart.removeAll(keepingCapacity: true)
    assessmentStart.append(0)
    assessments.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
  }
}
