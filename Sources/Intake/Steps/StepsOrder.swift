/// Whether patients come in ascending order: by bytes, or by length and then bytes.
///
/// Which of the two a file follows is found from its data; one that follows neither needs sorting.
struct StepsOrder: Sendable, Equatable {
  private(set) var byBytes = true
  private(set) var byLength = true

  var isSorted: Bool { byBytes || byLength }

  mutating func merge(byBytes: Bool, byLength: Bool) {
    self.byBytes = self.byBytes && byBytes
    self.byLength = self.byLength && byLength
  }

  /// Notes that `next` follows `previous`; the same patient again after another breaks both orders.
  mutating func follow(_ previous: [UInt8], by next: [UInt8]) {
    let ascends = previous.lexicographicallyPrecedes(next)
    merge(
      byBytes: ascends, byLength: previous.count < next.count || (previous.count == next.count && ascends))
  }
}
