import Foundation
import Testing

@Suite("Reports of the bundled studies")
struct BundledReportTests {
  static let studies = [
    "stepped-care", "nimh-ketamine", "beat-the-blues", "dia-antidepressant", "neurofeedback-cbt",
  ]

  /// Every file of a folder by its path in it.
  private func files(in folder: URL) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
        result[name] = try Data(contentsOf: URL(fileURLWithPath: path))
      }
    }
    return result
  }

  @Test(
    "Two runs give the same bytes, whatever the folder, threads, time zone and locale",
    arguments: studies.dropFirst())
  func sameBytes(_ study: String) throws {
    let scratch = try ScratchFolder()
    let first = scratch.url.appendingPathComponent("first")
    let second = scratch.url.appendingPathComponent("elsewhere/second")
    let one = try RemitProcess.run(
      ["report", "Datasets/\(study)/STUDY.yaml", "-o", first.path, "--threads", "1"],
      environment: ["TZ": "UTC", "LC_ALL": "C"])
    #expect(one.status == 0, "\(one.errors)")
    let absolute = RemitProcess.root.appendingPathComponent("Datasets/\(study)/STUDY.yaml").path
    let two = try RemitProcess.run(
      ["report", absolute, "-o", second.path, "--threads", "2"],
      environment: ["TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"],
      folder: scratch.url)
    #expect(two.status == 0, "\(two.errors)")
    let left = try files(in: first)
    let right = try files(in: second)
    #expect(left.keys.sorted() == right.keys.sorted())
    for (name, bytes) in left { #expect(right[name] == bytes, "\(name) differs") }
    #expect((left["report.ipynb"]?.count ?? .max) < 1_000_000)
    let needed = [
      "report.html", "report.md", "report.qmd", "provenance.json", "tables/rates.csv", "figures/flow.svg",
    ]
    for name in needed {
      #expect(left[name]?.isEmpty == false, "\(name) is missing")
    }
  }

  /// A difference is a change of a figure, a text or a layout: look at it, say why in CHANGELOG.md, `make exports`.
  @Test("What Notebooks-exports holds is what the command writes now", arguments: studies)
  func exports(_ study: String) throws {
    let scratch = try ScratchFolder()
    let out = scratch.url.appendingPathComponent("out")
    #expect(try RemitProcess.run(["report", "Datasets/\(study)", "-o", out.path]).status == 0)
    var kept = try files(in: RemitProcess.root.appendingPathComponent("Notebooks-exports/\(study)"))
    var written = try files(in: out)
    kept["report.png"] = nil
    // Provenance names the BLAS kernel, which is the machine's.
    for name in ["provenance.json"] { (kept[name], written[name]) = (nil, nil) }
    #expect(kept.keys.sorted() == written.keys.sorted())
    for (name, bytes) in written { #expect(kept[name] == bytes, "\(name) differs") }
    for name in ["report.ipynb", "report.qmd"] {
      let text = String(decoding: written[name] ?? Data(), as: UTF8.self)
      #expect(!text.isEmpty)
      #expect(!text.contains("](figures/"), "\(name): a figure is a picture, and no code draws it")
      #expect(!text.contains("|---"), "\(name): a table is text, and no code makes it")
    }
  }

  /// Of the pages that another test makes again to the byte.
  @Test("The page needs no network and no script", arguments: studies)
  func selfContained(_ study: String) throws {
    let page = RemitProcess.root.appendingPathComponent("Notebooks-exports/\(study)/report.html")
    let html = try String(contentsOf: page, encoding: .utf8)
    for forbidden in ["<script", "src=\"http", "href=\"http", "@import", "url(http"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
  }

  /// The bundled data are public and use `none`; here they stand for data that are not.
  @Test(
    "Under ohdsi and opensafely no small count is left in a table",
    arguments: studies.map { ($0, "ohdsi") } + studies.dropFirst().map { ($0, "opensafely") })
  func disclosed(_ study: String, _ rule: String) throws {
    let scratch = try ScratchFolder()
    let source = RemitProcess.root.appendingPathComponent("Datasets/\(study)")
    let copy = scratch.url.appendingPathComponent("study")
    try FileManager.default.copyItem(at: source, to: copy)
    let file = copy.appendingPathComponent("STUDY.yaml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let changed = lines.map { $0.hasPrefix("disclosure:") ? "disclosure: {rule: \(rule)}" : String($0) }
    #expect(changed.contains("disclosure: {rule: \(rule)}"))
    try changed.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let out = scratch.url.appendingPathComponent("out")
    let run = try RemitProcess.run(["report", file.path, "-o", out.path])
    #expect(run.status == 0, "\(run.errors)")
    let rates = try String(contentsOf: out.appendingPathComponent("tables/rates.csv"), encoding: .utf8)
    let rows = rates.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(rows.first).map(String.init)
    let events = try #require(header.firstIndex(of: "events"))
    let n = try #require(header.firstIndex(of: "n"))
    let patients = try #require(header.firstIndex(of: "patients"))
    for row in rows.dropFirst() {
      let smallest = rule == "ohdsi" ? 1...4 : 1...7
      for column in [events, patients] {
        if let count = Int(row[column]) { #expect(!smallest.contains(count), "\(header[column])") }
      }
      if rule == "ohdsi", let all = Int(row[n]), let some = Int(row[events]) {
        #expect(!smallest.contains(all - some))
      }
      if rule == "opensafely", let all = Int(row[n]) { #expect(all % 5 == 0) }
    }
  }

  @Test(
    "A title is enough for a file of steps alone; what is left out is said, and a label for no value named with the nearest"
  )
  func titleOnly() throws {
    let folder = try ScratchFolder()
    try folder.write("title: Drawn\nlabels: {strategy: {levels: {SWITCH_OUTT: Away}}}\n", to: "STUDY.yaml")
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
        + "a,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\na,2,SWITCH_OUT,venlafaxine,91,160,MADRS,30,20\n",
      to: "steps.csv")
    let run = try RemitProcess.run(["report", folder.path, "-o", folder.path + "/out"])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder.path + "/out/report.md", encoding: .utf8)
    #expect(text.contains("Rates against entry are not given"))
    #expect(text.contains("Rates by strategy and step"))
    #expect(
      run.errors.contains(
        "'strategy' has no value 'SWITCH_OUTT' in this report; the nearest is 'SWITCH_OUT'."))
  }
}
