/// Makes eras, steps and events of a patient's exposures by the decision table (Documentation/Treatment/Derivation.md).
///
/// Every element that opens a step is judged, so nothing stays unclassified; each step keeps the rule that fired and
/// the facts it used. One derivation serves one patient after another and keeps its memory between them.
///
/// Units: days from the patient's own day 0.
/// Not: a judgement of adequacy or outcome (``TreatmentRecord/trials`` stays empty).
/// Source: Documentation/Treatment/Derivation.md.
public struct StepDerivation: Sendable {
  /// What provenance calls the rule; the number rises when a step can come out otherwise.
  public static let name = "decision table 4, declared strategies first"

  public let formulary: Formulary
  /// One a scale of the catalogue; NaN where it sets none.
  let remissionCutoffs: [Double]
  public let parameters: DerivationParameters
  let table: DecisionTable
  private var builder: EraBuilder
  /// Places of the eras that open steps.
  private var opening: [Int32] = []
  private var elements: [Int32] = []
  private var members: [Int32] = []
  /// The days on which runs of remission began, by scale; memory of ``startsEpisode(at:_:_:_:)``.
  var runs: [Int32]

  public init(
    _ catalogue: Catalogue, formulary: Formulary, parameters: DerivationParameters = DerivationParameters()
  ) {
    remissionCutoffs = catalogue.scales.map { $0.remissionCutoff ?? .nan }
    runs = catalogue.scales.map { _ in .max }
    self.formulary = formulary
    self.parameters = parameters
    table = DecisionTable(formulary: formulary, parameters: parameters)
    builder = EraBuilder(formulary, parameters)
  }

  /// Writes the patient's road over what the record held.
  public mutating func derive(_ history: PatientHistory, into record: inout TreatmentRecord) {
    record.removeAll()
    builder.build(history, into: &record)
    makeSteps(history, &record)
  }

  /// Writes the road anew on eras that another derivation of the same patient made, which differs in what ``EraBuilder`` does
  /// not look at.
  public mutating func deriveAgain(_ history: PatientHistory, in record: inout TreatmentRecord) {
    record.removeSteps()
    makeSteps(history, &record)
  }

  private mutating func makeSteps(_ history: PatientHistory, _ record: inout TreatmentRecord) {
    addDoseEvents(to: &record)
    // All of these keep their memory from one patient to the next.
    opening.removeAll(keepingCapacity: true)
    for place in record.eras.indices where opensStep(record.eras[place]) { opening.append(Int32(place)) }
    var path = Path()
    swap(&path.elements, &elements)
    path.elements.removeAll(keepingCapacity: true)
    var members: [Int32] = []
    swap(&members, &self.members)
    defer {
      swap(&path.elements, &elements)
      swap(&members, &self.members)
    }
    var place = 0
    while place < opening.count {
      place = bundle(from: place, of: opening, record, into: &members)
      let onset = record.eras[Int(members[0])].start
      if startsEpisode(at: onset, path, record, history) {
        path.episode += path.elements.isEmpty ? 0 : 1
        path.number = 0
        path.elements.removeAll { record.eras[Int($0)].end < onset }
      }
      path.number += 1
      let companions = add(members, opening, path, &record)
      if !companions.isEmpty { opening.removeAll { companions.contains($0) } }
      path.elements.append(contentsOf: members)
      if !companions.isEmpty { path.elements.append(contentsOf: companions) }
      path.lastOnset = onset
      for element in path.elements { path.lastOnset = max(path.lastOnset, record.eras[Int(element)].start) }
    }
    close(&record)
    addProgrammes(to: &record)
    record.events.sort { ($0.day, $0.era) < ($1.day, $1.era) }
  }

  struct Path {
    var episode: Int32 = 1
    var number: Int32 = 0
    /// Every element of the episode so far.
    var elements: [Int32] = []
    var lastOnset = Int32.min
  }

  func opensStep(_ era: Era) -> Bool {
    if era.declared != nil { return true }
    switch era.kind {
    case .covariate, .background, .lifestyle: return false
    default: return true
    }
  }
}
