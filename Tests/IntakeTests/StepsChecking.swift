import Foundation
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Intake

@Suite("Checking every column of steps.csv")
struct StepsChecking {
  func steps(_ text: String, in folder: TemporaryFolder) throws -> StepsFile {
    try StepsFile(
      path: try folder.write(text.utf8), name: "steps.csv", request: PageRequest(),
      catalogue: Example.catalogue)
  }

  @Test(
    "each column has its kind, its missing cells, its range and its different texts, by any number of workers"
  )
  func profile() async throws {
    let folder = try TemporaryFolder()
    let header =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate,dose_mg,sex,code\n"
    let rows = [
      "P1,1,ECT,sertraline,0,42,MADRS,30,12,yes,37.5,F,1", "P1,2,ECT,sertraline,43,,MADRS,12,,no,75,F,A2",
      "P2,1,ECT,lithium,-3,42,MADRS,40,12.5,,,M,3",
    ]
    let file = try steps(header + rows.joined(separator: "\n"), in: folder)
    for (threads, window) in [(1, 1000), (2, 30), (3, 16)] {
      let pass = try await file.check(threads: threads, windowBytes: window)
      let check = try #require(pass.summary)
      #expect(check.patients == 2 && pass.rows.used == 3)
      let columns = Dictionary(uniqueKeysWithValues: check.columns.map { ($0.name, $0) })
      #expect(
        check.columns.map(\.kind) == [
          .text, .whole, .text, .text, .whole, .whole, .text, .whole, .number, .text, .number, .text, .text,
        ])
      #expect(check.columns.allSatisfy { $0.count == 3 })
      #expect(
        columns["dose_mg"]?.missing == 1 && columns["dose_mg"]?.lowest == 37.5
          && columns["dose_mg"]?.highest == 75)
      #expect(columns["start_day"]?.lowest == -3 && columns["end_day"]?.missing == 1)
      #expect(
        columns["sex"]?.distinctTexts == 2 && columns["code"]?.texts == 1 && columns["code"]?.wholes == 2)
      #expect(columns["adequate"]?.distinctTexts == 2 && columns["adequate"]?.missing == 1)
    }
  }

  @Test(
    "workers profile as the row-by-row reader does",
    arguments: ["plain", "quotes", "CRLF", "other letters", "blank lines"])
  func sameProfile(style: String) async throws {
    let folder = try TemporaryFolder()
    let text = Example.file(try #require(Example.styles[style]), seed: 8)
    let plain = try steps(text, in: folder)
    let aside = folder.url.appending(path: "aside").path(percentEncoded: false)
    let slow = try await plain.check(threads: 1, windowBytes: 400, setAside: SetAsideWriter(folder: aside))
    let kept = try #require(slow.summary)
    #expect(slow.rows.setAside == 0)
    for (threads, window) in [(1, 1 << 20), (2, 400), (3, 61)] {
      #expect(try await plain.check(threads: threads, windowBytes: window).summary == kept)
    }
    #expect(kept.columns[0].texts == slow.rows.used)
  }

  @Test("words of a column that has its own words, and days that are none, are told at their cell")
  func words() async throws {
    let header =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate,stop_reason,end_score_day\n"
    let good = "P1,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,40\n"
    let cases = [
      (
        "P2,1,ECT,sertraline,0,42,MADRS,30,12,SECRET,lost,40",
        "3:38: expected one of yes, no, unknown in 'adequate'"
      ),
      (
        "P2,1,ECT,sertraline,0,42,MADRS,30,12,77,lost,40",
        "3:38: expected one of yes, no, unknown in 'adequate'"
      ),
      ("P2,1,ECT,sertraline,0,42,MADRS,30,12,no,SECRET,40", "3:41: expected one of nonresponse, partial"),
      (
        "P2,1,ECT,sertraline,0,42,MADRS,30,12,no,lost,40.5",
        "3:46: expected a whole number in 'end_score_day'"
      ),
      ("P2,1,ECT,SECRET,0,42,MADRS,30,12,no,lost,40", "3:10: expected agents of the catalogue"),
      ("P2,1,ECT,sertraline,0,-77,MADRS,30,12,no,lost,40", "3:23: expected a day not before 'start_day'"),
    ]
    for (row, expected) in cases {
      let folder = try TemporaryFolder()
      do {
        _ = try await steps(header + good + row + "\n", in: folder).check(threads: 2, windowBytes: 60)
        Issue.record("nothing was thrown for \(expected)")
      } catch {
        let message = "\(error)"
        #expect(message.hasPrefix("steps.csv:" + expected))
        #expect(!message.contains("SECRET") && !message.contains("77"))
      }
    }
  }

  @Test("profiles merge to the same profile in whatever order their parts come, and many texts stay many")
  func merges() {
    var random = SplitMix64(seed: 4)
    let parts = (0..<6).map { part in
      var profile = ColumnProfile(name: "x")
      profile.wholes = part
      profile.lowest = part == 0 ? 0 : -Double(part)
      profile.highest = Double(part * 2)
      profile.texts = 300
      profile.add(fingerprints: (0..<300).map { _ in random.next() })
      return profile
    }
    func merged(_ order: [Int]) -> ColumnProfile {
      order.reduce(into: ColumnProfile(name: "x")) { $0.merge(parts[$1]) }
    }
    #expect(merged([0, 1, 2, 3, 4, 5]) == merged([5, 3, 1, 0, 2, 4]))
    #expect(merged([0, 1, 2, 3, 4, 5]).hasManyTexts && !merged([0, 1]).hasManyTexts)
    #expect(
      parts[1].merged(with: parts[2].merged(with: parts[3]))
        == parts[1].merged(with: parts[2]).merged(with: parts[3]))
  }
}
