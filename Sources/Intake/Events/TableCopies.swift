internal import Synchronization

/// Copies of a cohort's files that can be read at any place and in the order of patients, made once and kept as long as
/// the cohort.
///
/// Not: made of what is plain and sorted already, nor of what cannot be read to its end, which the reading row by row tells.
final class TableCopies: Sendable {
  private struct Key: Hashable {
    let path: String
    let dialect: CSVDialect
    var field = 0
    var order: KeyOrder?
  }

  private let folder: String
  private let copies = Mutex<[Key: TemporaryCopy?]>([:])
  private let sorted = Mutex<[Key: DelimitedRows]>([:])

  init(folder: String) { self.folder = folder }

  /// Where the bytes of a table's file are in UTF-8, uncompressed; `nil` where no copy can be made.
  func plain(
    _ table: TableDeclaration
  ) throws(IntakeError) -> (path: String, size: Int, copy: TemporaryCopy?)? {
    let file = try ByteFile(path: table.path)
    let isGzip = try file.startsLikeGzip() || table.path.hasSuffix(".gz")
    let isPlain = table.dialect.encoding == .utf8 && !isGzip
    if isPlain, let size = file.size { return (table.path, size, nil) }
    let key = Key(path: table.path, dialect: table.dialect)
    let known = copies.withLock { $0[key] }
    let copy: TemporaryCopy?
    if let known {
      copy = known
    } else {
      do throws(IntakeError) {
        copy = try TemporaryCopy(
          of: openBytes(path: table.path, encoding: table.dialect.encoding), in: folder)
      } catch {
        copy = nil
      }
      copies.withLock { $0[key] = .some(copy) }
    }
    return copy.map { ($0.path, $0.size, $0) }
  }

  enum Sorting { case odd, sorted(DelimitedRows, wasSorted: Bool) }

  /// The rows of a table in the order of patients.
  func sorted(
    _ rows: DelimitedRows, of table: TableDeclaration, in order: KeyOrder, threads: Int
  ) async throws(IntakeError) -> Sorting {
    let key = Key(path: table.path, dialect: table.dialect, field: rows.keyField, order: order)
    if let known = sorted.withLock({ $0[key] }) { return .sorted(known, wasSorted: known.path == rows.path) }
    switch try await SortedCopy(rows: rows, order: order, folder: folder, threads: threads).make() {
    case .isOdd: return .odd
    case .isSorted:
      sorted.withLock { $0[key] = rows }
      return .sorted(rows, wasSorted: true)
    case .copy(let copy):
      sorted.withLock { $0[key] = copy }
      return .sorted(copy, wasSorted: false)
    }
  }
}
