/// The cohorts of a cohort table that pathways are made of: what each number stands for.
///
/// Shapes: at least one target; numbers and names occur once.
public struct CohortSet: Sendable, Equatable {
  public struct Entry: Sendable, Hashable {
    public var id: Int
    public var name: String
    public var type: PathwayRecord.Kind

    public init(id: Int, name: String, type: PathwayRecord.Kind) {
      self.id = id
      self.name = name
      self.type = type
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  public var targets: [Entry] { entries.filter { $0.type == .target } }
}
