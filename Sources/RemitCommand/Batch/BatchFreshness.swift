import Intake
import LinearAlgebra
import Reporting

/// Whether a report that stands in the batch's folder is what a run would write, by what it says of its making.
struct BatchFreshness {
  /// What the run would read and say, but for the numbers of rows.
  let expected: Provenance
  /// Whether pages and figures are wanted beside the tables.
  let wantsPages: Bool

  /// Why the report has to be made; `nil` where it is as it would be made.
  func reason(for folder: String) -> String? {
    guard let found = try? RecordedReport(in: folder) else { return "new" }
    guard let run = found.record.run, let wanted = expected.run else {
      return "its record is of an earlier version"
    }
    var reasons: [String] = []
    let changes = ProvenanceChange.all(from: found.record, to: expected)
    for change in changes {
      switch change.kind {
      case "input":
        let what = change.name == wanted.study ? "the study" : change.name
        reasons.append(
          change.before.isEmpty
            ? "\(what) is new" : change.after.isEmpty ? "\(what) is gone" : "\(what) changed")
      case "version":
        reasons.append(
          change.name == "remit"
            ? "version \(change.before), now \(change.after)" : "the \(change.name) changed")
      case "parameter": reasons.append("\(change.name) is another")
      default: break
      }
    }
    if run.cohort != wanted.cohort { reasons.append("the cohort is another") }
    if run.setsAside != wanted.setsAside {
      reasons.append(wanted.setsAside ? "rows are set aside now" : "rows are not set aside now")
    }
    if !reasons.isEmpty { return reasons.joined(separator: ", ") }
    let outputs = found.record.outputs
    if outputs.contains(where: { !$0.file.hasPrefix("tables/") }) != wantsPages {
      return wantsPages ? "its pages are not there" : "its pages are not wanted"
    }
    if let broken = outputs.first(where: { found.digest(of: $0.file) != $0.sha256 }) {
      return "\(broken.file) is missing or was changed"
    }
    return nil
  }
}
