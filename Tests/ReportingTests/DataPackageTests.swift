import Foundation
import Statistics
import Testing

@testable import Reporting

@Suite("What stands beside the tables for other tools")
struct DataPackageTests {
  private func text(_ path: String, of content: ReportContent = Drawn.content) throws -> String {
    try #require(Report(content).files.first { $0.path == path }).text
  }

  @Test("Every exported table is a resource with its columns in order, each with what it means")
  func resources() throws {
    let json = try JSONSerialization.jsonObject(with: Data(try text("datapackage.json").utf8))
    let package = try #require(json as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    let tables = Report(Drawn.content).dataTables
    #expect(resources.map { $0["path"] as? String } == tables.map { "tables/\($0.name).csv" })
    for (resource, table) in zip(resources, tables) {
      let schema = try #require(resource["schema"] as? [String: Any])
      #expect(schema["missingValues"] as? [String] == [""])
      let fields = try #require(schema["fields"] as? [[String: String]])
      #expect(fields.map { $0["name"] } == table.table.columns.map(\.name))
      for field in fields { #expect(field["description"]?.isEmpty == false, "\(table.name): \(field)") }
    }
    let rates = try #require(
      resources.first { $0["name"] as? String == "rates" }?["schema"] as? [String: Any])
    let fields = try #require(rates["fields"] as? [[String: String]])
    func field(_ name: String) -> [String: String]? { fields.first { $0["name"] == name } }
    #expect(field("n")?["type"] == "integer")
    #expect(field("estimate")?["type"] == "number")
    #expect(field("estimate")?["unit"] == "proportion")
    #expect(field("outcome")?["type"] == "string")
    #expect(field("agent")?["description"] == "leading agent of the step")
  }

  /// Rows of the summarised result, by their columns.
  private func summarised(_ content: ReportContent) throws -> [[String: String]] {
    let lines = try text("summarised_result.csv", of: content).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.first == SummarisedResult.columns)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(SummarisedResult.columns, $0)) }
  }

  @Test("A shown rate is its counts, its proportion and its limits, under the pairs of its row")
  func shown() throws {
    let rows = try summarised(Drawn.content).filter {
      $0["strata_level"] == "lithium" && $0["variable_name"] == "response"
        && $0["additional_level"] == "step &&& 28±7 &&& observed &&& wilson"
    }
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0["estimate_name"], $0["estimate_value"]) })
    #expect(values["subject_count"] == "60")
    #expect(values["record_count"] == "66")
    #expect(values["denominator_count"] == "52")
    #expect(values["outcome_count"] == "23")
    #expect(values["proportion_low"] == "0.316")
    for row in rows {
      #expect(row["group_name"] == "scale")
      #expect(row["group_level"] == "MADRS")
      #expect(row["strata_name"] == "agent")
      #expect(row["additional_name"] == "baseline &&& endpoint &&& missing &&& interval")
    }
  }

  @Test("A row that is hidden has a dash for every estimate, and the settings say below which count")
  func hidden() throws {
    let rows = try summarised(Drawn.content)
    // Three of 52 remitted.
    let own = rows.filter { $0["strata_level"] == "lithium" && $0["variable_name"] == "remission" }
    #expect(own.count == 9)
    #expect(own.allSatisfy { $0["estimate_value"] == "-" })
    func setting(_ name: String) -> String? {
      rows.first { $0["variable_name"] == "settings" && $0["estimate_name"] == name }?["estimate_value"]
    }
    #expect(setting("min_cell_count") == "5")
    #expect(setting("package_name") == "remit")
    #expect(setting("package_version") == "0.1.0")
    #expect(setting("result_type") == "summarise_response_rates")
    #expect(setting("strata") == "agent")
  }

  @Test(
    "Names of strata are in snake case, each once, and none is a name of another pair",
    arguments: [
      (["agent", "step"], ["agent", "step"]), (["GENDER"], ["gender"]), (["Age", "age"], ["age", "age_2"]),
      (["missing"], ["covariate_missing"]), (["2nd visit"], ["covariate_2nd_visit"]), (["é?"], ["covariate"]),
    ])
  func names(_ keys: [String], _ names: [String]) { #expect(SummarisedResult.names(of: keys) == names) }

  @Test(
    "A level is one line, parts no levels and is no formula",
    arguments: [
      ("a &&& b", "a and b"), ("", "missing"), ("=1+1", "'=1+1"), ("two\nlines", "two lines"), ("-3", "-3"),
    ])
  func levels(_ text: String, _ level: String) { #expect(SummarisedResult.level(text) == level) }
}
