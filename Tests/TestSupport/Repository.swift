public import Foundation

/// The files that tests read besides those they write.
public enum Repository {
  /// The root, wherever the tests run from.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
