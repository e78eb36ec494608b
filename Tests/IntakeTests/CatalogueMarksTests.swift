import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Marks of the bundled catalogue")
struct CatalogueMarksTests {
  let catalogue = Catalogue.bundled

  private func scale(_ name: String) throws -> Scale {
    catalogue.scales[try #require(catalogue.scale(named: name))]
  }

  private func agent(_ name: String) throws -> Agent {
    catalogue.agents[try #require(catalogue.agent(named: name))]
  }

  @Test("only a text that begins with verified and takes nothing back vouches for a whole row")
  func reading() {
    let texts: [(String, SourceMark)] = [
      ("verified: abstract", .verified), ("from memory", .fromMemory), ("range from memory", .fromMemory),
      ("verified: abstract; relapse from memory", .partly), ("response=1-2 verified: a paper", .partly),
      ("definition of a study arm", .definition), ("n/a", .notStated), ("blank - not sure", .notStated),
      ("own: consensus; otherwise verified: abstract", .own),
    ]
    for (text, mark) in texts { #expect(SourceMark(provenance: text) == mark, "\(text)") }
  }

  @Test("nothing is verified, not even in part, whose row's provenance does not say verified")
  func honesty() {
    for scale in catalogue.scales where !scale.provenance.contains("verified") {
      #expect(scale.origins.values.allSatisfy { $0.mark != .verified && $0.mark != .partly })
      #expect(scale.mark != .verified && scale.mark != .partly)
    }
    for agent in catalogue.agents where !agent.provenance.contains("verified") {
      #expect(agent.origins.values.allSatisfy { $0.mark != .verified && $0.mark != .partly })
      #expect(agent.mark != .verified && agent.mark != .partly)
    }
  }

  @Test("marks of single figures name entries and columns that are there")
  func names() {
    let scales = Set(CatalogueFileKind.scales.columns)
    let procedures = Set(CatalogueFileKind.procedures.columns)
    #expect(catalogue.scales.allSatisfy { Set($0.origins.keys).isSubset(of: scales) })
    #expect(catalogue.agents.allSatisfy { Set($0.origins.keys).isSubset(of: procedures) })
    #expect(catalogue.scales.count { !$0.origins.isEmpty } == 10)
    #expect(catalogue.agents.count { !$0.origins.isEmpty } == 7)
  }

  @Test("a scale's figures have marks of their own")
  func scales() throws {
    let madrs = try scale("MADRS")
    #expect(madrs.origin(of: "remission_cutoff").mark == .verified)
    #expect(madrs.origin(of: "relapse_cutoff").mark == .fromMemory)
    #expect(madrs.origin(of: "min").mark == .notStated)
    #expect(try scale("BDI1").origin(of: "remission_cutoff").mark == .fromMemory)
    #expect(try scale("BDI2").origin(of: "remission_cutoff").mark == .fromMemory)
    #expect(try scale("BDI2").origin(of: "response_rule").mark == .verified)
  }

  @Test("a drug's least dose and code have theirs, and a maximum has none")
  func drugs() throws {
    let sertraline = try agent("sertraline")
    #expect(sertraline.origin(of: "min_adequate_mg_per_day").mark == .verified)
    #expect(sertraline.origin(of: "usual_max_mg_per_day") == .notStated)
    #expect(try agent("zimeldine").mark == .fromMemory)
    #expect(try agent("CBT").origin(of: "min_sessions_adequate").mark == .fromMemory)
    #expect(try agent("placebo").mark == .definition)
  }

  @Test("the columns that a user may write are those of the bundled files")
  func columns() throws {
    for kind in CatalogueFileKind.allCases {
      let path = RealCohortTests.datasets + "../Sources/CCatalogue/" + kind.file
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      #expect(Set(kind.columns) == Set(CatalogueRows.fields(of: text.utf8)[0]), "\(kind)")
    }
  }
}
