/// How far two numbers may lie apart, and why.
struct Tolerance {
  var relative: Double
  var absolute: Double = 0
  var reason: String

  func admits(_ value: Double, for expected: Double) -> Bool {
    value == expected || abs(value - expected) <= relative * abs(expected) + absolute
  }
}
