/// Days of the proleptic Gregorian calendar as whole numbers, without clock or time zone.
package enum CalendarDay {
  /// Days since 1970-01-01 of a text `YYYY-MM-DD`; `nil` for anything else, impossible dates too.
  ///
  /// Source: the era method of Howard Hinnant, "chrono-compatible low-level date algorithms" (from
  /// memory; checked in tests against a day-by-day count).
  package static func number(of text: some StringProtocol) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { number(ofBytes: $0) }
  }

  /// The same of the text's bytes.
  package static func number(ofBytes bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10),
      (1...12).contains(month), day >= 1, day <= days(in: month, of: year)
    else { return nil }
    // Years that begin in March put the leap day at the end.
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
