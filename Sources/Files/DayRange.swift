/// Days, numbers of steps and the like that a file may hold; what lies beyond, either side of 0, is a mistake in it.
///
/// Differences of any of them fit a page.
package enum DayRange {
  package static let latest = 10_000_000
  package static let all = -latest...latest
}
