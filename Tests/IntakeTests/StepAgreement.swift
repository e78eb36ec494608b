import Foundation
import Testing

@testable import Intake

@Suite("Rows of a step that contradict each other")
struct StepAgreement {
  static let rows = [
    "A,1,t,sertraline,0,50,HAMD17,20,12\n", "A,1,s,sertraline,0,50,MADRS,30,12\n",
    "A,1,s,sertraline,0,50,BDI1,31,12\n",
  ]
  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test("exactly those are refused that contradict the first accepted row of the step", arguments: orders)
  func firstAccepted(order: [Int]) async throws {
    let rows = order.map { Self.rows[$0] }
    let first = rows[0].contains(",t,") ? ",t," : ",s,"
    let header = String(SetAsideFolders.steps.prefix { $0 != "\n" }) + "\n"
    // Merged with patients, and streamed without.
    for files in [["patients.csv": "patient_id\nA\n"], [:]] {
      let cohort = try WrittenCohort(files.merging(["steps.csv": header + rows.joined()]) { $1 })
      let aside = try CohortFolder()
      let options = IntakeOptions(setAsideFolder: aside.path)
      let (summary, attrition) = try await CSVCohort(at: cohort.folder.path, options: options)
        .read(CollectedRows())
      let refused = rows.filter { !$0.contains(first) }
      #expect(summary.rows.count == 3 - refused.count)
      #expect(summary.rows.allSatisfy { $0.contains(first.replacingOccurrences(of: ",", with: " ")) })
      #expect(
        attrition.files["steps.csv"] == Attrition.Rows(used: 3 - refused.count, setAside: refused.count))
      #expect(try aside.read("steps.set-aside.csv") == header + refused.joined())
    }
  }

  @Test("a score of a row that is refused stands against no other row")
  func refusedAssessment() async throws {
    // The second row repeats day 0, so its day 7 is nobody's, and the third row may have it.
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      exposures: {}
      assessments: [{wide: {w0: {scale: MADRS, day: 0}, w7: {scale: MADRS, day: 7}}}]
      """,
      "exposures.csv": "patient_id,agent,start_day,end_day\n1,CBT,0,90\n",
      "assessments.csv": "patient_id,w0,w7\n1,30,\n1,31,20\n1,,12\n",
    ])
    let aside = try CohortFolder()
    let options = IntakeOptions(setAsideFolder: aside.path)
    let (summary, attrition) = try await CSVCohort(at: cohort.folder.path, options: options)
      .read(CollectedRows())
    #expect(attrition.files["assessments.csv"] == Attrition.Rows(used: 2, setAside: 1))
    #expect(summary.rows == ["step=1 FIRST_LINE_OTHER MADRS CBT days=0...90 30->12"])
  }

  @Test("a score that stands twice is one record, unless its visit says something else (F43)")
  func repeatedAssessment() async throws {
    let rows = "patient_id,day,scale,score,rater,site\n1,0,MADRS,30,a,x\n1,0,MADRS,30,b,x\n1,80,MADRS,10,,x\n"
    func cohort(_ assessments: String) throws -> WrittenCohort {
      try WrittenCohort([
        "exposures.csv": "patient_id,agent,start_day,end_day\n1,CBT,0,90\n", "assessments.csv": assessments,
      ])
    }
    let twice = try cohort(rows)
    let (summary, attrition) = try await CSVCohort(at: twice.folder.path).read(CollectedRows())
    #expect(summary.rows == ["step=1 FIRST_LINE_OTHER MADRS CBT days=0...90 30->10"])
    #expect(attrition.files["assessments.csv"] == Attrition.Rows(used: 3, setAside: 0))
    #expect(attrition.repeated == ["assessments.csv": 1])
    let other = try cohort(rows.replacing("30,b", with: "31,b"))
    await #expect(throws: IntakeError.self) {
      _ = try await CSVCohort(at: other.folder.path).read(CollectedRows())
    }
  }

  @Test("records that differ only after the stated last day are two (F43)")
  func cutRecords() async throws {
    let rows = "patient_id,agent,start_day,end_day,sessions\n1,ECT_RUL,80,120,6\n1,ECT_RUL,80,130,6\n"
    for (last, count) in [("100", nil), ("", nil)] as [(String, Int?)] {
      let cohort = try WrittenCohort([
        "patients.csv": "patient_id,last_day\n1,\(last)\n", "exposures.csv": rows,
        "assessments.csv": "patient_id,day,scale,score\n1,80,MADRS,30\n",
      ])
      let (_, attrition) = try await CSVCohort(at: cohort.folder.path).read(CollectedRows())
      #expect(attrition.repeated["exposures.csv"] == count)
    }
  }
}
