import Intake
import Testing
import Treatment

/// What a cell of the column `agent` may hold (Documentation/Formats/Cohort.md, "exposures.csv"), by hand.
@Suite("Agents by code and by product text")
struct AgentTextTests {
  private let catalogue = Catalogue.bundled

  private func names(_ text: String) -> [String] {
    catalogue.meanings(ofAgentNamed: text).map { catalogue.agents[$0.agent].name }
  }

  @Test(
    "A code or a product's text is the drug that it names",
    arguments: [
      ("N06AB06", "sertraline"), ("n06ab06", "sertraline"), ("rxcui:36437", "sertraline"),
      ("RXCUI:2556", "citalopram"),
      ("omop:739138", "sertraline"), ("sertraline hydrochloride", "sertraline"),
      ("Sertraline HCl 50mg tab", "sertraline"), ("sertraline 50 MG Oral Tablet [Zoloft]", "sertraline"),
      ("24 HR venlafaxine 75 MG Extended Release Oral Capsule", "venlafaxine"),
      ("VENLAFAXINE XR 150MG CAPS", "venlafaxine"), ("Escitalopram (as oxalate) 10 mg", ""),
      ("escitalopram oxalate 10 mg/5 ml oral solution", "escitalopram"),
      ("duloxetine 60 MG Delayed Release Oral Capsule", "duloxetine"),
      ("lithium carbonate 300 MG", "lithium"),
      ("esketamine 28 MG/ACTUAT nasal spray [Spravato]", "esketamine"),
      ("Symbyax (olanzapine 6 MG / fluoxetine 25 MG)", "olanzapine-fluoxetine"),
      ("sertraline placebo", ""), ("sertraline for pain", ""), ("50 mg tablet", ""), ("rxcui:", ""),
      ("omop:1", ""),
      ("N06AB99", ""), ("unheardofine hydrochloride", ""),
    ])
  func texts(text: String, agent: String) {
    #expect(names(text) == (agent.isEmpty ? [] : [agent]))
    #expect(catalogue.agent(named: text).map { catalogue.agents[$0].name } ?? "" == agent)
  }

  @Test(
    "Two possible drugs are none",
    arguments: ["sertraline / fluoxetine", "amitriptyline 25 MG / perphenazine 2 MG Oral Tablet", "N06CA01"])
  func several(text: String) {
    #expect(names(text).count == 2)
    #expect(catalogue.agent(named: text) == nil)
  }

  @Test("A brand inside a product's text carries its indication, as alone (F36)")
  func indication() throws {
    let zyban = try #require(catalogue.meaning(ofAgentNamed: "bupropion hydrochloride 150 MG Tablet [Zyban]"))
    #expect(zyban.indication == .smoking && zyban == catalogue.meaning(ofAgentNamed: "Zyban"))
    #expect(catalogue.meaning(ofAgentNamed: "bupropion 150 MG [Wellbutrin]")?.indication == nil)
  }

  @Test("Every drug is known by its name with any salt, by its brands in brackets and by its codes")
  func everyDrug() throws {
    for (place, agent) in catalogue.agents.enumerated() where agent.kind == .drug {
      #expect(
        catalogue.agent(named: "\(agent.name) hydrochloride 10 MG Oral Tablet") == place, "\(agent.name)")
      // "Ketamine IV 0.5 mg/kg over 40 min" is a sentence, and needs none around it.
      for brand in agent.synonyms where catalogue.agent(named: brand) == place && !brand.contains("/") {
        #expect(catalogue.agent(named: "\(agent.name) 10 mg [\(brand)]") == place, "\(brand)")
      }
      guard let drug = agent.drug else { continue }
      if !drug.rxcui.isEmpty { #expect(catalogue.agent(named: "rxcui:\(drug.rxcui)") == place) }
      if !drug.omopConceptID.isEmpty {
        #expect(catalogue.agent(named: "omop:\(drug.omopConceptID)") == place)
      }
      if drug.atc.count == 7 {
        #expect(catalogue.meanings(ofAgentNamed: drug.atc).contains { $0.agent == place }, "\(drug.atc)")
      }
    }
  }
}
