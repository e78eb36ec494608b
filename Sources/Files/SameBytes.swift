public import Foundation

/// Whether two runs of bytes are equal, compared many at a time.
@inlinable @inline(__always)
package func holdSameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  guard let one = a.baseAddress, let other = b.baseAddress else { return true }
  return memcmp(one, other, a.count) == 0
}
