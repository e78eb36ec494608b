import Testing
import Treatment

/// Cases in which the derivation and its slow twin once disagreed, decided from the text of adequacy.md.
@Suite struct NarrowCasesTests {
  typealias Example = WorkedExamplesTests.Example

  static let eras = [
    Example(
      name: "F6: a course of ECT is named for its own placements, not for those of another course",
      drawing: "sertraline 1-60\nECT_BL 70-80\nECT_RUL 200-220",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S09 ECT ECT_BL 70-80 replace", "S09 ECT ECT_RUL 200-220 replace",
      ]),
    Example(
      name: "F6: sessions of neurofeedback a week apart are one course",
      drawing: "NEUROFEEDBACK 1-1\nNEUROFEEDBACK 8-8\nNEUROFEEDBACK 15-15",
      steps: ["F11 OTHER NEUROFEEDBACK 1-15"]),
  ]

  @Test("What the reference derivation found comes out as the text has it", arguments: eras)
  func narrow(_ example: Example) throws {
    #expect(try DrawnHistory(example.drawing).steps() == example.steps)
  }
}
