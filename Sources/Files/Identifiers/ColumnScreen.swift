/// What the cells of one column tell together: whether they name persons.
///
/// A name that speaks of a person is judged with the cells: what could not be such a thing, or stands for many patients
/// alike, is none. Any other column is judged by its cells alone: half of them, of what chance would seldom make; nearly
/// all and four different ones, of a check that one number in ten passes; a third and three different ones, of names of
/// persons; a single word, of what has a form of its own inside a text.
struct ColumnScreen {
  private let named: IdentifierName?
  private var filled = 0
  private var fitting = 0
  private var counts = [Int](repeating: 0, count: IdentifyingContent.allCases.count)
  private var different: [IdentifyingContent: Set<[UInt8]>] = [:]
  private var inside: IdentifyingContent?
  private var distinct: Set<[UInt8]> = []
  /// Cells that were looked at: what repeats is looked at once, or `validate` would spend most of its time here.
  private var seen = [(cell: [UInt8], content: IdentifyingContent?)?](repeating: nil, count: 256)

  /// Values beyond which a column of a name does not stand for many patients alike.
  private static let mostShared = 20

  init(named: IdentifierName?) { self.named = named }

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    filled += 1
    if let named {
      if named.fits(cell) { fitting += 1 }
      if distinct.count <= Self.mostShared { distinct.insert(Array(cell)) }
    }
    guard cell.count >= 7 else { return }
    if let content = content(of: cell) {
      // Told at its place in the file, by ``CellIdentifiers``.
      if content == .email { return }
      counts[content.rawValue] += 1
      if content.passesByChance || content == .fullName, different[content, default: []].count < 4 {
        different[content, default: []].insert(Array(cell))
      }
    }
  }

  /// What a cell is as a whole; a new one that is nothing is searched for what stands inside it.
  private mutating func content(of cell: UnsafeBufferPointer<UInt8>) -> IdentifyingContent? {
    var mixed = cell.count
    for byte in cell.suffix(8) { mixed = mixed &* 31 &+ Int(byte) }
    let place = mixed & 255
    if let known = seen[place], known.cell.elementsEqual(cell) { return known.content }
    let content = IdentifyingContent.of(cell)
    if content == nil, inside == nil, cell.count > 10 { inside = IdentifyingContent.inside(cell) }
    seen[place] = (Array(cell), content)
    return content
  }

  /// The name speaks of a person, and the cells so far do not: the others have to be looked at.
  func mustSeeAll(patients: Int?) -> Bool { named != nil && finding(patients: patients) == nil }

  /// What is found, in words that end "the column … ‹words›".
  ///
  /// `patients` is how many there are in these rows; `nil` where nobody knows.
  func finding(patients: Int?) -> String? {
    if let named {
      let isShared =
        named.isTextOfAnyone && distinct.count <= Self.mostShared
        && (patients.map { distinct.count * 5 <= $0 } ?? (distinct.count * 20 <= filled))
      if fitting > 0, !isShared { return "which names \(named.words)" }
    }
    for content in IdentifyingContent.allCases where holds(content) {
      return "whose cells look like \(content.words)"
    }
    return inside.map { "in whose texts stand what look like \($0.words)" }
  }

  private func holds(_ content: IdentifyingContent) -> Bool {
    var count = counts[content.rawValue]
    if count == 0 { return false }
    switch content {
    case _ where content.passesByChance:
      return count * 10 >= filled * 8 && different[content, default: []].count >= 4
    case .fullName: return count * 3 >= filled && different[content, default: []].count >= 3
    // What lacks its modulus is of 2007 or later; what has it as bare digits counts as well.
    case .cprForm: count += counts[IdentifyingContent.cpr.rawValue]
    default: break
    }
    return count * 2 >= filled
  }
}
