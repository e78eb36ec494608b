internal import Foundation

/// What is odd about the identifiers of a cohort's patients: counts, never an identifier.
public struct OddIdentifiers: Sendable, Equatable {
  /// A way in which two identifiers may be one that was written twice.
  public enum Difference: String, Sendable, CaseIterable {
    case blanks = "blanks"
    case letterCase = "upper and lower case"
    case zeros = "leading zeros"
    case unicodeForm = "the form of their Unicode characters"
    case several = "more than one of these"
  }

  /// How many identifiers differ from another one by this alone.
  public var alike: [Difference: Int] = [:]
  /// Rows by file whose identifier is a text that stands for "missing" elsewhere.
  public var missingTexts: [String: Int] = [:]

  public init() {}
}

/// The identifiers of patients of all files of a cohort, while they come.
final class PatientIdentifiers {
  private var known: Set<[UInt8]> = []
  private var last: [UInt8] = []
  private var file = ""
  private var missingTexts: [String: Int] = [:]

  /// In lower case. Numbers are none: 99 may be a patient.
  private static let missing: Set<String> = [
    "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing", "unknown", ".", "-", "--", "?", "(null)",
    "<na>",
  ]

  func begin(file: String) { self.file = file }

  func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Rows of a patient mostly stand together.
    if last.elementsEqual(bytes) {
      if let count = missingTexts[file], isLastMissing { missingTexts[file] = count + 1 }
      return
    }
    last = Array(bytes)
    isLastMissing =
      bytes.count <= 9 && !bytes.isEmpty
      && Self.missing.contains(
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased())
    if isLastMissing { missingTexts[file, default: 0] += 1 }
    known.insert(last)
  }

  private var isLastMissing = false

  var found: OddIdentifiers {
    var result = OddIdentifiers()
    result.missingTexts = missingTexts
    let texts = known.map { String(decoding: $0, as: UTF8.self) }
    var alone: Set<Int> = []
    for difference in OddIdentifiers.Difference.allCases {
      // A text's bytes, since two forms of one Unicode text are the same String.
      var groups: [[UInt8]: [Int]] = [:]
      for (place, text) in texts.enumerated() {
        groups[Array(Self.written(text, without: difference).utf8), default: []].append(place)
      }
      let alike = groups.values.filter { $0.count > 1 }.joined()
      if difference == .several {
        let others = alike.count { !alone.contains($0) }
        if others > 0 { result.alike[.several] = others }
      } else if !alike.isEmpty {
        result.alike[difference] = alike.count
        alone.formUnion(alike)
      }
    }
    return result
  }

  private static func written(_ text: String, without difference: OddIdentifiers.Difference) -> String {
    switch difference {
    case .blanks: text.filter { !$0.isWhitespace }
    case .letterCase: text.lowercased()
    case .zeros: withoutZeros(text)
    case .unicodeForm: text.precomposedStringWithCanonicalMapping
    case .several:
      withoutZeros(text.filter { !$0.isWhitespace }.lowercased()).precomposedStringWithCanonicalMapping
    }
  }

  /// `007` is 7, `P-007` is `P-7`, and `100` is itself.
  private static func withoutZeros(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (place, byte) in bytes.enumerated() {
      let follows = result.last.map { $0 &- 48 < 10 } ?? false
      let goesOn = place + 1 < bytes.count && bytes[place + 1] &- 48 < 10
      if byte == 48, !follows, goesOn { continue }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
