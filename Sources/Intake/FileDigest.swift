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
    pending.append(contentsOf: bytes)
    var start = 0
    while pending.count - start >= 64 {
      compress(at: start)
      start += 64
    }
    pending.removeFirst(start)
  }

  /// Pads the message and gives the digest in lower-case hexadecimal.
  public mutating func finished() -> String {
    let bits = length &* 8
    pending.append(0x80)
    while pending.count % 64 != 56 { pending.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      pending.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    for start in stride(from: 0, to: pending.count, by: 64) { compress(at: start) }
    pending = []
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func compress(at start: Int) {
    var schedule = [UInt32](repeating: 0, count: 64)
    for t in 0..<16 {
      let at = start + 4 * t
      schedule[t] =
        UInt32(pending[at]) << 24 | UInt32(pending[at + 1]) << 16 | UInt32(pending[at + 2]) << 8
        | UInt32(pending[at + 3])
    }
    for t in 16..<64 {
      let low = schedule[t - 15]
      let high = schedule[t - 2]
      let small = Self.rotated(low, 7) ^ Self.rotated(low, 18) ^ (low >> 3)
      let large = Self.rotated(high, 17) ^ Self.rotated(high, 19) ^ (high >> 10)
      schedule[t] = schedule[t - 16] &+ small &+ schedule[t - 7] &+ large
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let sumE = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let first = h &+ sumE &+ ((e & f) ^ (~e & g)) &+ Self.rounds[t] &+ schedule[t]
      let sumA = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
      let second = sumA &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
  }

  private static func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 {
    word >> by | word << (32 - by)
  }

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
