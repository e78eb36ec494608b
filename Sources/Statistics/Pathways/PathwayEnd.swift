/// How a pathway ends.
public enum PathwayEnd: String, Sendable, Codable, CaseIterable, Comparable {
  /// The patient's last step ends in remission.
  case remission
  /// It was scored at its end, and not in remission; nothing follows in the files.
  case noRemission = "no_remission"
  /// It was not scored at its end: nobody knows what became of the patient.
  case dropout
  /// More treatments follow than the pathway may hold.
  case longer
  /// Nothing follows, and no scores tell how it ended.
  case end

  public static func < (a: PathwayEnd, b: PathwayEnd) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}
