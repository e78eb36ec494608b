import Foundation
import Testing

@testable import Intake

/// Expected digests: `printf … | sha256sum` (GNU coreutils 9.1).
@Suite("The digest of a file")
struct FileDigestTests {
  @Test(
    "is what sha256sum prints",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        String(repeating: "a", count: 100_000),
        "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"
      ),
    ])
  func matchesSystem(_ text: String, _ expected: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try FileDigest.hexadecimal(ofFileAt: file.path) == expected)
  }

  @Test("does not depend on how the bytes were handed over", arguments: [1, 7, 55, 56, 63, 64, 65, 1000])
  func anyPieces(_ size: Int) {
    let bytes = (0..<1000).map { UInt8($0 % 251) }
    let whole = FileDigest()
    whole.update(bytes)
    let pieces = FileDigest()
    for start in stride(from: 0, to: bytes.count, by: size) {
      pieces.update(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(whole.finished() == pieces.finished())
  }
}
