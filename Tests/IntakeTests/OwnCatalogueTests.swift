import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("A user's own catalogue")
struct OwnCatalogueTests {
  private func catalogue(_ files: [String: String]) throws -> Catalogue {
    let folder = try CohortFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try Catalogue.bundled.under(try OwnCatalogue(at: folder.path))
  }

  private func agents(_ text: String) throws -> Catalogue { try catalogue(["agents.csv": text]) }

  private func agent(_ name: String, in catalogue: Catalogue) throws -> Agent {
    catalogue.agents[try #require(catalogue.agent(named: name))]
  }

  /// What the files are refused with; "accepted" where they are not.
  private func refusal(_ files: [String: String]) -> String {
    do {
      _ = try catalogue(files)
      return "accepted"
    } catch {
      guard let error = error as? IntakeError, error.family == "catalogue" else { return "another family" }
      return error.description
    }
  }

  @Test("overrides the cells that it fills, keeps the others, and marks each accordingly")
  func overrides() throws {
    let own = try agents("generic_name,min_adequate_mg_per_day,class,synonyms\nSertraline,75,,Tatig\n")
    let before = try agent("sertraline", in: .bundled)
    let after = try agent("sertraline", in: own)
    #expect(try Formulary(own).entries[#require(own.agent(named: "Tatig"))].minimumDose == 75)
    #expect(before.drug?.minimumDose == 50 && after.drug?.minimumDose == 75)
    #expect(after.name == "sertraline" && after.group == "SSRI" && after.drug?.atc == "N06AB06")
    #expect(after.synonyms == before.synonyms + ["Tatig"])
    #expect(after.mark == .own && after.origin(of: "min_adequate_mg_per_day").mark == .own)
    #expect(after.origin(of: "rxcui") == before.origin(of: "rxcui"))
    #expect(after.drug?.minimumDoseBasis == "own catalogue")
    #expect(after.provenance.contains("minimum dose: own;"))
  }

  @Test("gives a name that it adds to a drug's procedure the procedure's route (F38)")
  func route() throws {
    let own = try catalogue([
      "procedures.csv": "procedure_id,synonyms\nKET_IV,Ketinf\nESK_NS,Eskspray|Esktab(oral)\n"
    ])
    #expect(own.meaning(ofAgentNamed: "Ketinf") == own.meaning(ofAgentNamed: "KET_IV"))
    #expect(own.meaning(ofAgentNamed: "Eskspray")?.route == .nasal)
    #expect(own.meaning(ofAgentNamed: "Esktab")?.route == .oral)
    #expect(own.meaning(ofAgentNamed: "ketamine")?.route == [])
  }

  @Test("declares a fixed combination, which is split into its ingredients with their doses (F40)")
  func combination() throws {
    let own = try agents(
      "generic_name,synonyms,combination_of,combination_mg,provenance_combination\nduo,Duobrand,Effexor + mirtazapine,150+30,label\n"
        + "halfduo,,olanzapine+sertraline,5+,\n")
    let duo = try agent("Duobrand", in: own)
    func doses(_ name: String, stated: Double) throws -> [String: Double] {
      try own.ingredients(of: agent(name, in: own)).reduce(into: [:]) {
        $0[own.agents[Int($1.agent)].name] = $1.dose(stated: stated)
      }
    }
    #expect(try doses("duo", stated: .nan) == ["venlafaxine": 150, "mirtazapine": 30])
    #expect(try doses("duo", stated: 75) == ["venlafaxine": 75, "mirtazapine": 15])
    #expect(try doses("halfduo", stated: 100) == ["sertraline": 100, "olanzapine": 5])
    #expect(try doses("halfduo", stated: .nan)["sertraline"]?.isNaN == true)
    #expect(duo.origin(of: "combination_of") == FigureOrigin(mark: .own, source: "own: label"))
    #expect(Formulary(own).entries[try #require(own.agent(named: "duo"))].componentCount == 2)
  }

  @Test(
    "refuses a combination whose ingredients are not single drugs of the catalogue, and strengths that do not fit them",
    arguments: [
      ("duo,venlafaxine+nosuchdrug,", "which it does not have"),
      ("duo,venlafaxine,", "two or more ingredients"),
      ("duo,venlafaxine+Symbyax,", "single drugs"), ("duo,venlafaxine+Effexor,", "stands there again"),
      ("duo,venlafaxine+CBT,", "single drugs"),
      ("duo,venlafaxine+mirtazapine,150", "another number of items"),
      ("duo,venlafaxine+mirtazapine,150+x", "milligrams of each ingredient"),
    ])
  func combinationRefused(row: String, reason: String) {
    let text = refusal(["agents.csv": "generic_name,combination_of,combination_mg\n\(row)\n"])
    #expect(text.contains(reason), "\(text)")
  }

  @Test("gives a name an indication or a route in brackets, and refuses any other note (F36)")
  func notedNames() throws {
    let own = try agents(
      "generic_name,synonyms\nsertraline,Calmia(anxiety)|Sertalin\nketamine,Nasalket (nasal)\n")
    #expect(own.meaning(ofAgentNamed: "calmia")?.indication == .anxiety)
    #expect(own.meaning(ofAgentNamed: "Sertalin")?.indication == nil)
    #expect(own.meaning(ofAgentNamed: "Nasalket")?.route == .nasal)
    #expect(
      refusal(["agents.csv": "generic_name,synonyms\nsertraline,Calmia(blue)\n"]).contains(
        "what the name is for"))
  }

