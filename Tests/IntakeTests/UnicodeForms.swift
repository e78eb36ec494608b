import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Texts in two Unicode forms")
struct UnicodeForms {
  static let composed = "Z\u{FC}rich"
  static let decomposed = "Zu\u{308}rich"

  @Test(
    "are one text, printed in form C whichever came first", arguments: [1, 3],
    [[composed, decomposed], [decomposed, composed], [decomposed, decomposed]])
  func oneText(threads: Int, spellings: [String]) async throws {
    let header = String(SetAsideFolders.steps.prefix { $0 != "\n" })
    let rows = spellings.enumerated().map { place, text in
      "\(place + 1),1,\(text),sertraline,0,50,MADRS,30,12,\(text)\n"
    }
    for files in [["patients.csv": "patient_id\n1\n2\n"], [:]] {
      let cohort = try WrittenCohort(files.merging(["steps.csv": "\(header),site\n\(rows.joined())"]) { $1 })
      let summary = try await cohort.read(
        PageRequest(covariates: [CovariateRequest("site", as: .text)]),
        IntakeOptions(threads: threads, patientsPerPage: 1))
      let expected = "step=1 \(Self.composed) MADRS 30->12 \(Self.composed)"
      // Swift holds the two forms to be equal, so scalars are compared.
      #expect(
        summary.rows.map { Array($0.unicodeScalars) }
          == Array(repeating: Array(expected.unicodeScalars), count: 2))
    }
  }
}
