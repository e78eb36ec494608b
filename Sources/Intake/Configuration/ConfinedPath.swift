import Foundation

/// A path that a YAML file names, which may not lead out of that file's folder.
enum ConfinedPath {
  /// The full path of `name` inside `folder`.
  ///
  /// Throws: a configuration error for an absolute path, a `..` and a symbolic link that leads out.
  static func resolve(_ value: YAMLValue, in folder: String) throws(IntakeError) -> String {
    let name = try value.text()
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\0") else {
      throw value.failure(
        "'\(value.name)' expects a path inside the folder of \(value.file), without '..' and not absolute.")
    }
    let path = folder.isEmpty ? name : folder + "/" + name
    if leadsOut(path, of: folder) {
      throw value.failure(
        "'\(value.name)' is a symbolic link that leads out of the folder of \(value.file).")
    }
    return path
  }

  /// Whether the path, followed through its symbolic links, is outside the folder.
  static func leadsOut(_ path: String, of folder: String) -> Bool {
    guard let real = realPath(path), let root = realPath(folder.isEmpty ? "." : folder) else { return false }
    return real != root && !real.hasPrefix(root == "/" ? root : root + "/")
  }

  /// The path without symbolic links; `nil` where there is no such file.
  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
