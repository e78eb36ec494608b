import Foundation

/// The types in `Sources` that conform to a statistic or a procedure, as the sources say it.
struct ConformingTypes {
  private(set) var statistics: Set<String> = []
  private(set) var procedures: Set<String> = []

  init(from file: String = #filePath) throws {
    var root = URL(fileURLWithPath: file)
    while root.lastPathComponent != "Tests", root.path != "/" { root.deleteLastPathComponent() }
    let sources = root.deletingLastPathComponent().appendingPathComponent("Sources")
    guard let walker = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) else {
      return
    }
    var declared: [(kind: String, name: String, parents: Set<String>)] = []
    for case let path as URL in walker where path.pathExtension == "swift" {
      declared += Self.declarations(in: try String(contentsOf: path, encoding: .utf8))
    }
    statistics = Self.conforming(to: "Statistic", declared)
    procedures = Self.conforming(to: "Procedure", declared)
  }

  private static func declarations(in text: String) -> [(kind: String, name: String, parents: Set<String>)] {
    let pattern =
      #/(?m)^[ \t]*(?:(?:public|internal|private|fileprivate|final|indirect) +)*(?<kind>struct|class|enum|actor|extension|protocol) +(?<name>[A-Z][\w.]*)(?:<[^{]*?>)? *:(?<parents>[^{]*)\{/#
    return text.matches(of: pattern).map { match in
      // What stands after `where` are conditions.
      let parents = match.parents.split(separator: " where ").first ?? ""
      let names = parents.split(whereSeparator: { ", \n&".contains($0) }).map {
        String($0.prefix { $0 != "<" })
      }
      return (String(match.kind), String(match.name.split(separator: ".").last ?? ""), Set(names))
    }
  }

  /// Also through protocols that refine it.
  private static func conforming(
    to name: String, _ declared: [(kind: String, name: String, parents: Set<String>)]
  ) -> Set<String> {
    var protocols: Set<String> = [name]
    for _ in 0..<5 {
      for one in declared where one.kind == "protocol" && !one.parents.isDisjoint(with: protocols) {
        protocols.insert(one.name)
      }
    }
    return Set(
      declared.filter { $0.kind != "protocol" && !$0.parents.isDisjoint(with: protocols) }.map(\.name))
  }
}
