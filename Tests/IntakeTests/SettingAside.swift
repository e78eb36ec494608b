import Foundation
import Testing

@testable import Intake

@Suite("Rows set aside")
struct SettingAside {
  let folder = FileManager.default.temporaryDirectory.appending(path: "remit-aside-\(UUID().uuidString)")

  func read(_ text: String, into writer: SetAsideWriter) throws -> (reader: CSVReader, used: Int) {
    let reader = try CSVReader(source: .memory(text), name: "t.csv", windowBytes: 8, setAside: writer)
    var used = 0
    while let row = try reader.next() {
      if row.number(1) == nil {
        try reader.refuse(row, for: [row.issue(at: 1, expected: "a number in 'b'")])
      } else {
        used += 1
      }
    }
    try reader.finish()
    try writer.finish()
    return (reader, used)
  }

  @Test("refused rows are written as they stood, the rest is used, and none is lost")
  func written() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = "a,b\r\n1,2\r\n\"x\r\ny\",bad\r\n3\n4,5\n6,7,8"
    let path = folder.path(percentEncoded: false)
    let (reader, used) = try read(text, into: SetAsideWriter(folder: path))
    #expect(reader.rows == Attrition.Rows(used: 2, setAside: 3) && used == 2)
    #expect(reader.issues.total == 3)
    let file = folder.appending(path: "t.set-aside.csv")
    #expect(try String(contentsOf: file, encoding: .utf8) == "a,b\r\n\"x\r\ny\",bad\r\n3\n6,7,8")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path(percentEncoded: false))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["t.set-aside.csv"])
  }

  @Test("a run that stops leaves nothing behind")
  func abandoned() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    let message = complaint { _ = try read("a,b\n1,SECRET\n\"", into: SetAsideWriter(folder: path)) }
    #expect(message.contains("closes this one") && !message.contains("SECRET"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
  }

  @Test("a full disk is an error that says so, and so is a folder that cannot be made")
  func fullDisk() throws {
    let full = SetAsideWriter(
      folder: "/dev", create: { _ throws(IntakeError) in try ByteSink(opening: "/dev/full") })
    let message = complaint { _ = try read("a,b\n1,SECRET\n", into: full) }
    #expect(message == "/dev/full cannot be written: the disk is full.")
    let nowhere = complaint {
      _ = try read("a,b\n1,SECRET\n", into: SetAsideWriter(folder: "/nowhere/at/all"))
    }
    #expect(nowhere == "/nowhere/at/all cannot be written: its folder is not there.")
  }

  @Test("while a run goes on its rows have no name, so that no way of stopping it leaves any behind")
  func unnamed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    let writer = SetAsideWriter(folder: path)
    let row = CSVRow(bytes: Array(repeating: UInt8(ascii: "1"), count: 1 << 17), line: 2, file: "t.csv")
    try writer.add(row, header: Array("a\n".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    try writer.finish()
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["t.set-aside.csv"])
  }

  @Test("a file system without files that have no name gives the same file, and nothing where the run stops")
  func named() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    func writer() -> SetAsideWriter {
      SetAsideWriter(folder: path) { folder throws(IntakeError) in try ByteSink(in: folder, unnamed: false) }
    }
    let stopped = complaint { _ = try read("a,b\n1,x\n\"", into: writer()) }
    #expect(stopped.contains("closes this one"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    _ = try read("a,b\n1,x\n", into: writer())
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["t.set-aside.csv"])
    let file = folder.appending(path: "t.set-aside.csv")
    #expect(try String(contentsOf: file, encoding: .utf8) == "a,b\n1,x\n")
  }
}
