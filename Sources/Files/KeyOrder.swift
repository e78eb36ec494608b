/// The two orders in which a file counts as sorted by a key, which is its patient.
@usableFromInline package enum KeyOrder: Sendable, CaseIterable {
  /// Ascending by bytes: `1, 10, 2`.
  case bytes
  /// Ascending by length, then by bytes: `1, 2, 10`.
  case lengthThenBytes

  @inlinable
  package func precedes(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
    if self == .lengthThenBytes, a.count != b.count { return a.count < b.count }
    return a.lexicographicallyPrecedes(b)
  }
}
