/// A row of exposures.csv; a day of `Int32.max` is an end that has not come.
struct ExposureRow: Sendable {
  /// The place of the step whose trial it is; none of what runs in the background and of programmes.
  var step: Int?
  var agent: String
  var start: Int32
  var end: Int32
  var dose = Double.nan
  var sessions: Int32 = -1
  var daysSupplied: Int32 = -1
  var reason = ""
}
