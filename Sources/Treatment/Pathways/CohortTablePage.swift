/// Records of a cohort table, those of a subject together.
///
/// Shapes: the records of subject `s` are `starts[s] ..< starts[s + 1]`.
/// Units: days since 1 January 1970.
/// Not: a subject's identifier.
public struct CohortTablePage: Sendable {
  public struct Record: Sendable, Hashable {
    public var cohort: Int
    public var start: Int32
    public var end: Int32

    public init(cohort: Int, start: Int32, end: Int32) {
      self.cohort = cohort
      self.start = start
      self.end = end
    }
  }

  public private(set) var starts: [Int] = [0]
  public private(set) var records: [Record] = []

  public init() {}

  public var subjectCount: Int { starts.count - 1 }

  public mutating func append(_ record: Record) { records.append(record) }

  /// Ends a subject's records.
  public mutating func endSubject() { starts.append(records.count) }
}
