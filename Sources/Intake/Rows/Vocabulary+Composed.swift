import Foundation
import Treatment

extension Vocabulary {
  /// A vocabulary whose texts are in Unicode normal form C, however the files write them.
  ///
  /// Two spellings of one text have one number in any case; this makes the spelling that is printed the same
  /// whichever worker came first.
  static func ofComposedTexts() -> Vocabulary {
    Vocabulary { $0.utf8.allSatisfy { $0 < 0x80 } ? $0 : $0.precomposedStringWithCanonicalMapping }
  }
}
