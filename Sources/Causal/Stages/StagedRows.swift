/// Patients' roads through stages: what the value of a policy is estimated from.
///
/// What a road is worth is the sum of its rewards: what was gained before the first stage, and after each action. Roads may be of any
/// length, none among them.
///
/// Not: rows; a patient counts once, however many stages there are.
/// Throws: ``PolicyError``, where stages are out of order: each needs whoever stands in the next one, not lost.
public struct StagedRows: Sendable {
  public let count: Int
  public let stages: [StageDecisions]
  /// What each patient had gained before the first stage; empty = nothing.
  public let entry: [Double]
  /// `binary`: what is still to be gained at a stage is a share from 0 to 1, and its models are logistic; else they are linear.
  public let kind: ActionRows.OutcomeKind
  /// Number of each patient's cluster (site), from 0; empty = none.
  public let clusters: [Int32]
  /// The fold stream's number of each patient; empty = the patient's place.
  public let numbers: [UInt64]
  /// One model of who got what over all stages, whose actions and columns must be the same.
  public var sharesTreatmentModel = false
  /// For each stage and row the patient's row at the next stage; -1 where there is none.
  let following: [[Int]]

  public init(
    count: Int, stages: [StageDecisions], kind: ActionRows.OutcomeKind, entry: [Double] = [],
    clusters: [Int32] = [], numbers: [UInt64] = []
  ) throws(PolicyError) {
    precondition([entry.count, clusters.count, numbers.count].allSatisfy { $0 == 0 || $0 == count })
    self.count = count
    self.stages = stages
    self.kind = kind
    self.entry = entry
    self.clusters = clusters
    self.numbers = numbers
    following = try Self.following(stages, count)
  }

  private static func following(_ stages: [StageDecisions], _ count: Int) throws(PolicyError) -> [[Int]] {
    if stages.isEmpty { throw .noStages }
    var result: [[Int]] = []
    for (place, stage) in stages.enumerated() {
      guard stage.count > 0 else { throw .nobodyReached(stage: stage.name) }
      guard zip(stage.patients, stage.patients.dropFirst()).allSatisfy({ $0 < $1 }),
        (stage.patients.first ?? 0) >= 0, (stage.patients.last ?? 0) < count
      else { throw .outOfOrder(stage: stage.name, patients: 0) }
      var rows = [Int](repeating: -1, count: stage.count)
      if place + 1 < stages.count {
        let next = stages[place + 1]
        var place = [Int](repeating: -1, count: count)
        for (row, patient) in next.patients.enumerated() where patient < count && patient >= 0 {
          place[patient] = row
        }
        for (row, patient) in stage.patients.enumerated() where !stage.isLost[row] {
          rows[row] = place[patient]
        }
        let found = rows.count { $0 >= 0 }
        if found < next.count { throw .outOfOrder(stage: next.name, patients: next.count - found) }
      }
      result.append(rows)
    }
    return result
  }

  /// The patients' numbers in the fold stream.
  var streamNumbers: [UInt64] { numbers.isEmpty ? (0..<count).map(UInt64.init) : numbers }
}
