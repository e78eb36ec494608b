/// What makes a clinic's data hard to read, each of which a simulation can leave out.
public enum Mechanism: String, Sendable, Hashable, CaseIterable {
  /// Strategies are chosen by what the clinician sees: severity, failures, age, psychotic features, the clinic's habit.
  case confounding
  /// Patients leave, the sicker ones more often.
  case dropout
  /// Treatments are stopped for side effects.
  case intolerance
  /// Scores differ from the state that they measure.
  case noise
  /// Visits are missed.
  case missing
  /// Some take less than is prescribed.
  case nonadherence
  /// Old drugs are tapered beside new ones.
  case overlap
  /// Lithium for years, quetiapine at night, hypnotics.
  case background
  /// Programmes of exercise and sleep.
  case lifestyle
  /// Who remitted falls ill again.
  case relapse
}
