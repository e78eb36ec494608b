extension CalendarDay {
  /// The text `YYYY-MM-DD` of a number of days since 1970-01-01, in years 0 to 9999.
  ///
  /// Source: the inverse of the era method of Howard Hinnant (from memory; checked in tests against ``number(of:)``).
  package static func text(of number: Int) -> [UInt8] {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func digits(_ value: Int, _ count: Int) -> [UInt8] {
      var rest = value
      var result: [UInt8] = []
      for _ in 0..<count {
        result.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      }
      return result.reversed()
    }
    let dash = [UInt8(ascii: "-")]
    return digits(year, 4) + dash + digits(month, 2) + dash + digits(day, 2)
  }
}
