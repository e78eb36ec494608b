/// One record of a patient from which pathways are made: something that lasted from one day to another.
///
/// Units: days, of any one calendar or clock.
public struct PathwayRecord: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, Codable {
    /// What the patient is looked at for: its record gives the window.
    case target
    /// A treatment.
    case event
    /// What ends a pathway (death, say): it takes a place in it and is never combined, collapsed or filtered.
    case exit
  }

  public var kind: Kind
  /// Of an event or exit, its number among the treatments; 0 of a target.
  public var treatment: UInt32
  public var start: Int32
  public var end: Int32

  public init(_ kind: Kind, _ treatment: UInt32 = 0, from start: Int32, to end: Int32) {
    self.kind = kind
    self.treatment = treatment
    self.start = start
    self.end = end
  }
}

/// One treatment of a pathway.
public struct PathwayItem: Sendable, Hashable {
  /// The number of the treatment or combination.
  public var treatment: UInt32
  public var start: Int32
  public var end: Int32
  /// How long it lasted; of records that are told as one the sum.
  public var days: Int32
  public var isExit = false

  init(_ treatment: UInt32, from start: Int32, to end: Int32) {
    self.treatment = treatment
    self.start = start
    self.end = end
    days = end - start
  }
}
