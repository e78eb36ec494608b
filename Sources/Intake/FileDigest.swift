import Foundation

/// The SHA-256 of bytes, as `sha256sum` prints it, so that provenance can be checked with any tool.
///
/// Written here because the package that has it builds the whole of BoringSSL (88 s of a release build);
/// a test compares it with the system's own `sha256sum`.
/// Not: a secret-keeping primitive; inputs are named by it, nothing is protected by it.
/// Source: FIPS 180-4, sections 4.2.2, 5 and 6.2 (constants are the fractional parts of cube and square
/// roots of the first primes, computed below rather than typed).
public struct FileDigest: Sendable {
  private var state: [UInt32]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  public init() { state = Self.initial }

  /// The digest of a whole file, read in windows.
  ///
  /// Throws: ``IntakeError/unreadable(path:reason:)``.
  public static func hexadecimal(ofFileAt path: String) throws(IntakeError) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: "it cannot be opened")
    }
    defer { try? handle.close() }
    var digest = FileDigest()
    do {
      while let bytes = try handle.read(upToCount: 1 << 20), !bytes.isEmpty {
        digest.update([UInt8](bytes))
      }
    } catch {
      throw .unreadable(path: path, reason: "reading stopped part of the way")
    }
    return digest.finished()
  }

  public mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    var start = 0
    if !pending.isEmpty {
      start = min(64 - pending.count, bytes.count)
      pending.append(contentsOf: bytes[..<start])
      guard pending.count == 64 else { return }
      state = Self.compressed(state, pending.span, from: 0)
      pending.removeAll(keepingCapacity: true)
    }
    let end = start + (bytes.count - start) / 64 * 64
    if end > start { state = Self.compressed(state, bytes.span.extracting(..<end), from: start) }
    pending.append(contentsOf: bytes[end...])
  }

  /// Pads the message and gives the digest in lower-case hexadecimal.
  public mutating func finished() -> String {
    let bits = length &* 8
    pending.append(0x80)
    while pending.count % 64 != 56 { pending.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      pending.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    state = Self.compressed(state, pending.span, from: 0)
    pending = []
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The state after every block of 64 bytes from a place to the end.
  private static func compressed(_ state: [UInt32], _ bytes: Span<UInt8>, from start: Int) -> [UInt32] {
    let rounds = Self.rounds.span
    var schedule = InlineArray<64, UInt32>(repeating: 0)
    var words = SIMD8<UInt32>(state)
    var block = start
    while block < bytes.count {
      for t in 0..<16 {
        let at = block &+ 4 &* t
        schedule[t] =
          UInt32(bytes[at]) << 24 | UInt32(bytes[at &+ 1]) << 16 | UInt32(bytes[at &+ 2]) << 8
          | UInt32(bytes[at &+ 3])
      }
      for t in 16..<64 {
        let (low, high) = (schedule[t &- 15], schedule[t &- 2])
        let small = rotated(low, 7) ^ rotated(low, 18) ^ (low &>> 3)
        let large = rotated(high, 17) ^ rotated(high, 19) ^ (high &>> 10)
        schedule[t] = schedule[t &- 16] &+ small &+ schedule[t &- 7] &+ large
      }
      var (a, b, c, d) = (words[0], words[1], words[2], words[3])
      var (e, f, g, h) = (words[4], words[5], words[6], words[7])
      // Eight rounds bring every word back to its place, so none is moved.
      for t in stride(from: 0, to: 64, by: 8) {
        round(rounds[t] &+ schedule[t], a, b, c, &d, e, f, g, &h)
        round(rounds[t &+ 1] &+ schedule[t &+ 1], h, a, b, &c, d, e, f, &g)
        round(rounds[t &+ 2] &+ schedule[t &+ 2], g, h, a, &b, c, d, e, &f)
        round(rounds[t &+ 3] &+ schedule[t &+ 3], f, g, h, &a, b, c, d, &e)
        round(rounds[t &+ 4] &+ schedule[t &+ 4], e, f, g, &h, a, b, c, &d)
        round(rounds[t &+ 5] &+ schedule[t &+ 5], d, e, f, &g, h, a, b, &c)
        round(rounds[t &+ 6] &+ schedule[t &+ 6], c, d, e, &f, g, h, a, &b)
        round(rounds[t &+ 7] &+ schedule[t &+ 7], b, c, d, &e, f, g, h, &a)
      }
      words &+= SIMD8(a, b, c, d, e, f, g, h)
      block &+= 64
    }
    return state.indices.map { words[$0] }
  }

  /// One round: `d` takes what it will be as `e`, and `h` what it will be as `a`.
  @inline(__always)
  private static func round(
    _ word: UInt32, _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32
  ) {
    let first =
      h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ (g ^ (e & (f ^ g))) &+ word
    d &+= first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 { word &>> by | word &<< (32 &- by) }

  private static let primes: [UInt64] = {
    var found: [UInt64] = []
    var candidate: UInt64 = 2
    while found.count < 64 {
      if found.allSatisfy({ candidate % $0 != 0 }) { found.append(candidate) }
      candidate += 1
    }
    return found
  }()

  /// The first 32 bits of the fraction of the square root of the first eight primes.
  private static let initial = primes.prefix(8).map { prime in
    fraction { root in root.multipliedFullWidth(by: root) <= (prime, 0) }
  }

  /// The first 32 bits of the fraction of the cube root of the first 64 primes.
  private static let rounds = primes.map { prime in
    fraction { root in
      let square = root.multipliedFullWidth(by: root)
      // root < 8 * 2^32, so its square needs 70 bits and its cube 105: the square's high word is small.
      let low = square.low.multipliedFullWidth(by: root)
      let (high, overflow) = low.high.addingReportingOverflow(square.high &* root)
      return !overflow && high < prime << 32
    }
  }

  /// The largest 32.32 fixed-point number that `isAtMost` accepts, without its whole part.
  private static func fraction(_ isAtMost: (UInt64) -> Bool) -> UInt32 {
    var root: UInt64 = 0
    for bit in stride(from: 36, through: 0, by: -1) where isAtMost(root | 1 << UInt64(bit)) {
      root |= 1 << UInt64(bit)
    }
    return UInt32(truncatingIfNeeded: root)
  }
}
