internal import Treatment

/// Gathers the cells of one column and finds out what kind they are.
final class FlatColumnBuilder {
  enum Kind { case open, number, text }

  /// What a cell says about its column, where its reader has to do something about it.
  enum Finding {
    case nothing
    case infinite
    case text
    case negative
  }

  let name: String
  private let mark: UInt8
  private let rules: CSVFieldRules
  /// `open` while nothing but numbers and missing cells came, and any of them may still be a text.
  private(set) var kind: Kind
  private let isWeight: Bool
  private(set) var numbers: [Double] = []
  private var codes: [Int32] = []
  private var texts = TextCodes()
  private var sawNumber = false
  private var sawText = false
  /// `inf` or `nan` came, which would be a text in a column of texts.
  private var sawWord = false
  /// Numbers, or what may be one, came before the first text, so the cells have to be read again.
  private(set) var mustReread = false
  /// The first text, where the column also holds numbers.
  var stray: (line: Int, column: Int)?

  init(_ name: String, as kind: Kind, rules: CSVFieldRules, isWeight: Bool = false) {
    self.name = name
    self.kind = kind
    self.rules = rules
    self.isWeight = isWeight
    mark = rules.decimalMark
  }

  var isMixed: Bool { sawNumber && sawText }

  func isMissing(_ row: Int) -> Bool { kind == .text ? codes[row] < 0 : numbers[row].isNaN }

  @inline(__always)
  func add(_ cell: UnsafeBufferPointer<UInt8>) -> Finding {
    if kind == .text { return addText(cell) }
    if cell.count > 0, let number = DecimalText.double(cell, mark: mark) {
      numbers.append(number)
      sawNumber = true
      return isWeight && number < 0 ? .negative : .nothing
    }
    return addOther(cell)
  }

  private func isMissing(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count == 0 || cell.count == 2 && cell[0] == UInt8(ascii: "N") && cell[1] == UInt8(ascii: "A")
      || rules.isMissing(cell)
  }

  private func addText(_ cell: UnsafeBufferPointer<UInt8>) -> Finding {
    guard !isMissing(cell) else {
      codes.append(-1)
      return .nothing
    }
    let (code, isNew) = texts.code(of: cell)
    codes.append(code)
    guard isNew else { return .nothing }
    if DecimalText.isNumber(cell, mark: mark) {
      sawNumber = true
      return .nothing
    }
    let isFirst = !sawText
    sawText = true
    return isFirst ? .text : .nothing
  }

  /// A cell of numbers that is none.
  private func addOther(_ cell: UnsafeBufferPointer<UInt8>) -> Finding {
    let isMissing = isMissing(cell)
    if isMissing || Self.isNotANumber(cell) {
      sawWord = sawWord || !isMissing
      numbers.append(.nan)
      return .nothing
    }
    if Self.isInfinite(cell, mark: mark) {
      sawWord = true
      numbers.append(.nan)
      return .infinite
    }
    let isFirst = !sawText
    sawText = true
    guard kind == .open else {
      numbers.append(.nan)
      return .text
    }
    if !sawNumber, !sawWord {
      // Nothing but missing cells came before.
      kind = .text
      codes = [Int32](repeating: -1, count: numbers.count)
      numbers = []
      sawText = false
      return addText(cell)
    }
    mustReread = true
    numbers.append(.nan)
    return isFirst ? .text : .nothing
  }

  private static func isNotANumber(_ cell: UnsafeBufferPointer<UInt8>) -> Bool { word(cell) == "nan" }

  private static func isInfinite(_ cell: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Bool {
    let word = word(cell)
    return word == "inf" || word == "infinity" || DecimalText.isNumber(cell, mark: mark)
  }

  /// A short cell in small letters, without spaces and sign.
  private static func word(_ cell: UnsafeBufferPointer<UInt8>) -> String {
    guard cell.count <= 12 else { return "" }
    let letters = cell.filter {
      !DecimalText.isSpace($0) && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+")
    }
    return String(decoding: letters.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The column that came of it.
  func column(file: String) -> FlatColumn {
    let place = isMixed ? stray.map { "\(file):\($0.line):\($0.column)" } : nil
    guard kind == .text else { return FlatColumn(name, .numbers(numbers)) }
    let (levels, places) = texts.levels()
    let own = codes.map { $0 < 0 ? $0 : places[Int($0)] }
    return FlatColumn(name, .texts(codes: own, levels: levels), strayText: place)
  }

  /// Adds the cells that follow; false where they are of another kind and have to be read again. `rows` is how many
  /// rows came before, for the line of a stray text.
  func append(_ next: FlatColumnBuilder, rows: Int) -> Bool {
    guard kind == next.kind, !next.mustReread, !mustReread else { return false }
    if kind == .text {
      let own = next.texts.mapped(into: &texts)
      codes.append(contentsOf: next.codes.lazy.map { $0 < 0 ? $0 : own[Int($0)] })
    } else {
      numbers.append(contentsOf: next.numbers)
    }
    sawNumber = sawNumber || next.sawNumber
    sawText = sawText || next.sawText
    sawWord = sawWord || next.sawWord
    if stray == nil { stray = next.stray.map { ($0.line + rows, $0.column) } }
    return true
  }

  /// Takes back the cell of a row that is set aside.
  func removeLast() {
    if kind == .text { codes.removeLast() } else { numbers.removeLast() }
  }

  /// Empties the column for the next piece of a file, of the same kind.
  func removeAll() {
    numbers.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    texts = TextCodes()
  }
}
