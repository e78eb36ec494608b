import Testing

@testable import Intake

@Suite("Cohorts in compressed files")
struct CompressedCohortTests {
  static let exposures = """
    patient_id,agent,start_day,end_day
    p1,sertraline,0,60
    p1,venlafaxine,61,120
    p2,citalopram,3,50

    """
  static let assessments = """
    patient_id,day,scale,score
    p1,0,MADRS,30
    p1,55,MADRS,28
    p1,118,MADRS,9
    p2,2,MADRS,26

    """

  @Test("A folder of compressed files under their own names needs no cohort.yaml, and reads as the plain one")
  func compressedNames() async throws {
    let plain = try WrittenCohort(["exposures.csv": Self.exposures, "assessments.csv": Self.assessments])
    let compressed = try WrittenCohort([:])
    try compressed.folder.write(gzip(Self.exposures), to: "exposures.csv.gz")
    try compressed.folder.write(gzip(Self.assessments), to: "assessments.csv.gz")
    let rows = try await plain.read()
    #expect(rows.rows.count == 3)
    #expect(try await compressed.read().rows == rows.rows)
    try compressed.folder.write("exposures: {columns: {agent: agent}}\n", to: "cohort.yaml")
    #expect(try await compressed.read().rows == rows.rows)
  }

  @Test(
    "A folder that holds a file twice, plain and compressed, is refused, since nobody knows which is meant")
  func bothForms() async throws {
    let cohort = try WrittenCohort(["exposures.csv": Self.exposures, "assessments.csv": Self.assessments])
    try cohort.folder.write(gzip(Self.exposures), to: "exposures.csv.gz")
    let refusal = try #require(await cohort.refusal())
    #expect(refusal.family == "configuration")
    #expect(refusal.description.contains("holds both exposures.csv and exposures.csv.gz"))
    // What the refusal advises helps.
    try cohort.folder.write("exposures: {file: exposures.csv.gz}\n", to: "cohort.yaml")
    #expect(try await cohort.read().rows.count == 3)
  }
}
