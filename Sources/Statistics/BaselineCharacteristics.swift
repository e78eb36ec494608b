public import Summaries
public import Treatment

/// What the patients of each arm were like when they came: means and medians of numbers, counts of texts.
///
/// The arm of a patient is that of the patient's first step. Patients without a step that the filter keeps are in
/// no column; the flow counts them. A covariate is a number or a text as the caller says. The scores asked for are
/// those that the patient's first step started from. A number is told by its median where it is skewed over all patients, else by
/// its mean; of each covariate comes the largest standardised difference between two arms.
///
/// Shapes: a row a number, a row a level of a text (numbers ascending, then texts), and a row of missing values
/// where there are any; columns are the arms and, last, everyone.
/// Grade: exact (counts, means, quartiles); canonical (skewness, standardised differences)
/// Not: a test of balance between arms.
/// Throws: ``StatisticError/noRows(wanted:)``, ``StatisticError/tooManyLevels(of:limit:numeric:)``
public struct BaselineCharacteristics: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = BaselineTable

  /// The heading of the last column.
  public static let everyone = "everyone"

  public let covariates: [CovariateRequest]
  /// Identifiers of scales.
  public let scores: [String]
  public let arm: GroupKey
  public let filter: Filter?
  /// By covariate, the levels that stand together because too few patients have them.
  public let pools: [String: LevelPool]

  public init(
    of covariates: [CovariateRequest], scores: [String] = [], arm: GroupKey, where filter: Filter? = nil,
    pooling pools: [String: LevelPool] = [:]
  ) {
    self.pools = pools
    self.covariates = covariates
    self.scores = scores
    self.arm = arm
    self.filter = filter
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scores.isEmpty ? nil : scores, columns: .episode)
    request.read(([], covariates))
    request.read(arm.reads)
    if let filter { request.read(filter.reads) }
    return request
  }

  public struct Summary: Mergeable {
    struct Level: Hashable, Comparable, Codable {
      var arm: String
      var covariate: Int
      var text: String

      static func < (a: Level, b: Level) -> Bool {
        (a.arm, a.covariate, a.text) < (b.arm, b.covariate, b.text)
      }
    }

    struct Number: Hashable, Comparable, Codable {
      var arm: String
      var covariate: Int

      static func < (a: Number, b: Number) -> Bool { (a.arm, a.covariate) < (b.arm, b.covariate) }
    }

    var patients = Tally<String>()
    /// Texts; the empty one counts missing values, of numbers too.
    var levels = Tally<Level>()
    var numbers = KeyedSums<Number, NumberCounts>()

    public mutating func merge(_ other: Summary) {
      patients.merge(other.patients)
      levels.merge(other.levels)
      numbers.merge(other.numbers)
    }
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    let selection = RowSelection(page, scales: nil, where: filter)
    let arms = arm.codes(in: page, baseline: .step)
    let columns = covariates.map { covariate in
      page.request.covariates.firstIndex(of: covariate).map { page.patientCovariates[$0] }
    }
    let scales = scores.map { page.catalogue.scale(named: $0) ?? -1 }
    for patient in 0..<page.patientCount {
      guard let first = selection.rows(of: patient).first else { continue }
      let arm = page.vocabulary.text(of: arms[first])
      summary.patients.add(arm)
      for (place, column) in columns.enumerated() {
        func count(_ text: String) { summary.levels.add(.init(arm: arm, covariate: place, text: text)) }
        switch column {
        case .text(let codes):
          let text = page.vocabulary.text(of: codes[patient])
          count(pools[covariates[place].name]?.name(of: text) ?? text)
        case .number(let values) where values[patient].isNaN: count("")
        case .number(let values):
          summary.numbers.update(.init(arm: arm, covariate: place), default: NumberCounts()) {
            $0.add(values[patient])
          }
        case nil: preconditionFailure("The page was not asked for the covariates.")
        }
      }
      for (number, scale) in scales.enumerated() {
        let place = covariates.count + number
        let row = selection.rows(of: patient).first { Int(page.rows.scale[$0]) == scale }
        if let score = row.map({ page.rows.baseline[$0] }), !score.isNaN {
          summary.numbers.update(.init(arm: arm, covariate: place), default: NumberCounts()) { $0.add(score) }
        } else {
          summary.levels.add(.init(arm: arm, covariate: place, text: ""))
        }
      }
    }
  }
}