  @Test("overrides the sessions of ketamine under its procedure's name, and its names under its own (F38)")
  func procedureOfDrug() throws {
    let own = try catalogue([
      "procedures.csv": "procedure_id,min_sessions_adequate\nKET_IV,4\n",
      "agents.csv": "generic_name,synonyms\nketamine,Ketabrand\n",
    ])
    let place = try #require(own.agent(named: "Ketabrand"))
    #expect(own.agent(named: "KET_IV") == place && own.agents[place].label == "ketamine")
    #expect(Formulary(own).entries[place].minimumSessions == 4)
    #expect(own.agents[place].origin(of: "min_sessions_adequate").mark == .own)
    #expect(own.agents[place].origin(of: "usual_course").mark == .verified)
    #expect(own.agents.count == Catalogue.bundled.agents.count)
  }

  @Test("says where its own figure is from, where its row does")
  func source() throws {
    let own = try agents(
      "generic_name,min_adequate_mg_per_day,provenance_min_dose\nsertraline,75,our consensus\n")
    #expect(
      try agent("sertraline", in: own).origin(of: "min_adequate_mg_per_day")
        == FigureOrigin(mark: .own, source: "own: our consensus"))
  }

  @Test("changes nothing else: every other entry of the catalogue is as it was, at its place")
  func others() throws {
    let own = try agents("generic_name,class,role\nsertraline,,\nnovaxetine,SNRI,antidepressant\n")
    // Compared before they are expected, since a failure would print both catalogues.
    let isSame =
      own.scales == Catalogue.bundled.scales && own.agents.dropLast() == Catalogue.bundled.agents[...]
    #expect(isSame)
    #expect(own.agents.last?.name == "novaxetine")
  }

  @Test("a new drug without a switch class has that of its class, and is no drug's sibling by accident")
  func switchClass() throws {
    let own = try agents(
      "generic_name,class,role\nnovaxetine,SNRI,antidepressant\noddamine,odd,antidepressant\nrarine,rare,antidepressant\n"
    )
    #expect(try agent("novaxetine", in: own).drug?.switchClass == "SNRI")
    #expect(try agent("oddamine", in: own).drug?.switchClass != agent("rarine", in: own).drug?.switchClass)
  }

  @Test("a new agent is found by its brand in a cohort that names the catalogue, and only there")
  func cohort() async throws {
    let files = [
      "exposures.csv": "patient_id,agent,start_day,end_day\np,Novabrand,0,70\np,Zoloft,80,150\n",
      "assessments.csv": "patient_id,day,scale,score\np,0,MADRS,33\n",
    ]
    let without = try WrittenCohort(files)
    #expect(await without.refusal()?.family == "refused")
    let with = try WrittenCohort(files.merging(["cohort.yaml": "catalogue: drugs.csv\n"]) { $1 })
    try with.folder.write(
      "generic_name,class,role,synonyms\nnovaxetine,SNRI,antidepressant,Novabrand\n", to: "drugs.csv")
    #expect(await with.refusal() == nil)
    let cohort = try CSVCohort(at: with.folder.path)
    #expect(cohort.catalogue.agent(named: "Novabrand") != nil)
    #expect(cohort.declaration.ownCatalogue?.files.map(\.name) == ["drugs.csv"])
  }

  @Test("that of the caller lies over that of cohort.yaml, which lies over the bundled one")
  func layers() throws {
    let cohort = try CohortFolder()
    try cohort.write("catalogue: mine.csv\n", to: "cohort.yaml")
    try cohort.write(
      "generic_name,min_adequate_mg_per_day\nsertraline,60\nfluoxetine,30\n", to: "mine.csv")
    let folder = try CohortFolder()
    try folder.write("generic_name,min_adequate_mg_per_day\nsertraline,70\n", to: "agents.csv")
    let inForce = try Catalogue.inForce(
      forCohortAt: cohort.path, under: OwnCatalogue(at: folder.path + "/agents.csv"))
    let doses = try ["sertraline", "fluoxetine", "citalopram"].map {
      try agent($0, in: inForce).drug?.minimumDose
    }
    #expect(doses == [70, 30, 20])
  }

  @Test(
    "is refused at its line and column, with both names or the nearest one",
    arguments: [
      (
        "generic_name,class,role,synonyms\nnovaxetine,SNRI,antidepressant,Nova|Zoloft\n",
        "agents.csv:2:32: expected names that no other entry has, found 'Zoloft' of 'novaxetine', which is also a name of 'sertraline'"
      ),
      (
        "generic_name,class,role\nZoloft,SSRI,antidepressant\n",
        "agents.csv:2:1: expected a name of its own in 'generic_name', found 'Zoloft', which is a name of 'sertraline'; to override that one, write 'sertraline'"
      ),
      (
        "generic_name,min_adequate_mg_per_dya\nsertraline,75\n",
        "agents.csv:1:14: expected a column of agents.csv, found 'min_adequate_mg_per_dya'; the nearest is 'min_adequate_mg_per_day'"
      ),
      (
        "generic_name,min_adequate_mg_per_day\nsertralin,75\n",
        "agents.csv:2:1: expected 'class' and 'role' for a new entry, found none for 'sertralin', which the catalogue does not have; the nearest that is there: sertraline"
      ),
      (
        "generic_name,min_adequate_mg_per_day\nsertraline,much\n",
        "agents.csv:2:12: expected a number above 0 in 'min_adequate_mg_per_day', found a text field"
      ),
      (
        "generic_name,role\nsertraline,antidepresant\n",
        "agents.csv:2:12: expected one of antidepressant, augmenter, rapid-acting, sleep, anxiolytic, background in 'role', found a text field"
      ),
      (
        "generic_name,class\nsertraline,\nSERTRALINE,SSRI\n",
        "agents.csv:3:1: expected each entry once, found 'SERTRALINE', which an earlier row has"
      ),
      (
        "generic_name,class\nCBT,x\n",
        "agents.csv:2:1: expected a drug, found 'CBT', which is no drug: it belongs in procedures.csv"
      ),
      (
        "class,role\nSSRI,antidepressant\n",
        "agents.csv: expected a column 'generic_name', found none of that name"
      ),
      ("generic_name,class\nsertraline\n", "agents.csv:2:11: expected 2 fields, found 1"),
    ])
  func refused(text: String, message: String) {
    #expect(refusal(["agents.csv": text]) == message)
  }

  @Test(
    "a name that no cohort could hold, or no message print, is refused",
    arguments: ["a+b", "a|b", "--", "\"a\nb\""])
  func names(name: String) {
    let row = "\(name),SNRI,antidepressant"
    #expect(
      refusal(["agents.csv": "generic_name,class,role\n\(row)\n"]).contains("expected a name of letters"))
    #expect(
      refusal(["agents.csv": "generic_name,synonyms\nsertraline,Tatig|\n"]).contains("expected names with |"))
  }

  @Test("that of cohort.yaml may not lead out of the cohort's folder, nor may a file in it")
  func confined() throws {
    let outside = try CohortFolder()
    try outside.write("generic_name,class\nsertraline,SSRI\n", to: "agents.csv")
    let cohort = try CohortFolder()
    let files = FileManager.default
    try files.createDirectory(atPath: cohort.path + "/own", withIntermediateDirectories: false)
    try files.createSymbolicLink(
      atPath: cohort.path + "/own/agents.csv", withDestinationPath: outside.path + "/agents.csv")
    #expect {
      try CohortDeclaration(yaml: "catalogue: own", folder: cohort.path)
    } throws: { "\($0)".contains("symbolic link that leads out") }
    try files.removeItem(atPath: cohort.path + "/own/agents.csv")
    try files.copyItem(atPath: outside.path + "/agents.csv", toPath: cohort.path + "/own/agents.csv")
    let declared = try CohortDeclaration(yaml: "catalogue: own", folder: cohort.path).ownCatalogue
    #expect(declared?.files.map(\.name) == ["own/agents.csv"])
  }

  @Test("a file of no kind, an empty folder and a path to nothing are told apart")
  func noCatalogue() throws {
    let folder = try CohortFolder()
    #expect(throws: IntakeError.self) { try OwnCatalogue(at: folder.path) }
    #expect(throws: IntakeError.self) { try OwnCatalogue(at: folder.path + "/none") }
    try folder.write("a,b\n1,2\n", to: "x.csv")
    #expect {
      try OwnCatalogue(at: folder.path + "/x.csv")
    } throws: { error in
      "\(error)".hasPrefix("x.csv:1:1: expected one of the columns 'generic_name'")
    }
  }

  @Test("every role that it may give is one that the decision table knows")
  func roles() throws {
    for role in CatalogueCellRule.roles {
      #expect(refusal(["agents.csv": "generic_name,class,role\nnovaxetine,SNRI,\(role)\n"]) == "accepted")
    }
    #expect(
      Set(Catalogue.bundled.agents.compactMap { $0.drug == nil ? nil : $0.role }).isSubset(
        of: CatalogueCellRule.roles))
  }
}

