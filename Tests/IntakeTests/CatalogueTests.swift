import Testing
import Treatment

@testable import Intake

@Suite("The bundled catalogue")
struct CatalogueTests {
  let catalogue = Catalogue.bundled

  @Test(
    "holds 14 scales, 156 drugs of which 6 are fixed combinations, and 39 procedures and control arms; psilocybin is one of the latter, ketamine and esketamine are drugs with their procedures"
  )
  func counts() {
    #expect(catalogue.scales.count == 14)
    #expect(catalogue.agents.count { $0.kind == .drug } == 156)
    #expect(catalogue.agents.count { !$0.components.isEmpty } == 6)
    #expect(catalogue.agents.count { $0.kind == .procedure } == 39)
    #expect(catalogue.agents.count { $0.group == "control" } == 6)
    #expect(Set(catalogue.agents.map(\.name)).count == 195)
  }

  @Test(
    "reads response rules and remission cut-offs",
    arguments: [
      ("HAMD17", ResponseRule.fall(fraction: 0.5), 7.0), ("HAMD21", .fall(fraction: 0.5), 7),
      ("HAMD24", .fall(fraction: 0.5), 10), ("MADRS", .fall(fraction: 0.5), 10),
      ("QIDSSR16", .fall(fraction: 0.5), 5), ("QIDSC16", .fall(fraction: 0.5), 5),
      ("IDSSR30", .fall(fraction: 0.5), 13), ("PHQ9", .fall(fraction: 0.5), 4),
      ("BDI2", .fall(fraction: 0.5), 9), ("BDI1", .fall(fraction: 0.5), 8),
      ("CGIS", .points(2), 2), ("CGII", .atMost(2), 1), ("HAMD6", .fall(fraction: 0.5), nil),
    ] as [(String, ResponseRule, Double?)])
  func rules(id: String, rule: ResponseRule, cutoff: Double?) throws {
    let scale = catalogue.scales[try #require(catalogue.scale(named: id))]
    #expect(scale.responseRule == rule)
    #expect(scale.remissionCutoff == cutoff)
  }

  @Test("refuses response and remission on Zung's raw sum, with the reason")
  func zung() throws {
    let scale = catalogue.scales[try #require(catalogue.scale(named: "ZUNGSDS"))]
    guard case .none(let reason) = scale.responseRule else {
      Issue.record("a rule was read")
      return
    }
    #expect(reason.contains("not established"))
    #expect(scale.remissionCutoff == nil)
    #expect(scale.lowest == 20 && scale.highest == 80)
  }

  @Test("reads severity bands, the default list where there are several")
  func bands() throws {
    func bands(_ id: String) throws -> [SeverityBand] {
      catalogue.scales[try #require(catalogue.scale(named: id))].severityBands
    }
    #expect(try bands("HAMD17").map(\.upTo) == [7, 13, 19, 25, 52])
    #expect(try bands("HAMD17").map(\.name) == ["none", "mild", "moderate", "severe", "very severe"])
    #expect(try bands("MADRS").map(\.upTo) == [6, 19, 34, 60])
    #expect(try bands("PHQ9")[3] == SeverityBand(name: "moderately severe", upTo: 19))
    #expect(try bands("CGIS").map(\.upTo) == [1, 2, 3, 4, 5, 6, 7])
    #expect(try bands("CGII").last == SeverityBand(name: "worse", upTo: 7))
    #expect(try bands("QIDSC16") == bands("QIDSSR16"))
    #expect(try bands("HAMD6").isEmpty)
  }

  @Test("bands of every scale ascend, have names and end at the scale's maximum")
  func bandsAscend() {
    for scale in catalogue.scales where !scale.severityBands.isEmpty {
      let limits = scale.severityBands.map(\.upTo)
      #expect(zip(limits, limits.dropFirst()).allSatisfy(<))
      #expect(limits.last == scale.highest)
      #expect(scale.severityBands.allSatisfy { !$0.name.isEmpty })
      #expect(!scale.provenance.isEmpty)
    }
  }

  @Test(
    "finds a scale by the names that papers use",
    arguments: [
      ("HAM-D17", "HAMD17"), ("HDRS-17", "HAMD17"), ("hrsd17", "HAMD17"), ("BDI-II", "BDI2"),
      ("BDI 2", "BDI2"), ("QIDS-SR", "QIDSSR16"), ("PHQ-9", "PHQ9"), ("Zung SDS", "ZUNGSDS"),
      ("CGI-I", "CGII"), ("HAM-D6", "HAMD6"), ("IDS-SR30", "IDSSR30"),
    ])
  func scaleNames(name: String, id: String) throws {
    #expect(catalogue.scales[try #require(catalogue.scale(named: name))].id == id)
  }

  @Test(
    "finds no scale by a name that several versions share",
    arguments: ["HAM-D", "BDI", "QIDS", "IDS", "CGI", "BDII"])
  func ambiguousScales(name: String) {
    #expect(catalogue.scale(named: name) == nil)
  }

  @Test(
    "finds an agent by brand, synonym and bare name",
    arguments: [
      ("Zoloft", "sertraline"), ("St John's wort", "hypericum"), ("ECT", "ECT_UNSPEC"),
      ("rTMS", "RTMS_HF"), ("ketamine", "ketamine"), ("Spravato", "esketamine"),
      ("psilocybin", "PSY_PSILO"), ("COMP360", "PSY_PSILO"), ("Silenor", "doxepin"),
      ("placebo", "PLACEBO"), ("wait list", "WAITLIST"), ("treatment as usual", "TAU"),
    ])
  func agentNames(name: String, agent: String) throws {
    #expect(catalogue.agents[try #require(catalogue.agent(named: name))].name == agent)
  }

  @Test("takes no fixed combination for one of its ingredients")
  func combinations() throws {
    for name in ["Deanxit", "Triptafen", "Etrafon", "Symbyax", "Limbitrol", "Motival", "Parstelin"] {
      let agent = try catalogue.agents[#require(catalogue.agent(named: name))]
      #expect(catalogue.ingredients(of: agent).count == 2, "\(name)")
      #expect(agent.origin(of: "combination_of").mark != .notStated, "\(name)")
    }
  }

  @Test("prints control arms by their plain words")
  func labels() throws {
    let labels = [
      "PLACEBO": "placebo", "SHAM": "sham", "NO_TREATMENT": "no_treatment",
      "WAITLIST": "waitlist", "STUDY_DRUG": "study_drug", "NEUROFEEDBACK": "neurofeedback",
      "TAU": "TAU", "CCBT": "CCBT", "ketamine": "ketamine",
    ]
    for (name, label) in labels {
      #expect(catalogue.agents[try #require(catalogue.agent(named: name))].label == label)
    }
  }

  @Test("carries provenance as it stands in the rows")
  func provenance() throws {
    let scale = catalogue.scales[try #require(catalogue.scale(named: "BDI1"))]
    #expect(scale.provenance == "from memory")
    let agent = catalogue.agents[try #require(catalogue.agent(named: "zimeldine"))]
    #expect(agent.provenance.contains("from memory: product label / BNF / guideline"))
    #expect(agent.provenance.contains("confidence: low"))
  }

  @Test("knows which agents work within days")
  func rapid() throws {
    for (name, rapid) in [
      ("ketamine", true), ("ECT", true), ("KET_IV", true), ("sertraline", false), ("CBT", false),
    ] {
      let agent = catalogue.agents[try #require(catalogue.agent(named: name))]
      #expect(agent.isRapidActingOrECT == rapid)
    }
  }
}
