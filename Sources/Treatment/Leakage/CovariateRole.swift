/// What a column is to a model, as `roles:` declares it.
public enum CovariateRole: String, Sendable, Hashable, CaseIterable {
  /// Known at time zero.
  ///
  /// Not: a pardon. A count of prior trials is known at baseline and still part of the definition.
  case baseline
  /// The outcome's definition is built from it.
  case definition
  /// It is the outcome, or another form of it.
  case outcome
  /// It comes about after the prediction time.
  case after

  /// Roles from text, column by column.
  public static func roles(_ declared: [String: String]) throws(LeakageError) -> [String: CovariateRole] {
    var roles: [String: CovariateRole] = [:]
    for (column, name) in declared.sorted(by: { $0.key < $1.key }) {
      // `after_prediction` is the long name of `after`.
      guard let role = CovariateRole(rawValue: name == "after_prediction" ? "after" : name) else {
        throw .unknownRole(column: column, role: name)
      }
      roles[column] = role
    }
    return roles
  }
}
