@testable import Simulation

/// The truth of the bundled parameters, made once for all tests: 20,000 patients take a debug build its time.
enum SharedTruth {
  private static let made = Result { TrueValues(of: SteppedCare(try .bundled(), seed: 1)) }

  static func values() throws -> TrueValues { try made.get() }
}
