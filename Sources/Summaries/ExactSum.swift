/// The exact sum of doubles, rounded once when it is read, so that no order or split of the terms can be seen
/// in it.
///
/// Every finite double is a whole number of 2^-1074. The sum is kept as such a number in 67 chunks that lie 32
/// bits apart but are 64 bits wide: a term touches two chunks, and some 2,000 terms fit before carries must
/// be passed on.
///
/// Infinities and NaN are remembered beside the sum: one NaN, or infinities of both signs, make the value
/// NaN; infinities of one sign make it that infinity; whatever else was added, in any order. An exact sum of
/// zero is +0, also where every term was -0.
///
/// Grade: exact.
/// Not: a bound on the number of terms in practice; 2^78 of the largest double would overflow the last chunk,
/// which traps.
/// Source: R. M. Neal, Fast exact summation using small and large superaccumulators, arXiv:1505.05571 (2015);
/// written from the idea of its small superaccumulator.
public struct ExactSum: Sendable {
  private static let chunkCount = 67
  /// Terms between two passes of carries: each adds less than 2^52 to a chunk, and a merge leaves 2^33.
  private static let mostPending = 2000

  private var chunks = [Int64](repeating: 0, count: Self.chunkCount)
  private var pending = 0
  private var specials: Specials = []

  private struct Specials: OptionSet {
    let rawValue: UInt8
    static let plusInfinity = Specials(rawValue: 1)
    static let minusInfinity = Specials(rawValue: 2)
    static let nan = Specials(rawValue: 4)
  }

  public init() {}

  public mutating func add(_ term: Double) {
    let bits = term.bitPattern
    let exponent = Int((bits >> 52) & 0x7ff)
    var significand = Int64(bits & 0xf_ffff_ffff_ffff)
    if exponent == 0x7ff {
      specials.insert(significand != 0 ? .nan : term < 0 ? .minusInfinity : .plusInfinity)
      return
    }
    var place = 0
    if exponent > 0 {
      significand |= 1 << 52
      place = exponent - 1
    }
    let shift = Int64(place & 31)
    let low = (significand << shift) & 0xffff_ffff
    let high = significand >> (32 - shift)
    let chunk = place >> 5
    if bits >> 63 == 0 {
      chunks[chunk] += low
      chunks[chunk + 1] += high
    } else {
      chunks[chunk] -= low
      chunks[chunk + 1] -= high
    }
    pending += 1
    if pending == Self.mostPending { carry() }
  }

  /// Adds `x y` exactly: the rounded product, and what rounding took from it.
  ///
  /// Not: exact where `x y` is beyond the largest double, or is not zero and below 2^-969 in size, where its
  /// last bits would lie below the smallest double; there the rounded product and what can be had of
  /// the rest are added. The result still does not depend on order.
  public mutating func addProduct(_ x: Double, _ y: Double) {
    let product = x * y
    add(product)
    if product.isFinite { add((-product).addingProduct(x, y)) }
  }

  /// Adds `x y` as often as `count` says, with the sum that adding it so often one by one gives.
  public mutating func addProduct(_ x: Double, _ y: Double, times count: Int) {
    if count == 1 { return addProduct(x, y) }
    let product = x * y
    addProduct(product, Double(count))
    if product.isFinite { addProduct((-product).addingProduct(x, y), Double(count)) }
  }

  /// Passes carries up until every chunk but the last holds 32 bits: the one such form of a number.
  private mutating func carry() {
    for chunk in 0..<(Self.chunkCount - 1) {
      chunks[chunk + 1] += chunks[chunk] >> 32
      chunks[chunk] &= 0xffff_ffff
    }
    pending = 0
  }

  /// The sum in units of 2^-1074, without the infinities and NaN.
  var whole: ExactInteger {
    var normal = self
    normal.carry()
    let isNegative = normal.chunks[Self.chunkCount - 1] < 0
    if isNegative {
      for chunk in normal.chunks.indices { normal.chunks[chunk] = -normal.chunks[chunk] }
      normal.carry()
    }
    var digits = normal.chunks.dropLast().map { UInt32($0) }
    let top = normal.chunks[Self.chunkCount - 1]
    digits.append(UInt32(truncatingIfNeeded: top))
    digits.append(UInt32(truncatingIfNeeded: top >> 32))
    return ExactInteger(isNegative: isNegative, digits: digits)
  }

  /// Whether no infinity and no NaN was added.
  public var isFinite: Bool { specials.isEmpty }

  /// The double nearest to the exact sum, ties to even; an infinity where the sum rounds beyond the largest.
  public var value: Double {
    if !specials.isEmpty {
      switch specials {
      case .plusInfinity: return .infinity
      case .minusInfinity: return -.infinity
      default: return .nan
      }
    }
    let whole = whole
    let (significand, exponent) = whole.rounded()
    var bits = significand
    if exponent > 0 {
      // The unit is the smallest subnormal, so a shift by e is the biased exponent e + 1.
      guard exponent + 1 < 0x7ff else { return whole.isNegative ? -.infinity : .infinity }
      bits = UInt64(exponent + 1) << 52 | (significand & 0xf_ffff_ffff_ffff)
    }
    return Double(bitPattern: bits | (whole.isNegative ? 1 << 63 : 0))
  }
}

extension ExactSum: Mergeable {
  public mutating func merge(_ other: ExactSum) {
    carry()
    var other = other
    other.carry()
    for chunk in chunks.indices { chunks[chunk] += other.chunks[chunk] }
    specials.formUnion(other.specials)
  }

  /// Whether the exact sums are the same number, however they came about.
  public static func == (first: ExactSum, second: ExactSum) -> Bool {
    var (first, second) = (first, second)
    first.carry()
    second.carry()
    return first.specials == second.specials && first.chunks == second.chunks
  }
}

extension ExactSum: Codable {
  private enum CodingKeys: String, CodingKey { case negative, skipped, digits, specials }

  /// Reads the normal form: sign, base-2^32 digits of the sum in units of 2^-1074 after `skipped` zeros.
  ///
  /// Throws: `DecodingError` for anything but the normal form, so that equal sums are equal bytes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let isNegative = try container.decode(Bool.self, forKey: .negative)
    let skipped = try container.decode(Int.self, forKey: .skipped)
    let digits = try container.decode([UInt32].self, forKey: .digits)
    let specials = try container.decode(UInt8.self, forKey: .specials)
    let isNormal =
      digits.isEmpty ? skipped == 0 && !isNegative : digits.first != 0 && digits.last != 0 && skipped >= 0
    // The last chunk holds 63 bits of size, which are two digits.
    let room = Self.chunkCount + 1
    guard isNormal, specials < 8, skipped < room, digits.count <= room - skipped,
      skipped + digits.count < room || digits.last ?? 0 < 1 << 31
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .digits, in: container, debugDescription: "Expected an exact sum in its normal form.")
    }
    self.specials = Specials(rawValue: specials)
    for (place, digit) in digits.enumerated() {
      let chunk = min(skipped + place, Self.chunkCount - 1)
      chunks[chunk] += Int64(digit) << Int64(32 * (skipped + place - chunk))
    }
    if isNegative {
      for chunk in chunks.indices { chunks[chunk] = -chunks[chunk] }
      carry()
    }
  }

  public func encode(to encoder: any Encoder) throws {
    let whole = whole
    let skipped = whole.digits.prefix { $0 == 0 }.count
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(whole.isNegative, forKey: .negative)
    try container.encode(skipped, forKey: .skipped)
    try container.encode(Array(whole.digits.dropFirst(skipped)), forKey: .digits)
    try container.encode(specials.rawValue, forKey: .specials)
  }
}
