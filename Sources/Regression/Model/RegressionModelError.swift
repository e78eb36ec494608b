/// Why a model file cannot be read, made or applied.
public enum RegressionModelError: Error, Equatable, Sendable {
  /// The text is no model file; `reason` says where it stops making sense.
  case notAModel(reason: String)
  case otherFormat(found: Int, known: Int)
  /// Parts of the model contradict each other.
  case inconsistent(String)
  case width(expected: Int, found: Int)
  case level(Double)
}

extension RegressionModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAModel(let reason):
      "This is no model file of Remit: \(reason). Make one with remit fit … -o DIR, and give its model.json."
    case .otherFormat(let found, let known):
      "The model file has format \(found), and this Remit reads format \(known). "
        + (found > known ? "Use a newer Remit" : "Fit the model again")
        + ", or fit the model with the Remit that is to predict."
    case .inconsistent(let what):
      "The model does not hang together: \(what). It was changed by hand or cut short; fit the model again."
    case .width(let expected, let found):
      "A row of \(found) values was given to a model of \(expected) columns. Code the data with the model's own coding."
    case .level(let level):
      "The level \(level) does not lie between 0 and 1. Give a level such as 0.95."
    }
  }
}
