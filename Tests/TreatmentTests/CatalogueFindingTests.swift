import Testing
import Treatment

@Suite("Looking a name up in a catalogue")
struct CatalogueFindingTests {
  let catalogue: Catalogue = {
    func drug(_ name: String, _ group: String, atc: String, rxcui: String) -> Agent {
      var facts = DrugFacts()
      facts.atc = atc
      facts.rxcui = rxcui
      return Agent(
        name: name, kind: .drug, group: group, role: "antidepressant", synonyms: ["Brand \(name)"],
        drug: facts)
    }
    return Catalogue(
      scales: [Scale(id: "MADRS", name: "Montgomery", lowest: 0, highest: 60)],
      agents: [
        drug("one", "SSRI", atc: "N06AB01", rxcui: "11"), drug("two", "SSRI", atc: "N06AB02", rxcui: "22"),
        drug("three", "TCA", atc: "N06AA01", rxcui: "33"),
        Agent(name: "ECT_A", kind: .procedure, group: "ECT", strategyCode: "ECT", synonyms: ["ECT"]),
      ])
  }()

  @Test(
    "an agent is found by name, brand and code, whatever the case",
    arguments: [("ONE", 0), ("brand-two", 1), ("33", 2), ("n06aa01", 2)])
  func agents(name: String, place: Int) {
    #expect(catalogue.findings(for: name) == [.agent(place)])
  }

  @Test("a class, a role and the beginning of an ATC code are groups of agents")
  func groups() {
    #expect(
      catalogue.findings(for: "ssri") == [.members(sharing: .agentClass, name: "SSRI", agents: [0, 1])])
    #expect(
      catalogue.findings(for: "antidepressant")
        == [.members(sharing: .role, name: "antidepressant", agents: [0, 1, 2])])
    #expect(
      catalogue.findings(for: "N06AB") == [.members(sharing: .atcGroup, name: "N06AB", agents: [0, 1])])
  }

  @Test("a name that is an agent's and a class's is both, the agent first, as a cohort would read it")
  func both() {
    #expect(
      catalogue.findings(for: "ECT") == [.agent(3), .members(sharing: .agentClass, name: "ECT", agents: [3])])
  }

  @Test("a scale is found, and nothing where there is nothing, with what is near")
  func others() {
    #expect(catalogue.findings(for: "madrs") == [.scale(0)])
    #expect(catalogue.findings(for: "MADR").isEmpty && catalogue.findings(for: "").isEmpty)
    #expect(catalogue.nearestNames(to: "MADR") == ["MADRS"])
  }
}
