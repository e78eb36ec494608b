import Foundation
import Intake

/// The runs of a batch in their order, each with a name of its own.
struct BatchPlan {
  struct Run: Sendable {
    var name: String
    /// The study's file as it was found.
    var study: String
    var parameters: [StudyParameter]
  }

  private(set) var title: String
  private(set) var runs: [Run] = []
  /// What is worth a word and no error.
  private(set) var notes: [String] = []

  /// `arguments` are studies, folders that hold one, patterns, or one batch.
  ///
  /// Throws: ``Failure`` and ``IntakeError`` where nothing is found, and where two runs would have one name.
  init(_ arguments: [String]) throws {
    title = "Reports"
    var files: [(path: String, batch: BatchSpecification?)] = []
    for argument in arguments {
      for path in try Self.files(argument, in: "") {
        if try FileManager.default.fileExists(atPath: path) && BatchSpecification.isBatch(at: path) {
          let batch = try BatchSpecification(at: path)
          title = batch.title ?? title
          let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
          for pattern in batch.studies {
            for study in try Self.files(pattern, in: folder) { files.append((study, batch)) }
          }
        } else {
          files.append((path, nil))
        }
      }
    }
    var seen: Set<String> = []
    for (path, batch) in files {
      guard seen.insert(Self.identity(of: path)).inserted else {
        notes.append("\(path) is named twice and runs once.")
        continue
      }
      add(path, batch)
    }
    try refuseSharedNames()
  }

  private mutating func add(_ path: String, _ batch: BatchSpecification?) {
    var combinations: [[(key: String, choice: BatchSpecification.Choice)]] = [[]]
    for axis in batch?.grid ?? [] {
      combinations = combinations.flatMap { combination in
        axis.choices.map { combination + [(axis.key, $0)] }
      }
    }
    for combination in combinations {
      var name = (batch?.name ?? "{study}").replacing("{study}", with: Self.name(of: path))
      for (key, choice) in combination { name = name.replacing("{\(key)}", with: choice.name) }
      runs.append(
        Run(
          name: Self.plain(name), study: path,
          parameters: combination.compactMap { key, choice in
            choice.json.map { StudyParameter(key: key, json: $0) }
          }))
    }
  }

  private func refuseSharedNames() throws(Failure) {
    var first: [String: Run] = [:]
    for run in runs {
      // Some file systems do not tell capitals apart.
      if let other = first[run.name.lowercased()] {
        let what =
          other.study == run.study
          ? "Two runs of \(run.study)" : "\(other.study) and \(run.study)"
        throw Failure(
          .configuration,
          "\(what) would both be written to '\(run.name)'. Give BATCH.yaml a name that tells them apart, as name: "
            + "\"{study}-{KEY}\" with every key of the grid, or name the values of a key: {young: age < 40, old: age >= 40}."
        )
      }
      first[run.name.lowercased()] = run
    }
  }

  /// A folder stands for the STUDY.yaml in it, a pattern for all that it matches.
  private static func files(_ argument: String, in folder: String) throws(Failure) -> [String] {
    let path = argument.hasPrefix("/") ? argument : folder + argument
    if FileManager.default.fileExists(atPath: path) { return [OpenStudy.file(at: path)] }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(path, GLOB_NOSORT, nil, &found) == 0, found.gl_pathc > 0 else {
      throw Failure(.missingFile, "\(argument) is not there, and no file is called so. Check the path.")
    }
    var paths: [String] = []
    for place in 0..<Int(found.gl_pathc) {
      if let text = found.gl_pathv[place] { paths.append(OpenStudy.file(at: String(cString: text))) }
    }
    return paths.sorted()
  }

  /// The folder's name for a STUDY.yaml, else the file's without its ending.
  private static func name(of path: String) -> String {
    let parts = full(path).split(separator: "/").map(String.init)
    guard let file = parts.last else { return "study" }
    if file == "STUDY.yaml", parts.count > 1 { return parts[parts.count - 2] }
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  private static func full(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// The file itself, whatever its path.
  private static func identity(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return full(path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Letters, digits, points, hyphens and underlines, never hidden, never too long for a file system.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "._".unicodeScalars.contains(scalar))
      if isPlain { result.unicodeScalars.append(scalar) } else if !result.hasSuffix("-") { result += "-" }
    }
    while let last = result.last, last == "-" || last == "." { result.removeLast() }
    result = String(result.drop { $0 == "-" || $0 == "." })
    return result.isEmpty ? "run" : String(result.prefix(120))
  }
}
