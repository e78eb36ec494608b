import Files
import Foundation
import Intake
import TestSupport
import Testing
import Treatment

@testable import Simulation

@Suite("Datasets/stepped-care")
struct BundledCohortTests {
  private let folder = Repository.root.appending(path: "Datasets/stepped-care").path

  private func inflated(_ name: String) throws -> [UInt8] {
    let source = try ByteInflater(ByteFile(path: "\(folder)/\(name).gz"), path: name)
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let read: Result<Int, IntakeError> = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(IntakeError) in try source.read(into: bytes) }
      }
      let count = try read.get()
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }

  @Test("The files are those that seed 1 gives, to the byte, and so is the truth")
  func again() throws {
    let care = SteppedCare(try .bundled(), seed: 1)
    let text = care.files(of: 1..<4001)
    for (name, header) in CohortText.headers {
      #expect(try inflated(name) == Array(header.utf8) + text.lines(of: name), "\(name)")
    }
    let truth = try String(contentsOfFile: folder + "/truth.json", encoding: .utf8)
    #expect(truth == (try SharedTruth.values().json))
  }

  @Test("Every strategy that is offered has at least 30 steps")
  func strategies() throws {
    let care = SteppedCare(try .bundled(), seed: 1)
    var steps: [Strategy: Int] = [:]
    for number in 1...4000 {
      for step in care.patient(number).1.steps { steps[step.option, default: 0] += 1 }
    }
    for option in care.model.options { #expect(steps[option.strategy, default: 0] >= 30) }
  }
}
