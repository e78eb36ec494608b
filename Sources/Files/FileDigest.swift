internal import CCrypto
public import Foundation

/// The SHA-256 of bytes, as `sha256sum` prints it, so that provenance can be checked with any tool.
///
/// Not: a secret-keeping primitive; inputs are named by it, nothing is protected by it.
/// Source: OpenSSL's libcrypto, which takes the processor's own instructions where it has them.
public final class FileDigest {
  private let context: OpaquePointer?

  public init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The digest of a whole file, read in windows.
  ///
  /// Throws: ``IntakeError/unreadable(path:reason:)``.
  public static func hexadecimal(ofFileAt path: String) throws(IntakeError) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: "it cannot be opened")
    }
    defer { try? handle.close() }
    let digest = FileDigest()
    do {
      while let bytes = try handle.read(upToCount: 1 << 18), !bytes.isEmpty { digest.update(bytes) }
    } catch {
      throw .unreadable(path: path, reason: "reading stopped part of the way")
    }
    return digest.finished()
  }

  /// The digest of bytes at hand.
  public static func hexadecimal(of bytes: some ContiguousBytes) -> String {
    let digest = FileDigest()
    digest.update(bytes)
    return digest.finished()
  }

  public func update(_ bytes: some ContiguousBytes) {
    bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest in lower-case hexadecimal. Nothing may be added afterwards.
  public func finished() -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &bytes, nil)
    return bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
