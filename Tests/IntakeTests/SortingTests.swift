import Foundation
import TestSupport
import Testing
import Treatment

@testable import Intake

@Suite("Sorting by patient")
struct SortingTests {
  private func rows(_ count: Int, seed: UInt64) -> [KeptRow] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { line in
      let patient = Array("p\(Int.random(in: 0..<300, using: &random))".utf8)
      let bytes = (0..<Int.random(in: 0..<90, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      return KeptRow(patient: patient, line: line + 2, bytes: bytes)
    }
  }

  private func all(_ sorter: RowSorter) throws -> [KeptRow] {
    let sorted = try sorter.sorted()
    var result: [KeptRow] = []
    while let row = try sorted.next() { result.append(row) }
    return result
  }

  @Test(
    "gives the same rows in the same order, whatever memory there is",
    arguments: [200, 1000, 30_000, 1 << 24], KeyOrder.allCases)
  func memory(bytes: Int, order: KeyOrder) throws {
    let folder = try CohortFolder()
    let input = rows(2000, seed: 7)
    let sorter = RowSorter(order: order, memoryBytes: bytes, folder: folder.path)
    for row in input { try sorter.add(row) }
    #expect(sorter.wroteRuns == (bytes < 1 << 24))
    let output = try all(sorter)
    // The slow, obvious twin.
    let expected = input.sorted {
      $0.patient == $1.patient ? $0.line < $1.line : order.precedes($0.patient, $1.patient)
    }
    #expect(output.map(\.line) == expected.map(\.line))
    #expect(output.map(\.bytes) == expected.map(\.bytes))
    #expect(output.map(\.patient) == expected.map(\.patient))
  }

  @Test("leaves no file behind, not even while it runs")
  func noFiles() throws {
    let folder = try CohortFolder()
    let sorter = RowSorter(order: .bytes, memoryBytes: 500, folder: folder.path)
    for row in rows(200, seed: 1) { try sorter.add(row) }
    #expect(sorter.wroteRuns)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(try all(sorter).count == 200)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("says that a folder cannot take temporary files")
  func noFolder() throws {
    let sorter = RowSorter(order: .bytes, memoryBytes: 10, folder: "/nowhere/at/all")
    #expect {
      for row in rows(10, seed: 1) { try sorter.add(row) }
    } throws: { ($0 as? IntakeError)?.family == "notWritable" }
  }

  @Test("nothing sorts to nothing")
  func empty() throws {
    #expect(try all(RowSorter(order: .bytes, memoryBytes: 10, folder: "/tmp")).isEmpty)
  }

  @Test("orders by bytes, or by length and then bytes")
  func orders() {
    let names = ["10", "2", "1", "a", "B", "100"].map { Array($0.utf8) }
    func sorted(_ order: KeyOrder) -> [String] {
      names.sorted { order.precedes($0, $1) }.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(sorted(.bytes) == ["1", "10", "100", "2", "B", "a"])
    #expect(sorted(.lengthThenBytes) == ["1", "2", "B", "a", "10", "100"])
  }
}

@Suite("Cohorts whose files are not sorted")
struct UnsortedCohorts {
  /// A raw cohort of generated patients; ids count up, so they are sorted by length and then bytes.
  private static func files(_ count: Int) -> [String: [String]] {
    var random = SplitMix64(seed: 11)
    var patients: [String] = []
    var exposures: [String] = []
    var assessments: [String] = []
    for patient in 0..<count {
      patients.append("\(patient),\(Int.random(in: 18..<90, using: &random))")
      exposures.append("\(patient),sertraline,0,49")
      exposures.append(
        "\(patient),\(["venlafaxine", "lithium", "placebo"].randomElement(using: &random) ?? ""),60,120")
      for day in [0, 28, 49, 60, 90, 118] where Int.random(in: 0..<5, using: &random) > 0 {
        assessments.append("\(patient),\(day),MADRS,\(Int.random(in: 0...60, using: &random))")
      }
    }
    return ["patients.csv": patients, "exposures.csv": exposures, "assessments.csv": assessments]
  }

  private static let headers = [
    "patients.csv": "patient_id,age", "exposures.csv": "patient_id,agent,start_day,end_day",
    "assessments.csv": "patient_id,day,scale,score",
  ]

  private func cohort(_ files: [String: [String]]) throws -> WrittenCohort {
    var texts: [String: String] = [:]
    for (name, rows) in files {
      texts[name] = ([Self.headers[name] ?? ""] + rows).joined(separator: "\n") + "\n"
    }
    return try WrittenCohort(texts)
  }

  private let request = PageRequest(
    columns: [.agents, .days, .entry, .last, .assessments],
    covariates: [CovariateRequest("age", as: .number)])

  @Test(
    "read as the sorted ones do, with little memory and much, one thread and several",
    arguments: [2000, 1 << 26], [1, 3])
  func shuffled(memory: Int, threads: Int) async throws {
    let files = Self.files(6000)
    let expected = try await cohort(files).read(request)
    #expect(expected.patients.count == 6000 && expected.rows.count == 12_000)
    var random = SplitMix64(seed: 3)
    let shuffled = files.mapValues { $0.shuffled(using: &random) }
    let notices = Notices()
    let options = IntakeOptions(
      threads: threads, sortMemoryBytes: memory, patientsPerPage: 100, notice: { notices.add($0) })
    let found = try await cohort(shuffled).read(request, options)
    #expect(found == expected)
    #expect(notices.all.isEmpty == (memory > 1 << 20))
  }

  @Test("read as the sorted ones do when the violation comes late, in one file alone")
  func late() async throws {
    var files = Self.files(6000)
    let expected = try await cohort(files).read(request)
    let last = files["exposures.csv"]?.removeLast()
    files["exposures.csv"]?.insert(try #require(last), at: 7000)
    let found = try await cohort(files).read(request, IntakeOptions(sortMemoryBytes: 10_000))
    #expect(found == expected)
  }

  @Test("issues keep the lines of the original file")
  func lines() async throws {
    var files = Self.files(50)
    files["assessments.csv"]?.reverse()
    files["assessments.csv"]?.insert("17,300,MADRS,61", at: 5)
    let error = try #require(await cohort(files).refusal(request))
    #expect(String(describing: error).contains("assessments.csv:7:14: expected a number from 0 to 60"))
  }
}

/// Notices of a reading, from whatever thread.
final class Notices: @unchecked Sendable {
  private let lock = NSLock()
  private var held: [IntakeOptions.Notice] = []

  func add(_ notice: IntakeOptions.Notice) { lock.withLock { held.append(notice) } }
  var all: [IntakeOptions.Notice] { lock.withLock { held } }
}
