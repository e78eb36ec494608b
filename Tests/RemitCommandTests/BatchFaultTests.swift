import Foundation
import Synchronization
import Testing

@testable import RemitCommand

@Suite("A batch and what goes wrong around it")
struct BatchFaultTests {
  @Test(
    "A full disk stops the batch with a word and leaves no half report; with room again it ends as an undisturbed one"
  )
  func full() throws {
    let folder = try BatchTests.batch("grid: {level: [\"0.9\", \"0.95\"]}\n")
    #expect(try BatchTests.run(folder, ["BATCH.yaml", "-o", "quiet"]).status == 0)
    // No file may grow beyond 16 kilobytes, as if that were what is left.
    let full = Process()
    full.executableURL = URL(fileURLWithPath: "/bin/sh")
    full.arguments = [
      "-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" run BATCH.yaml -o out > said 2>&1",
      RemitProcess.binary.path,
    ]
    full.currentDirectoryURL = folder.url
    try full.run()
    full.waitUntilExit()
    #expect(full.terminationStatus == 6)
    let said = try String(contentsOf: folder.url.appending(path: "said"), encoding: .utf8)
    #expect(said.contains("cannot be written") && said.contains("The batch stops here"), "\(said)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out")
    #expect(!left.contains { $0.hasPrefix("one") || $0.hasPrefix("two") }, "\(left)")
    #expect(try BatchTests.run(folder).status == 0)
    #expect(try BatchTests.files(folder, "out") == BatchTests.files(folder, "quiet"))
  }

  @Test(
    "Rows that are refused are set aside for each cohort, outside of the reports; the next run finds them there"
  )
  func setAside() throws {
    let folder = try BatchTests.batch("")
    let rows = try String(contentsOf: folder.url.appending(path: "one/assessments.csv"), encoding: .utf8)
    try folder.write(rows + "p100,200,MADRS,999\n", to: "one/assessments.csv")
    let refused = try BatchTests.run(folder)
    #expect(refused.status == 2 && !refused.errors.contains("999"))
    let options = ["BATCH.yaml", "-o", "out", "--set-aside", "aside"]
    let run = try BatchTests.run(folder, options)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("1 set aside") && !run.errors.contains("999"))
    #expect(Array(try BatchTests.files(folder, "aside").keys) == ["one/assessments.set-aside.csv"])
    let record = try String(
      contentsOf: folder.url.appending(path: "out/one/provenance.json"), encoding: .utf8)
    #expect(record.contains("\"set_aside\": true"))
    // What remit report writes, to the byte.
    let alone = try RemitProcess.run(
      ["report", "one", "-o", "alone", "--set-aside", "own"], folder: folder.url)
    #expect(alone.status == 0)
    #expect(try BatchTests.files(folder, "out/one") == BatchTests.files(folder, "alone"))
    try FileManager.default.removeItem(atPath: folder.path + "/out/one")
    #expect(try BatchTests.run(folder, options).status == 0)
    // Other rows of that name are never replaced.
    try folder.write("patient_id\n", to: "aside/one/assessments.set-aside.csv")
    try FileManager.default.removeItem(atPath: folder.path + "/out/one")
    let other = try BatchTests.run(folder, options)
    #expect(other.status == 6 && other.errors.contains("holds other rows"))
    #expect(
      try folder.url.appending(path: "aside").resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true)
    let inside = try BatchTests.run(folder, ["BATCH.yaml", "-o", "out", "--set-aside", "out/aside"])
    #expect(inside.status == 64 && inside.errors.contains("outside of out"))
  }

  @Test("A cohort that changes while the batch runs fails its studies, and no other")
  func changing() throws {
    let folder = try BatchTests.batch("")
    let isOver = Atomic(false)
    let target = folder.path + "/one/patients.csv"
    let before = try String(contentsOfFile: target, encoding: .utf8)
    let thread = Thread {
      var number = 0
      while !isOver.load(ordering: .relaxed) {
        number += 1
        // Whole at any moment, and never twice the same.
        try? (before + "q\(number),40,f\n").write(toFile: target, atomically: true, encoding: .utf8)
        usleep(500)
      }
    }
    thread.start()
    let run = try BatchTests.run(folder)
    isOver.store(true, ordering: .relaxed)
    #expect(run.status == 2)
    #expect(run.errors.contains("patients.csv changed while the batch ran"), "\(run.errors)")
    let rows = try String(contentsOf: folder.url.appending(path: "out/runs.csv"), encoding: .utf8)
    #expect(rows.contains("one,one/STUDY.yaml,failed,2,") && rows.contains("two,two/STUDY.yaml,done,0,"))
  }
}
