internal import Foundation

/// Numbers for the texts of a column, found by their bytes without making a text of each cell.
struct TextCodes {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots = [Int32](repeating: -1, count: 64)
  /// The number that was given last; rows of a patient stand together.
  private var last: Int32 = -1

  var count: Int { ends.count }

  /// The text's number, and whether it is new.
  mutating func code(of text: UnsafeBufferPointer<UInt8>) -> (code: Int32, isNew: Bool) {
    if last >= 0, holds(text, at: Int(last)) { return (last, false) }
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let code = Int(slots[slot])
      if hashes[code] == hash, holds(text, at: code) {
        last = Int32(code)
        return (last, false)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(ends.count)
    slots[slot] = code
    last = code
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return (code, true)
  }

  private func holds(_ text: UnsafeBufferPointer<UInt8>, at code: Int) -> Bool {
    let start = code == 0 ? 0 : ends[code - 1]
    guard ends[code] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { own in
      for place in 0..<text.count where own[start + place] != text[place] { return false }
      return true
    }
  }

  /// The numbers of these texts in another set, which takes them in.
  func mapped(into other: inout TextCodes) -> [Int32] {
    bytes.withUnsafeBufferPointer { bytes in
      ends.indices.map { code in
        let start = code == 0 ? 0 : ends[code - 1]
        return other.code(of: UnsafeBufferPointer(rebasing: bytes[start..<ends[code]])).code
      }
    }
  }

  private func text(at code: Int) -> String {
    String(decoding: bytes[(code == 0 ? 0 : ends[code - 1])..<ends[code]], as: UTF8.self)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var result: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { result = (result ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return result ^ (result >> 29)
  }

  /// The texts in normal form C, each once, and for every number its place among them.
  func levels() -> (levels: [String], places: [Int32]) {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      // Such texts are equal only where their bytes are.
      return (ends.indices.map { text(at: $0) }, ends.indices.map(Int32.init))
    }
    var levels: [String] = []
    var known: [String: Int32] = [:]
    var places: [Int32] = []
    for code in ends.indices {
      var text = text(at: code)
      if text.utf8.contains(where: { $0 >= 0x80 }) { text = text.precomposedStringWithCanonicalMapping }
      if let place = known[text] {
        places.append(place)
      } else {
        known[text] = Int32(levels.count)
        places.append(Int32(levels.count))
        levels.append(text)
      }
    }
    return (levels, places)
  }
}
