/// Rows in, rows used and rows set aside, file by file.
///
/// Always: `rowsIn = rowsUsed + rowsSetAside`.
public struct Attrition: Sendable, Equatable, Codable {
  public struct Rows: Sendable, Equatable, Codable {
    public var used = 0
    public var setAside = 0
    public var all: Int { used + setAside }

    public init(used: Int = 0, setAside: Int = 0) {
      self.used = used
      self.setAside = setAside
    }

    public mutating func merge(_ other: Rows) {
      used += other.used
      setAside += other.setAside
    }
  }

  /// By the file's name inside the cohort folder.
  public var files: [String: Rows] = [:]
  /// Of the rows used, those that say the same as an earlier one of the patient in every column that is read, and are read
  /// once (F43); files without any are left out.
  public var repeated: [String: Int] = [:]

  public init() {}

  public mutating func merge(_ other: Attrition) {
    files.merge(other.files) { one, other in
      var sum = one
      sum.merge(other)
      return sum
    }
    repeated.merge(other.repeated, uniquingKeysWith: +)
  }
}
