import Foundation

/// What `page-audit.js` finds in pages, each on a screen and a phone, by day and by night, and on paper.
struct PageAudit {
  struct Answer: Decodable {
    /// How often each check was made.
    var checked: [String: Int]
    var found: [String]
  }

  /// `make browser` looks in every way; a plain run of the tests at each width and scheme once, for its time.
  static let modes: [(name: String, width: Int, scheme: String)] = {
    let all = [
      ("1280 px, light", 1280, "light"), ("390 px, dark", 390, "dark"),
      // A4 less its margins; Letter is wider.
      ("paper", 703, "light"), ("1280 px, dark", 1280, "dark"), ("390 px, light", 390, "light"),
    ]
    return Array(all.prefix(isThorough ? 5 : 3))
  }()

  static let isThorough = ProcessInfo.processInfo.environment["REMIT_PAGES"] != nil

  /// By page and mode, in their order; `nil` where the page gave no answer.
  private(set) var answers: [(page: String, mode: String, answer: Answer?)] = []
  private(set) var console: [String] = []

  /// Pages by a name that findings are told by.
  init(_ pages: [(name: String, html: String)]) throws {
    let scratch = try ScratchFolder()
    let script = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("page-audit.js"), encoding: .utf8)
    var frames = ""
    for (place, page) in pages.enumerated() {
      // The page's own rule forbids every script; the copy allows this one, and nothing else more.
      let copy = page.html.replacing(
        "style-src 'unsafe-inline'", with: "style-src 'unsafe-inline'; script-src 'unsafe-inline'"
      ).replacing("</head>", with: "<script>\(script)</script></head>", maxReplacements: 1)
      try scratch.write(copy, to: "\(place).html")
      for mode in Self.modes {
        frames +=
          "<iframe name=\"\(mode.name)\" src=\"\(place).html\" "
          + "style=\"border:0;height:900px;width:\(mode.width)px;color-scheme:\(mode.scheme)\"></iframe>\n"
      }
    }
    let host = try scratch.write(Self.host + frames, to: "host.html")
    let (document, console) = try Browser.open(URL(fileURLWithPath: host), in: scratch)
    self.console = console
    let json = document.firstMatch(of: /<script type="application\/json" id="answers">(.*?)<\/script>/)?
      .output.1
    let found = try json.map { try JSONDecoder().decode([String: Answer].self, from: Data($0.utf8)) } ?? [:]
    for (place, page) in pages.enumerated() {
      for (number, mode) in Self.modes.enumerated() {
        answers.append((page.name, mode.name, found[String(place * Self.modes.count + number)]))
      }
    }
  }

  /// A viewport narrower than a window can be is a frame; its scheme is the one of its element.
  private static let host = """
    <!DOCTYPE html>
    <title>Pages</title>
    <script type="application/json" id="answers">{}</script>
    <script>
    const answers = {};
    addEventListener("message", (event) => {
      const frames = [...document.querySelectorAll("iframe")];
      answers[frames.findIndex((frame) => frame.contentWindow === event.source)] = event.data;
      document.getElementById("answers").textContent = JSON.stringify(answers).replaceAll("<", "\\\\u003c");
    });
    </script>

    """

  /// Every finding with its page and mode; pages without an answer are findings, too.
  var findings: [String] {
    console.map { "console: " + $0 }
      + answers.flatMap { page, mode, answer in
        (answer?.found ?? ["no answer"]).map { "\(page), \(mode): \($0)" }
      }
  }

  /// How often each check was made over all pages and modes.
  var checked: [(check: String, count: Int)] {
    answers.compactMap(\.answer).reduce(into: [String: Int]()) { sums, answer in
      sums.merge(answer.checked, uniquingKeysWith: +)
    }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What was checked and what was found, for people.
  var table: String {
    var text = ""
    for (check, count) in checked {
      let wrong = answers.compactMap(\.answer).flatMap(\.found).filter { $0.hasPrefix(check + ": ") }.count
      text += "\(wrong == 0 ? "ok " : "BAD") \(check): \(count) looked at, \(wrong) wrong\n"
    }
    let pages = Set(answers.map(\.page)).count
    text += "\(console.isEmpty ? "ok " : "BAD") console: \(console.count) messages\n"
    return text
      + "\(pages) pages, each in \(Self.modes.count) ways: \(Self.modes.map(\.name).joined(separator: "; "))\n"
      + findings.map { "  \($0)\n" }.joined()
  }
}
