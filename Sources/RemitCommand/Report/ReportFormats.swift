import ArgumentParser
import Reporting

/// What `--format` of `remit report` says: `notebook,html`.
struct ReportFormats {
  var formats: Set<ReportFormat>

  static let all = ReportFormats(formats: Set(ReportFormat.allCases))

  init(formats: Set<ReportFormat>) { self.formats = formats }

  init(parsing text: String) throws {
    formats = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(word.drop { $0 == " " })
      guard let format = ReportFormat(rawValue: name) else {
        let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(name)' is no form of a report. Join some of \(known) by commas.")
      }
      formats.insert(format)
    }
  }

  /// The file that a reader opens first.
  var mainFile: String {
    if formats.contains(.html) { return "report.html" }
    return formats.contains(.markdown) ? "report.md" : "report.ipynb"
  }
}
