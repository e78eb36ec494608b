/// How far two numbers may lie apart, and why.
struct Tolerance {
  var absolute = 0.0
  var relative = 0.0
  var reason: String

  func admits(_ value: Double, for expected: Double) -> Bool {
    value == expected || abs(value - expected) <= absolute + relative * abs(expected)
  }
}
