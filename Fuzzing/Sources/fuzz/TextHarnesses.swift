import Foundation
import Remit

/// `cohort.yaml` beside files that are sound.
enum CohortYAMLHarness: Harness {
  static let name = "cohort-yaml"

  static func attack(_ bytes: [UInt8]) throws {
    _ = try CohortDeclaration(yaml: String(decoding: bytes, as: UTF8.self), folder: Scratch.folder)
  }
}

/// `STUDY.yaml`.
enum StudyYAMLHarness: Harness {
  static let name = "study-yaml"

  static func attack(_ bytes: [UInt8]) throws {
    _ = try StudySpecification(yaml: String(decoding: bytes, as: UTF8.self), folder: Scratch.folder)
  }
}

/// Formulas of models; what is understood is understood again from its own text.
enum FormulaHarness: Harness {
  static let name = "formula"

  static func attack(_ bytes: [UInt8]) throws {
    let formula = try Formula(parsing: String(decoding: bytes, as: UTF8.self))
    precondition(
      (try? Formula(parsing: formula.text))?.text == formula.text, "A formula's own text is another.")
  }
}

/// Conditions of `--where`.
enum FilterHarness: Harness {
  static let name = "filter"

  static func attack(_ bytes: [UInt8]) throws {
    _ = try Filter(parsing: String(decoding: bytes, as: UTF8.self))
  }
}

/// `model.json`, as `remit predict` takes it.
enum ModelFileHarness: Harness {
  static let name = "model-json"

  static func attack(_ bytes: [UInt8]) throws {
    let model = try RegressionModel<ModelCoding>(json: String(decoding: bytes, as: UTF8.self))
    let zeros = [Double](repeating: 0, count: model.columns.count)
    _ = try model.prediction(for: zeros)
  }
}
