/// Treatments and their combinations as numbers: a name has one, and so has every set of names.
///
/// Not: a stable numbering. It depends on who came first, so nothing is ordered by it but by names.
public struct TreatmentSets: Sendable {
  /// Ascending by name, each once.
  private var members: [[UInt32]] = []
  private var names: [String] = []
  private var numbers: [[UInt32]: UInt32] = [:]
  private var joined: [UInt64: UInt32] = [:]
  private var singles: [String: UInt32] = [:]
  /// The name of a treatment, the names of a combination joined by `+`; escaped.
  public private(set) var texts: [String] = []

  public init() {}

  public var count: Int { texts.count }

  public mutating func number(of name: String) -> UInt32 {
    if let known = singles[name] { return known }
    let number = UInt32(texts.count)
    names.append(name)
    texts.append(PathwayName.escaped(name))
    members.append([number])
    numbers[[number]] = number
    singles[name] = number
    return number
  }

  public func isCombination(_ number: UInt32) -> Bool { members[Int(number)].count > 1 }

  /// The set with the members of both.
  mutating func union(_ a: UInt32, _ b: UInt32) -> UInt32 {
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = joined[key] { return known }
    var both = members[Int(a)] + members[Int(b)].filter { !members[Int(a)].contains($0) }
    both.sort { precedes(names[Int($0)], names[Int($1)]) }
    let number: UInt32
    if let known = numbers[both] {
      number = known
    } else {
      number = UInt32(texts.count)
      texts.append(both.map { texts[Int($0)] }.joined(separator: "+"))
      names.append(texts[Int(number)])
      members.append(both)
      numbers[both] = number
    }
    joined[key] = number
    return number
  }

  /// By name, for treatments that begin and end on the same days.
  func precedes(_ a: UInt32, _ b: UInt32) -> Bool { a != b && precedes(texts[Int(a)], texts[Int(b)]) }

  private func precedes(_ a: String, _ b: String) -> Bool {
    a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
  }
}
