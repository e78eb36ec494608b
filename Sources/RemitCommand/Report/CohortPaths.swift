import ArgumentParser

/// Folders of cohorts by the names that studies give them, from `--cohort NAME=PATH`.
struct CohortPaths {
  /// A path without a name stands under the empty one.
  let named: [String: String]

  init(_ arguments: [String]) throws(ValidationError) {
    var named: [String: String] = [:]
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      let (name, path) = parts.count == 2 ? (parts[0], parts[1]) : ("", argument)
      if path.isEmpty || (parts.count == 2 && name.isEmpty) {
        throw ValidationError("--cohort takes NAME=PATH, the name as the study has it: --cohort .=clinic")
      }
      guard named[name] == nil else {
        throw ValidationError(
          name.isEmpty
            ? "--cohort without a name is given twice. Write NAME=PATH."
            : "--cohort names '\(name)' twice. Leave one of them out.")
      }
      named[name] = path
    }
    self.named = named
  }
}
