import ArgumentParser
import Intake
import Reporting
import Treatment

/// Columns that whoever runs the command has looked at and answers for, for every verb that reads data.
struct CheckedColumnsOptions: ParsableArguments {
  @Option(
    name: .customLong("i-have-checked"),
    help: ArgumentHelp(
      "Read this column though it looks like a direct identifier: you have looked, and it names nobody. Once a column; "
        + "recorded in provenance.json.", valueName: "column"))
  var columns: [String] = []

  var names: Set<String> { Set(columns) }

  /// Refuses a name that no file has, so that a slip does not look like an answer.
  func check(among header: [String]) throws(Failure) {
    for column in columns where !header.contains(column) {
      let near = NearestName.nearest(column, among: header, limit: 1).first
      throw Failure(
        .configuration,
        "--i-have-checked: no file has the column '\(column)'." + (near.map { " The nearest: \($0)." } ?? ""))
    }
  }

  /// For provenance; nothing where nothing was overridden.
  static func definitions(of columns: Set<String>) -> [Provenance.Entry] {
    columns.isEmpty ? [] : [.init("i_have_checked", columns.sorted().joined(separator: ", "))]
  }
}
