import Testing

@testable import Intake

@Suite("Calendar days")
struct CalendarDayTests {
  @Test("count on by one from day to day over four centuries")
  func consecutive() throws {
    var expected = try #require(CalendarDay.number(of: "1899-12-31"))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    for year in 1900..<2301 {
      for month in 1...12 {
        for day in 1...CalendarDay.days(in: month, of: year) {
          expected += 1
          #expect(CalendarDay.number(of: "\(year)-\(two(month))-\(two(day))") == expected)
        }
      }
    }
  }

  @Test("start at 1970-01-01")
  func epoch() {
    #expect(CalendarDay.number(of: "1970-01-01") == 0)
    #expect(CalendarDay.number(of: "2000-03-01") == 11017)
    #expect(CalendarDay.number(of: "1969-12-31") == -1)
  }

  @Test(
    "are nothing for other texts and impossible dates",
    arguments: [
      "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024/01/01", "", "2024-01-0x",
      "2024-04-31", "1900-02-29",
    ])
  func impossible(text: String) {
    #expect(CalendarDay.number(of: text) == nil)
  }
}

@Suite("Days as texts")
struct CalendarTextTests {
  @Test("The text of a day is read as the day, over eight centuries")
  func thereAndBack() {
    let wrong = (-150_000..<150_000).first { number in
      CalendarDay.text(of: number).withUnsafeBufferPointer { CalendarDay.number(ofBytes: $0) } != number
    }
    #expect(wrong == nil)
    #expect(String(decoding: CalendarDay.text(of: 16_436), as: UTF8.self) == "2015-01-01")
  }
}
