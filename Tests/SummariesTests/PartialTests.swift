import Foundation
import Summaries
import Testing

@Suite("Partials on their way between machines")
struct PartialTests {
  private let sums: RateSums = {
    var sums = RateSums()
    sums.addPatient(events: 2, of: 3)
    return sums
  }()

  @Test("What is written is read back, head and summary")
  func roundTrip() throws {
    let partial = Partial(sums, of: "rates", grade: .exact)
    let bytes = try encoded(partial)
    let back = try JSONDecoder().decode(Partial<RateSums>.self, from: bytes)
    #expect(back == partial)
    #expect(try back.summary(of: "rates", grade: .exact) == sums)
    let head = try JSONDecoder().decode(PartialHead.self, from: bytes)
    #expect(head.statistic == "rates")
    #expect(head.grade == .exact)
  }

  @Test("A later format is refused before its summary is looked at")
  func otherFormat() {
    let text = #"{"format":2,"statistic":"rates","grade":"exact","summary":"written otherwise"}"#
    #expect(throws: PartialError.otherFormat(found: 2, known: 1)) {
      try JSONDecoder().decode(Partial<RateSums>.self, from: Data(text.utf8))
    }
  }

  @Test("Another statistic is refused, on opening or already on decoding")
  func otherStatistic() throws {
    let bytes = try encoded(Partial(sums, of: "rates by step", grade: .exact))
    let expected = PartialError.otherStatistic(found: "rates by step", wanted: "rates")
    let back = try JSONDecoder().decode(Partial<RateSums>.self, from: bytes)
    #expect(throws: expected) { try back.summary(of: "rates", grade: .exact) }
    let decoder = JSONDecoder()
    decoder.userInfo[try #require(PartialHead.wanted)] = "rates"
    #expect(throws: expected) { try decoder.decode(Partial<RateSums>.self, from: bytes) }
    // Of another type altogether: the head is read first, so the reason is the right one.
    #expect(throws: expected) { try decoder.decode(Partial<Tally<String>>.self, from: bytes) }
  }

  @Test("Another grade is refused")
  func otherGrade() {
    let partial = Partial(sums, of: "rates", grade: .paged)
    #expect(throws: PartialError.otherGrade(found: .paged, wanted: .exact)) {
      try partial.summary(of: "rates", grade: .exact)
    }
  }
}
