import Foundation
import Testing

@Suite("The notebook of a report, run again")
struct NotebookRunTests {
  private static let script = RemitProcess.root.appending(path: ".ci/notebooks")
  /// `make notebooks` brings pandas and matplotlib there, once.
  private static let python = RemitProcess.root.appending(path: ".build/notebooks/venv/bin/python").path

  @Test(
    "Its tables are the same bytes and its figures plot the values of the files; make notebooks does so for every bundled study",
    .enabled(if: FileManager.default.isExecutableFile(atPath: python), "make notebooks has not been run here")
  )
  func again() throws {
    let folder = try ScratchFolder()
    let out = folder.path + "/neurofeedback-cbt"
    #expect(try RemitProcess.run(["report", "Datasets/neurofeedback-cbt", "-o", out]).status == 0)
    let process = Process()
    (process.executableURL, process.arguments) = (Self.script, [out])
    let said = FileManager.default.createFile(atPath: folder.path + "/said", contents: nil)
    #expect(said)
    let file = try FileHandle(forWritingTo: folder.url.appending(path: "said"))
    (process.standardOutput, process.standardError) = (file, file)
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: folder.url.appending(path: "said"), encoding: .utf8)
    #expect(process.terminationStatus == 0 && text.contains("the same"), "\(text)")
  }
}
