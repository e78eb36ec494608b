/// How the levels of a factor are spelled and ordered.
enum LevelText {
  /// A number as R spells it as a level: whole numbers in full, others in the shorter notation.
  static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    return FormulaText.number(number)
  }

  /// Texts by their bytes, as R sorts in the C locale.
  static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}
