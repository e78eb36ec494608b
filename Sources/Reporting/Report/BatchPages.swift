/// What a batch of reports is found by: a table of its runs, and a page of them.
///
/// Not: times or what was skipped, so that the same studies give the same bytes however often the batch was broken off.
public struct BatchPages: Sendable {
  public struct Run: Sendable {
    public var name: String
    /// The study's file as the batch names it.
    public var study: String
    /// What the run gave keys of the study, by the keys.
    public var parameters: [Provenance.Entry]
    /// What the report says of itself; `nil` where there is none.
    public var report: Provenance.Brief?
    public var hasPage: Bool
    /// 0 or the exit code of what failed.
    public var exitCode: Int
    /// Why it failed.
    public var message: String

    public init(
      name: String, study: String, parameters: [Provenance.Entry], report: Provenance.Brief?, hasPage: Bool,
      exitCode: Int, message: String
    ) {
      self.name = name
      self.study = study
      self.parameters = parameters
      self.report = report
      self.hasPage = hasPage
      self.exitCode = exitCode
      self.message = message
    }

    var state: String { report == nil ? "failed" : exitCode == 0 ? "done" : "incomplete" }
  }

  public var title: String
  public var runs: [Run]

  public init(title: String, runs: [Run]) {
    self.title = title
    self.runs = runs
  }

  /// A row a run, in the order of the batch.
  public var table: Table {
    var keys: [String] = []
    for parameter in runs.flatMap(\.parameters) where !keys.contains(parameter.name) {
      keys.append(parameter.name)
    }
    let columns =
      ["run", "study"] + keys + ["state", "exit_code", "patients", "finding", "message", "folder"]
    let rows = runs.map { run -> [Cell] in
      let values = keys.map { key -> Cell in
        run.parameters.first { $0.name == key }.map { .text($0.value) } ?? .absent
      }
      let patients: Cell =
        if let report = run.report { report.patients.map { .count($0) } ?? .hidden } else { .absent }
      return [.text(run.name), .text(run.study)] + values + [
        .text(run.state), .count(run.exitCode), patients, .text(run.report?.finding ?? ""),
        .text(run.message),
        .text(run.name),
      ]
    }
    return Table(columns: columns.map { Table.Column($0) }, rows: rows)
  }

  /// Each report with its main finding and figure.
  public func html() -> String {
    var page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    page += "<meta name=\"color-scheme\" content=\"light dark\">\n"
    page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'\">\n"
    page +=
      "<title>\(Escaped.markup(title))</title>\n<style>\n\(Stylesheet.page)\nmain img{max-width:100%;height:auto}\n</style>\n"
    page +=
      "</head>\n<body>\n<header>\n<h1>\(Escaped.markup(title))</h1>\n<p class=\"question\">\(summary)</p>\n</header>\n<main>\n"
    for run in runs { page += section(of: run) }
    return page
      + "</main>\n<footer>\n<p>Made with Remit. The same runs stand in <code>runs.csv</code>.</p>\n</footer>\n</body>\n</html>\n"
  }

  private var summary: String {
    let failed = runs.count { $0.report == nil }
    return "\(NumberText.grouped(runs.count)) run\(runs.count == 1 ? "" : "s")"
      + (failed == 0 ? "." : ", \(NumberText.grouped(failed)) of them failed.")
  }

  private func section(of run: Run) -> String {
    let name = Escaped.markup(run.name)
    var text = "<section>\n<h2 id=\"\(name)\">"
    text += run.report == nil ? name : "<a href=\"\(name)/\(run.hasPage ? "report.html" : "")\">\(name)</a>"
    text += "</h2>\n"
    if let report = run.report {
      text += "<p>\(Escaped.markup(report.title))</p>\n"
      if !report.finding.isEmpty { text += "<p><strong>\(Escaped.markup(report.finding))</strong></p>\n" }
    }
    if !run.parameters.isEmpty {
      let words = run.parameters.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
      text += "<p class=\"caveat\">\(Escaped.markup(words))</p>\n"
    }
    if !run.message.isEmpty { text += "<p>\(Escaped.markup(run.message))</p>\n" }
    if let report = run.report, run.hasPage, !report.figure.isEmpty {
      text +=
        "<figure><div class=\"scroll\"><img loading=\"lazy\" src=\"\(name)/\(Escaped.markup(report.figure))\" alt=\"Main figure of \(name)\"></div></figure>\n"
    }
    return text + "</section>\n"
  }
}
