import Foundation
import Testing

@Suite("remit notebook")
struct NotebookCommandTests {
  private func run(_ arguments: [String]) throws -> RemitProcess {
    try RemitProcess.run(["notebook"] + arguments)
  }

  private func cells(_ text: String) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(json?["cells"] as? [[String: Any]])
  }

  @Test(
    "A first notebook holds columns, scales, flow and rates, and commands to go on with; twice the same bytes"
  )
  func contents() throws {
    let folder = try ScratchFolder()
    let file = folder.path + "/first.ipynb"
    let done = try run(["Datasets/nimh-ketamine", "-o", file, "--threads", "1"])
    #expect(done.status == 0, "\(done.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try run(["Datasets/nimh-ketamine", "--threads", "2"]).output == text)
    let sources = try cells(text).map { ($0["source"] as? [String] ?? []).joined() }
    for part in [
      "show(\"survey\")", "Scales: HAMD17, MADRS, HAMD6.", "flow(\"flow\"", "forest(", "TABLES = {",
      "    remit validate Datasets/nimh-ketamine",
    ] {
      #expect(sources.contains { $0.contains(part) }, "\(part)")
    }
    // Three patients lack an age, and by default no such count is shown.
    #expect(text.contains("patients.csv,age,whole number,58,,primary"))
  }

  @Test("No path of the machine is in it")
  func paths() throws {
    let path = RemitProcess.root.appendingPathComponent("Datasets/beat-the-blues").path
    let done = try run([path])
    #expect(done.status == 0)
    #expect(!done.output.contains(path))
    #expect(done.output.contains("remit validate beat-the-blues"))
  }

  @Test("A cohort without a score has a survey and no rates, and says so; of OMOP, its tables")
  func scoreless() throws {
    let done = try run(["Datasets/mimic-iv-demo-omop"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("No score on a scale of the catalogue, so there are no rates."))
    #expect(done.output.contains("drug_exposure,table of OMOP,"))
    #expect(!done.output.contains("key-rates"))
  }

  @Test(
    "Refused data, a folder that is not there and an output among the inputs end it, and nothing is written")
  func refused() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\nsecretive,1,FIRST_LINE,sertraline,0,90,MADRS,999,5\n",
      to: "steps.csv")
    let bad = try run([folder.path, "-o", folder.path + "/first.ipynb"])
    #expect(bad.status == 2)
    #expect(!bad.errors.contains("secretive"))
    #expect(!bad.errors.contains("999"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/first.ipynb"))
    #expect(try run([folder.path + "/nowhere"]).status == 3)
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\na,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\n",
      to: "steps.csv")
    #expect(try run([folder.path, "-o", folder.path + "/steps.csv"]).status == 6)
  }
}
