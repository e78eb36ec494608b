import Foundation
import Reporting
import Treatment

/// A `roadmap.json`, read back.
struct RoadmapModel: Decodable {
  struct Branch: Decodable {
    var step: Int
    /// From 1, in the order of the rule.
    var branch: Int
    var patients: Int?
    var estimate: Double?
    var conf_low: Double?
    var conf_high: Double?
  }

  struct Policy: Decodable {
    var policy: String
    var text: String
    var branches: [Branch]
  }

  private struct Version: Decodable { var remit_roadmap: Int? }

  var outcome: String
  var last_step: Int
  var level: Double
  var policies: [Policy]
  /// Policies that no text says, so that nobody can be placed in them.
  var unreadable: [String]?

  /// Throws: ``Failure`` for what is no such file, or one of another version.
  static func read(at path: String) throws -> RoadmapModel {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.missingFile, "\(name) is missing or cannot be opened. Check the path.")
    }
    let decoder = JSONDecoder()
    guard let version = (try? decoder.decode(Version.self, from: data))?.remit_roadmap else {
      throw Failure(
        .dataRefused, "\(name) is no roadmap.json. Make one with remit roadmap COHORT --policies FILE -o DIR."
      )
    }
    guard version == SuppressedRoadmap.formatVersion else {
      throw Failure(
        .dataRefused,
        "\(name) has version \(version) of its format, and this version of the command reads \(SuppressedRoadmap.formatVersion). Make it anew."
      )
    }
    guard let model = try? decoder.decode(RoadmapModel.self, from: data) else {
      throw Failure(.dataRefused, "\(name) is not whole. Make it anew with remit roadmap.")
    }
    return model
  }
}
