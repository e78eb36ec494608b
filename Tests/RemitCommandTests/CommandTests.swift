import Foundation
import Testing

@Suite("The command")
struct CommandTests {
  @Test("Help of the command lists the exit codes, and help of each verb shows an example")
  func help() throws {
    let all = try RemitProcess.run(["--help"])
    #expect(all.status == 0)
    for code in ["EXIT CODES", "data refused", "cannot be written"] { #expect(all.output.contains(code)) }
    for verb in ["rates", "steps", "validate", "report", "catalogue", "verify", "run", "diff"] {
      let one = try RemitProcess.run([verb, "--help"])
      #expect(one.status == 0)
      #expect(one.output.contains("EXAMPLE") && one.output.contains("remit \(verb) "))
    }
  }

  @Test("A flag that does not exist is a matter of usage: exit 64")
  func usage() throws {
    #expect(try RemitProcess.run(["rates", "x", "--nonsense"]).status == 64)
    #expect(try RemitProcess.run(["rates", "x", "--missing", "ignored"]).status == 64)
  }

  @Test("The version is one line")
  func version() throws {
    let run = try RemitProcess.run(["--version"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("remit ") && run.output.filter(\.isNewline).count == 1)
  }

  @Test("CSV has the columns of the contract in their order, and scale once where it is a key")
  func columns() throws {
    let fixed =
      "outcome,baseline,scale,endpoint,missing,interval,patients,steps,no_baseline,n,events,estimate,conf_low,"
      + "conf_high,robust_low,robust_high,suppressed"
    let plain = try RemitProcess.run([
      "rates", "Datasets/beat-the-blues", "--by", "strategy,step", "--format", "csv",
    ])
    #expect(plain.output.split(separator: "\n").first == "strategy,step,\(fixed)")
    let scale = try RemitProcess.run(["rates", "Datasets/beat-the-blues", "--by", "scale", "--format", "csv"])
    #expect(scale.output.split(separator: "\n").first == "scale,\(fixed.replacing("scale,", with: ""))")
  }

  @Test("Standard input, a file, its .gz and any number of threads give the same bytes")
  func sameFromEverywhere() throws {
    let folder = try ScratchFolder()
    var text = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
    for patient in 0..<4000 {
      for step in 1...(1 + patient % 3) {
        let end = (patient * 7 + step * 11) % 40
        text += "p\(100_000 + patient),\(step),\(step == 1 ? "FIRST_LINE" : "SWITCH"),"
        text += "sertraline,\(60 * step),\(60 * step + 59),MADRS,30,\(end % 9 == 0 ? "" : "\(end)")\n"
      }
    }
    let path = try folder.write(text, to: "steps.csv")
    let options = ["--by", "strategy,step", "--missing", "observed,worst-case", "--format", "json"]
    let plain = try RemitProcess.run(["rates", path, "--threads", "1"] + options)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(try plain.rows.count == 12)
    #expect(try RemitProcess.run(["rates", path, "--threads", "3"] + options).output == plain.output)
    #expect(try RemitProcess.run(["rates", folder.path] + options).output == plain.output)
    #expect(try RemitProcess.run(["rates", "-"] + options, standardInput: text).output == plain.output)
    let lines = text.split(separator: "\n")
    let shuffled = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
    let unsorted = try RemitProcess.run(["rates", "-"] + options, standardInput: shuffled)
    #expect(unsorted.output == plain.output)
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    zip.arguments = ["-k", path]
    try zip.run()
    zip.waitUntilExit()
    #expect(try RemitProcess.run(["rates", path + ".gz"] + options).output == plain.output)
  }

  @Test("Small cells are hidden unless the command says otherwise")
  func disclosedByDefault() throws {
    let run = try RemitProcess.run(
      [
        "rates", "Datasets/neurofeedback-cbt", "--by", "agent", "--scale", "MADRS", "--outcome", "response",
        "--format", "json",
      ])
    #expect(run.status == 0)
    let small = try run.rows.filter { ($0["agent"] as? String) == "CBT" }
    #expect(!small.isEmpty)
    for row in small {
      #expect(row["events"] is NSNull && row["estimate"] is NSNull)
      #expect((row["suppressed"] as? String) == "primary")
    }
  }
}
