/// Random numbers that are a function of seed, purpose and patient, whatever was drawn for others before.
///
/// For whatever draws: resampled patients, folds, imputed endpoints, simulated cohorts. None of them may depend on the order in which
/// patients come, on threads, or on what else was drawn.
///
/// Draw number k of a patient is the Philox4x32-10 block of counter (k, patient) under a key made of seed
/// and purpose; streams of different patients never meet. Only whole-number arithmetic and comparisons are
/// used, so the same draws come out on every machine.
///
/// Not: for secrets.
/// Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011): generator,
/// constants; the key is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014) and FNV-1a of the
/// purpose. All three from memory; the generator is checked against published vectors, from memory too.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline let key: (UInt32, UInt32)
  @usableFromInline let patient: UInt64
  @usableFromInline var index: UInt64 = 0
  @usableFromInline var spare: UInt64?

  public init(seed: UInt64, purpose: String, patient: UInt64) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let mixed = Self.mixed(Self.mixed(seed) ^ hash)
    key = (UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
    self.patient = patient
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// Ten rounds of Philox4x32.
  @usableFromInline static func block(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (state, key) = (counter, key)
    for _ in 0..<10 {
      let first = state.0.multipliedFullWidth(by: 0xd251_1f53)
      let second = state.2.multipliedFullWidth(by: 0xcd9e_8d57)
      state = (second.high ^ state.1 ^ key.0, second.low, first.high ^ state.3 ^ key.1, first.low)
      key = (key.0 &+ 0x9e37_79b9, key.1 &+ 0xbb67_ae85)
    }
    return state
  }

  @inlinable public mutating func next() -> UInt64 {
    if let kept = spare {
      spare = nil
      return kept
    }
    let block = Self.block(
      counter: (
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        UInt32(truncatingIfNeeded: patient), UInt32(truncatingIfNeeded: patient >> 32)
      ), key: key)
    index &+= 1
    spare = UInt64(block.3) << 32 | UInt64(block.2)
    return UInt64(block.1) << 32 | UInt64(block.0)
  }

  /// A number from 0 up to but without 1, a multiple of 2^-53.
  @inlinable public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Whether an event of this probability happens.
  @inlinable public mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }

  /// A standard normal number.
  ///
  /// Source: von Neumann's comparison of uniforms as C. F. F. Karney, Sampling exactly from the normal
  /// distribution (2016) arranges it, from memory; here on doubles instead of endless digits. It needs no
  /// logarithm, so no two libraries can disagree on a draw.
  public mutating func normal() -> Double {
    while true {
      // The whole part k comes with probability proportional to exp(-k / 2), and is thinned to exp(-k^2 / 2).
      var whole = 0
      while exponential(0.5) { whole += 1 }
      guard allExponential(0.5, times: whole * (whole - 1)) else { continue }
      let part = uniform()
      let k = Double(whole)
      let exponent = part * (2 * k + part) / (2 * k + 2)
      guard allExponential(exponent, times: whole + 1) else { continue }
      return next() & 1 == 0 ? k + part : -(k + part)
    }
  }

  private mutating func allExponential(_ p: Double, times: Int) -> Bool {
    for _ in 0..<times where !exponential(p) { return false }
    return true
  }

  /// An event of probability exp(-p), for p from 0 to 1: a run of falling uniforms below p of even length.
  private mutating func exponential(_ p: Double) -> Bool {
    var isEven = true
    var last = p
    while true {
      let draw = uniform()
      guard draw < last else { return isEven }
      last = draw
      isEven.toggle()
    }
  }
}
