/// Why a treatment history, filter or grouping cannot be read. No case holds a patient's value.
public enum TreatmentError: Error, Equatable, Sendable {
  /// Two active treatments share a day and no strategy is declared.
  case overlappingTreatments
  /// The filter or grouping does not parse; `column` counts characters from 1.
  case doesNotParse(text: String, column: Int, expected: String)
}
