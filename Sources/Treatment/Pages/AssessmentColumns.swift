/// Columns of assessments, the rows of a patient together, ascending by day within a patient.
///
/// Units: days from the patient's own day 0; scores on the row's own scale, never missing.
public struct AssessmentColumns: Sendable {
  public var day: [Int32] = []
  public var scale: [UInt16] = []
  public var score: [Double] = []
  public init() {}

  public var count: Int { day.count }

  public mutating func removeAll() {
    day.removeAll(keepingCapacity: true)
    scale.removeAll(keepingCapacity: true)
    score.removeAll(keepingCapacity: true)
  }
}
