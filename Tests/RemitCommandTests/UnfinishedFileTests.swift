import Foundation
import Testing

@Suite("Outputs while they are written")
struct UnfinishedFileTests {
  // Elsewhere an unfinished file has a name.
  #if os(Linux)
    @Test("What is killed while it writes patient-level rows leaves the old file and nothing else")
    func killed() throws {
      let folder = try ScratchFolder()
      try folder.write("old\n", to: "out/predicted.csv")
      var text = "y,x\n"
      for row in 0..<20_000 { text += "\(row * 7 % 10 < 4 + row % 3 ? 1 : 0),\(row % 7)\n" }
      try folder.write(text, to: "flat.csv")
      let fit = ["fit", folder.path + "/flat.csv", "y ~ x", "-o", folder.path + "/model"]
      let fitted = try RemitProcess.run(fit + ["--disclosure", "none", "--disclosure-reason", "drawn"])
      #expect(fitted.status == 0, "\(fitted.errors)")
      let predict = ["predict", folder.path + "/model/model.json", folder.path + "/flat.csv"]
      let whole = try RemitProcess.run(predict).output
      for wait in [30_000, 100_000, 250_000] {
        let run = try RemitProcess.started(predict + ["-o", folder.path + "/out/predicted.csv"])
        usleep(UInt32(wait))
        kill(run.processIdentifier, SIGKILL)
        run.waitUntilExit()
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out") == ["predicted.csv"])
        let left = try String(contentsOfFile: folder.path + "/out/predicted.csv", encoding: .utf8)
        #expect(left == "old\n" || left == whole)
      }
    }
  #endif

  @Test("A file replaces an old one, keeps its link, and is its owner's alone where it has patients' rows")
  func replaced() throws {
    let folder = try ScratchFolder()
    try folder.write("y,x\n0,1\n1,2\n0,3\n1,4\n0,2\n1,1\n", to: "flat.csv")
    try folder.write("old\n", to: "there/old.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.csv", withDestinationPath: folder.path + "/there/old.csv")
    let fit = ["fit", folder.path + "/flat.csv", "y ~ x", "-o", folder.path + "/model"]
    #expect(try RemitProcess.run(fit + ["--disclosure", "none", "--disclosure-reason", "drawn"]).status == 0)
    let run = try RemitProcess.run(
      [
        "predict", folder.path + "/model/model.json", folder.path + "/flat.csv", "-o",
        folder.path + "/link.csv",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder.path + "/there/old.csv", encoding: .utf8)
    #expect(text.hasPrefix("row,linear_predictor"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/there/old.csv")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/there") == ["old.csv"])
  }
}
