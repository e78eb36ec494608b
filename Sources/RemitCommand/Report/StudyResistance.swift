import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// A study's question of resistance, which goes through the cohort with the others, and what a cohort that cannot answer it
/// is told.
struct StudyResistance {
  private let asked: ResistanceSpecification
  private let context: RuleContext?
  private let shares: CohortAnswer<ResistanceShares>?
  private let grid: CohortAnswer<SensitivityGrid>?
  private let own: CohortQuestions?
  private(set) var section: ResistanceSection

  /// Puts the question among the others.
  ///
  /// Not: an error where the cohort cannot give it. The section says so in its place.
  init(
    _ asked: ResistanceSpecification, _ parameters: DerivationParameters, of cohort: OpenCohort,
    among questions: CohortQuestions
  ) throws {
    self.asked = asked
    do throws(ResistanceRefusal) {
      let filter = try Self.condition(asked, cohort)
      let steps = try Self.worded { try StatedSteps(of: cohort) }
      let context = try Self.worded { try StudyScale(named: asked.scale).context(of: cohort, parameters) }
      let rules = asked.rules.compactMap(ResistanceRules.named)
      let method = IntervalMethod(rawValue: asked.interval) ?? .wilson
      // A file of steps is read once a question, and this one may refuse rows that the others can use.
      own = steps.areStated ? CohortQuestions() : nil
      shares = (own ?? questions).ask(
        ResistanceShares(
          by: rules, in: context, from: steps.columns, interval: method, level: asked.level, where: filter))
      // Its rates would stand beside the report's own, which are not judged together with them.
      grid =
        asked.grid && !steps.areStated
        ? questions.ask(
          SensitivityGrid(
            in: context, withStrategies: false, interval: method, level: asked.level, where: filter)) : nil
      self.context = context
      section = ResistanceSection(
        definition: [
          "Every rule judges the same patients" + (asked.filter.map { " (\($0))" } ?? "") + ". "
            + context.scaleSentence.replacing("; name one for all with --scale", with: ""),
          (steps.areStated
            ? StatedSteps.sentence
            : "A trial whose dose nobody recorded is never adequate; what that leaves open is counted as possible or cannot be "
              + "told.")
            + " Resistance dates from the day on which it is established, never from the start of the episode.",
        ]
          + (steps.areStated && (asked.grid || !asked.staging.isEmpty) ? [StatedSteps.needsExposures] : []))
    } catch {
      (context, shares, grid, own) = (nil, nil, nil, nil)
      section = ResistanceSection(failure: error.message)
    }
  }

  /// Reads the cohort where the question does not go through it with the others.
  mutating func answer(_ cohort: OpenCohort) async {
    guard let own else { return }
    do { try await cohort.answer(own) } catch {
      section = ResistanceSection(failure: Failure(error).message)
    }
  }

  /// Writes what was found into the results; a cohort without an answer says so.
  mutating func fill(_ results: inout Results) {
    do throws(StatisticError) {
      guard let shares, section.failure == nil else { return }
      results.resistance = try shares.result().staged(by: asked.staging)
      results.sensitivity = try grid?.result()
    } catch {
      section = ResistanceSection(failure: ModelFailure.asKeys(error.description))
    }
  }

  /// The grade of each table; none where there is no answer.
  var grades: [Provenance.Entry] {
    guard section.failure == nil else { return [] }
    return [
      shares.map { .init("resistance", $0.grade.rawValue) },
      grid.map { .init("resistance-grid", $0.grade.rawValue) },
    ]
    .compactMap { $0 }
  }

  /// What was asked, and by which versions.
  var definitions: [Provenance.Entry] {
    let rules = asked.rules.compactMap(ResistanceRules.named)
    return [
      .init("resistance_rules", rules.map { "\($0.id) version \($0.version)" }.joined(separator: ", ")),
      .init("resistance_staging", asked.staging.map(\.rawValue).joined(separator: ", ")),
      .init("resistance_grid", asked.grid ? "yes" : "no"),
      .init("resistance_scale", context?.scaleDefinition ?? ""),
      .init("resistance_where", asked.filter ?? ""),
      .init("resistance_interval", asked.interval), .init("resistance_level", "\(asked.level)"),
      .init("resistance_answer", section.failure == nil ? "yes" : "no"),
    ]
  }
}

/// Why a cohort cannot say who is resistant.
private struct ResistanceRefusal: Error {
  let message: String
}

extension StudyResistance {
  private static func condition(
    _ asked: ResistanceSpecification, _ cohort: OpenCohort
  ) throws(ResistanceRefusal) -> Filter? {
    let filter: Filter?
    do {
      filter = try RatesQuestion(by: "", filter: asked.filter, catalogue: cohort.cohort.catalogue).condition()
    } catch {
      throw ResistanceRefusal(message: Failure(error).message)
    }
    guard filter?.readsSteps ?? false else { return filter }
    throw ResistanceRefusal(
      message:
        "The study's where asks about steps, and resistance is judged for patients. Give resistance a where of its "
        + "own, about covariates of patients.")
  }

  private static func worded<Value>(_ body: () throws -> Value) throws(ResistanceRefusal) -> Value {
    do { return try body() } catch {
      throw ResistanceRefusal(message: Failure(error).message.replacing("--scale", with: "scale"))
    }
  }
}