@Suite("A user's own scales")
struct OwnScalesTests {
  private func scale(_ name: String, under text: String) throws -> Scale {
    let folder = try CohortFolder()
    try folder.write(text, to: "scales.csv")
    let catalogue = try Catalogue.bundled.under(try OwnCatalogue(at: folder.path))
    return catalogue.scales[try #require(catalogue.scale(named: name))]
  }

  @Test("a cut-off is overridden, bands and their names stay, and the provenance tells both")
  func cutoff() throws {
    let own = try scale("QIDSC16", under: "scale_id,remission_cutoff,provenance\nQIDSC16,<=4,strict\n")
    #expect(own.remissionCutoff == 4 && own.responseRule == .fall(fraction: 0.5))
    #expect(own.severityBands.map(\.name) == ["none", "mild", "moderate", "severe", "very severe"])
    #expect(own.provenance.hasPrefix("own (remission_cutoff): strict; otherwise remission (2 consecutive)"))
    #expect(own.origin(of: "remission_cutoff") == FigureOrigin(mark: .own, source: "own: strict"))
    #expect(own.origin(of: "relapse_cutoff").mark == .fromMemory)
  }

  @Test("a new scale has what its row says, and no rule that it does not say")
  func new() throws {
    let text = "scale_id,min,max,severity_bands\nCLINIC,0,30,0-9 low|10-30 high\n"
    let own = try scale("clinic", under: text)
    #expect(own.severity(of: 10) == "high" && own.mark == .own)
    #expect(own.unavailability(of: .response) != nil && own.unavailability(of: .remission) != nil)
  }

  @Test(
    "what contradicts itself is refused",
    arguments: [
      ("min,max", "0,0"), ("max,remission_cutoff", "8,9"), ("max,severity_bands", "8,0-4 a|5-9 b"),
      ("min,max,severity_bands", "0,9,0-5 a|4-4 b"), ("min,max,remission_cutoff", "0,9,<3"),
      ("min,max,response_rule", "0,9,half of it"), ("direction", "lower=worse"),
    ])
  func contradictions(columns: String, cells: String) throws {
    #expect(throws: IntakeError.self) {
      try scale("MADRS", under: "scale_id,\(columns)\nMADRS,\(cells)\n")
    }
  }
}
