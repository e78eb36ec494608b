/// How many patients, in smallest counts, a median and quartiles need behind them to be shown.
///
/// Source: Documentation/Formats/Disclosure.md.
enum DisclosedQuantile {
  static let medianNeeds = 2
  static let quartilesNeed = 4
}
