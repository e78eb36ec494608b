/// One column of a file as its cells show it.
public struct ColumnSummary: Sendable, Hashable {
  /// The narrowest type that holds every value.
  public enum Kind: String, Sendable, Comparable {
    case empty
    case wholeNumber = "whole number"
    case number
    case date
    case text

    public static func < (a: Kind, b: Kind) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .empty: 0
      case .wholeNumber: 1
      case .number: 2
      case .date: 3
      case .text: 4
      }
    }

    /// The narrowest type of a cell that holds something.
    init(of cell: UnsafeBufferPointer<UInt8>, mark: UInt8) {
      self =
        if DecimalText.integer(cell) != nil {
          .wholeNumber
        } else if DecimalText.double(cell, mark: mark) != nil {
          .number
        } else if CalendarDay.number(of: String(decoding: cell, as: UTF8.self)) != nil {
          .date
        } else {
          .text
        }
    }

    /// The narrowest type that holds both; a date and a number are text together.
    func joined(with other: Kind) -> Kind {
      if self == other || other == .empty { return self }
      if self == .empty { return other }
      if self == .date || other == .date { return .text }
      return max(self, other)
    }
  }

  public var name: String
  public var kind: Kind = .empty
  public var missing = 0

  public init(name: String, kind: Kind = .empty, missing: Int = 0) {
    self.name = name
    self.kind = kind
    self.missing = missing
  }
}

/// The rows and columns of a file.
public struct FileSummary: Sendable, Hashable {
  public var name: String
  /// Rows with as many fields as the header.
  public var rows: Int
  public var columns: [ColumnSummary]

  public init(name: String, rows: Int, columns: [ColumnSummary]) {
    self.name = name
    self.rows = rows
    self.columns = columns
  }
}

extension FileSummary {
  /// Reads a whole file for its types and missing values; rows that are no rows are left to the reading.
  init(of table: TableDeclaration, windowBytes: Int) throws(IntakeError) {
    let reader = try CSVReader(
      source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
      dialect: table.dialect, windowBytes: windowBytes)
    // An identifier is text, whatever it looks like: nothing is computed from it.
    let identifier = table.patientColumn
    // Where the line of names is missing, a patient's cells stand in its place.
    let isNamed = reader.header.contains(identifier) || !HeaderHint.looksLikeData(reader.header)
    var columns = reader.header.enumerated().map { place, name in
      ColumnSummary(name: isNamed ? name : "column \(place + 1)", kind: name == identifier ? .text : .empty)
    }
    var rows = 0
    while let row = try reader.next() {
      rows += 1
      for field in columns.indices {
        if row.isMissing(field) {
          columns[field].missing += 1
          continue
        }
        if columns[field].kind == .text { continue }
        let kind = row.withBytes(field) { ColumnSummary.Kind(of: $0, mark: table.dialect.decimalMark) }
        columns[field].kind = columns[field].kind.joined(with: kind)
      }
    }
    self.init(name: table.file, rows: rows, columns: columns)
  }
}
