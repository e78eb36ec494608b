internal import Foundation
internal import Synchronization

/// A folder for rows that could not be used, one file an input file, for all readings of one cohort.
///
/// A file is named after its input, `steps.set-aside.csv` for `steps.csv`, with the folders of the input and a
/// number where two inputs would have the same name. Each reading writes its files anew, so it may replace what
/// an earlier reading of the same cohort made, and never any other file.
package final class SetAsideFolder: Sendable {
  package let path: String
  /// The paths of the cohort's files, which are never replaced.
  private let inputs: [String]
  private let state: Mutex<State>

  private struct State {
    var names: [String: String] = [:]
    var made: [String: ByteSink.Identity] = [:]
  }

  /// `files` are all inputs, in an order that no run changes.
  package init(_ path: String, files: [(name: String, path: String)] = []) {
    self.path = path
    inputs = files.map(\.path)
    state = Mutex(State())
    for file in files { _ = name(for: file.name) }
  }

  /// The full name of the file that takes the rows of an input.
  package func name(for file: String) -> String {
    let plain = state.withLock { state in
      if let known = state.names[file] { return known }
      let stem = Self.stem(of: file)
      var name = stem + ".set-aside.csv"
      var number = 2
      while state.names.values.contains(name) {
        name = "\(stem)-\(number).set-aside.csv"
        number += 1
      }
      state.names[file] = name
      return name
    }
    return path + "/" + plain
  }

  /// Throws: ``IntakeError/notWritable(path:reason:)`` where the name is that of a file that no reading made.
  package func check(_ name: String) throws(IntakeError) {
    try state.withLock { state throws(IntakeError) in try check(name, state) }
  }

  private func check(_ name: String, _ state: borrowing State) throws(IntakeError) {
    guard let own = ByteSink.Identity(of: name, following: false) else { return }
    let target = ByteSink.Identity(of: name, following: true)
    if inputs.contains(where: { ByteSink.Identity(of: $0, following: true) == target }), target != nil {
      throw .notWritable(
        path: name, reason: "it is one of the cohort's own files; choose another folder for rows set aside")
    }
    if state.made[name] != own {
      throw .notWritable(
        path: name,
        reason:
          "a file of that name is there already; move it away or choose another folder for rows set aside")
    }
  }

  /// Gives the files their names, none of them where one of the names is taken.
  package func publish(_ sinks: [(file: String, sink: ByteSink)]) throws(IntakeError) {
    let targets = sinks.map { (name: name(for: $0.file), sink: $0.sink) }
    try state.withLock { state throws(IntakeError) in
      for (name, _) in targets { try check(name, state) }
      for (name, sink) in targets {
        try sink.flush()
        if state.made[name] != nil { unlink(name) }
        state.made[name] = try sink.finish(as: name)
      }
    }
  }

  /// A plain name inside the folder, whatever the input was called.
  private static func stem(of file: String) -> String {
    if file == "-" { return "stdin" }
    var plain = file[...]
    for ending in [".gz", ".csv"] where plain.hasSuffix(ending) && plain.count > ending.count {
      plain = plain.dropLast(ending.count)
    }
    return String(plain.map { $0 == "/" ? "_" : $0 })
  }
}
