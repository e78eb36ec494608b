import Foundation
import Intake
import TestSupport
import Testing

@testable import Simulation

@Suite("What policies are worth")
struct PolicyValueTests {
  /// Care in which one option alone is ever chosen and everybody short of remission goes on.
  private func care(_ only: String) throws -> SteppedCare {
    let others = try SimulationParameters.bundled().strategies.filter { $0 != only }
    let text =
      "course: {goes_on_with_response: 1}\nstrategies: {"
      + others.map { "\($0): {choice: -20}" }.joined(separator: ", ") + "}\n"
    let path = NSTemporaryDirectory() + "remit-policy-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return SteppedCare(
      try SimulationParameters(at: path), seed: 1,
      without: [.confounding, .dropout, .relapse, .lifestyle])
  }

  @Test("Patients who all go by a policy remit as often as its value says")
  func followed() throws {
    let value = try #require(SharedTruth.values().policies.first { $0.name == "always switch" }).value
    let care = try care("SWITCH_OUT")
    let patients = 20_000
    var remitted = 0
    for number in 1...patients {
      remitted +=
        care.patient(number).1.steps.contains { $0.attempt <= 4 && $0.outcome == .remission } ? 1 : 0
    }
    let tolerance = Tolerance(
      absolute: 4 * (2 * value * (1 - value) / Double(patients)).squareRoot(),
      reason: "four standard errors of the difference of two populations of 20,000")
    #expect(tolerance.admits(Double(remitted) / Double(patients), for: value))
  }
}
