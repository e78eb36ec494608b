public import Summaries

/// What a column of a file holds: how many cells of which kind, between which numbers.
///
/// Not: a cell's text. Different texts are counted, up to ``limit``, by a fingerprint of 64 bits, so that two
/// texts in some billions may count as one.
public struct ColumnProfile: Mergeable {
  /// More different texts than this are "many".
  public static let limit = 1000

  public enum Kind: String, Sendable, Codable { case empty, whole, number, date, text }

  public var name: String
  public var missing = 0
  public var wholes = 0
  public var decimals = 0
  public var texts = 0
  /// Whether a text is anything but an ISO date.
  public var hasOtherTexts = false
  /// Of the numbers; 0 and 0 where there is none.
  public var lowest = 0.0
  public var highest = 0.0
  /// Ascending fingerprints of the texts; empty where there are too many.
  private var fingerprints: [UInt64] = []
  /// Whether there are more different texts than ``limit``.
  public private(set) var hasManyTexts = false

  public init(name: String) { self.name = name }

  public var count: Int { missing + wholes + decimals + texts }
  /// Different texts; meaningful unless ``hasManyTexts``.
  public var distinctTexts: Int { fingerprints.count }

  /// The narrowest kind that all cells with a value have.
  public var kind: Kind {
    if texts > 0 { return hasOtherTexts || wholes + decimals > 0 ? .text : .date }
    if decimals > 0 { return .number }
    return wholes > 0 ? .whole : .empty
  }

  public mutating func merge(_ other: ColumnProfile) {
    if other.wholes + other.decimals > 0 {
      let own = wholes + decimals > 0
      lowest = own ? min(lowest, other.lowest) : other.lowest
      highest = own ? max(highest, other.highest) : other.highest
    }
    missing += other.missing
    wholes += other.wholes
    decimals += other.decimals
    texts += other.texts
    hasOtherTexts = hasOtherTexts || other.hasOtherTexts
    add(fingerprints: other.fingerprints, areMany: other.hasManyTexts)
  }

  mutating func add(fingerprints more: [UInt64], areMany: Bool = false) {
    hasManyTexts = hasManyTexts || areMany
    if !hasManyTexts {
      fingerprints = Set(fingerprints).union(more).sorted()
      hasManyTexts = fingerprints.count > Self.limit
    }
    if hasManyTexts { fingerprints = [] }
  }
}

/// What a whole steps file holds.
public struct StepsCheck: Mergeable {
  public var columns: [ColumnProfile]
  public var patients = 0

  init(header: [String]) { columns = header.map { ColumnProfile(name: $0) } }

  public mutating func merge(_ other: StepsCheck) {
    for index in columns.indices where index < other.columns.count {
      columns[index].merge(other.columns[index])
    }
    patients += other.patients
  }
}
