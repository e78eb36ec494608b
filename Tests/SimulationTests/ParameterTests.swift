import Foundation
import Intake
import Testing

@testable import Simulation

@Suite("Parameters of the simulation")
struct ParameterTests {
  @Test("The bundled file gives every parameter that the model asks for")
  func bundled() throws {
    let parameters = try SimulationParameters.bundled()
    #expect(parameters.strategies.count == 12)
    let model = CareModel(parameters, without: [])
    let patient = SimulatedPatient(1, seed: 1, model.constants)
    for step in 1...CareModel.steps {
      for option in model.options {
        let chances = model.chances(of: patient, step: step, option: option, severity: 30, programme: .sleep)
        #expect(chances.stop > 0 && chances.stop < 1 && chances.remission > 0 && chances.remission < 1)
      }
    }
  }
}

extension ParameterTests {
  private func read(_ text: String) throws -> SimulationParameters {
    let path = NSTemporaryDirectory() + "remit-parameters-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try SimulationParameters(at: path)
  }

  private func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return ""
    } catch {
      return (error as? IntakeError)?.description ?? ""
    }
  }

  @Test("A file of one's own changes what it names, with or without a source, and nothing else")
  func own() throws {
    let own = try read("patients: {age_mean: 60}\nstrategies: {ECT: {remission: {value: 2, source: mine}}}\n")
    #expect(own["patients.age_mean"] == 60)
    #expect(own["strategies.ECT.remission"] == 2)
    #expect(try own["patients.female"] == SimulationParameters.bundled()["patients.female"])
  }

  @Test("What cannot be is refused with its place, an unknown name with the nearest")
  func refused() {
    #expect(complaint("patients: {female: 1.2}\n").contains("'patients.female' is from 0.0 to 1.0"))
    #expect(complaint("patients: {agemean: 3}\n").contains("the nearest is 'patients.age_mean'"))
    #expect(complaint("course: {weeks_min: 12, weeks_max: 8}\n").contains("may not be above"))
    let none = try? SimulationParameters.bundled().strategies.map { "\($0): {earliest: 3}" }.joined(
      separator: ", ")
    #expect(complaint("strategies: {\(none ?? "")}\n").contains("No strategy is offered at step 2"))
    #expect(complaint("remission: {step_1: often}\n").contains("expects a number"))
  }
}
