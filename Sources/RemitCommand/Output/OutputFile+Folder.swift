import Reporting

extension OutputFormat {
  /// How the names of files of tables end.
  var fileEnding: String {
    switch self {
    case .csv: "csv"
    case .json: "json"
    case .markdown: "md"
    case .table: "txt"
    }
  }
}

extension OutputFile {
  /// Writes files into a folder, which is made; none of them over a file that they are made from.
  static func write(
    _ files: [(path: String, text: String)], into folder: String, readFrom inputs: [String]
  ) throws(Failure) {
    try makeFolder(folder)
    for file in files { try check("\(folder)/\(file.path)", against: inputs) }
    for file in files { try write(file.text, to: "\(folder)/\(file.path)") }
  }
}
