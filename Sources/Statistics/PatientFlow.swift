/// How many patients and steps are left after each rule, from the files to the denominators.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct PatientFlow: Sendable, Equatable {
  public struct Stage: Sendable, Equatable {
    /// What the rule asks, in words: "with a step", "matching group == MDD", …
    public var rule: String
    public var patients: Int
    /// `nil` before steps exist.
    public var steps: Int?
    /// Patients and steps that the rule left behind, with the reason in words.
    public var setAside: [(reason: String, patients: Int, steps: Int?)]

    public init(
      rule: String, patients: Int, steps: Int?,
      setAside: [(reason: String, patients: Int, steps: Int?)] = []
    ) {
      self.rule = rule
      self.patients = patients
      self.steps = steps
      self.setAside = setAside
    }

    public static func == (a: Stage, b: Stage) -> Bool {
      a.rule == b.rule && a.patients == b.patients && a.steps == b.steps
        && a.setAside.elementsEqual(b.setAside) {
          $0.reason == $1.reason && $0.patients == $1.patients && $0.steps == $1.steps
        }
    }
  }

  public var stages: [Stage]

  public init(stages: [Stage]) { self.stages = stages }
}
