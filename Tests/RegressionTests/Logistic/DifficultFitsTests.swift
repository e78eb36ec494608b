import Foundation
import TestSupport
import Testing
import Treatment

@testable import Regression

@Suite("Fits that were once refused or wrong")
struct DifficultFitsTests {
  private func expected(_ name: String) throws -> [String: [String: Double]] {
    var result: [String: [String: Double]] = [:]
    for row in try referenceRows("difficult-fits/expected.csv") where row["case"] == name {
      let value = try #require(row["value"].flatMap(Double.init))
      result[row["quantity"] ?? "", default: [:]][row["term"] ?? ""] = value
    }
    return result
  }

  /// A file of the folder as a table; columns that hold numbers only are numbers.
  private func design(_ name: String, _ formula: String) throws -> Design {
    let rows = try referenceRows("difficult-fits/\(name).csv")
    let columns = try #require(rows.first).keys.sorted().map { column in
      let cells = rows.map { $0[column] ?? "" }
      let numbers = cells.compactMap(Double.init)
      if numbers.count == cells.count { return FlatColumn(column, .numbers(numbers)) }
      let levels = Set(cells).sorted()
      return FlatColumn(
        column,
        .texts(codes: cells.map { Int32(levels.firstIndex(of: $0) ?? 0) }, levels: levels))
    }
    let table = FlatTable(columns, rowCount: rows.count, knownNames: columns.map(\.name))
    return try table.design(try Formula(parsing: formula)).design
  }

  /// Who computed the expected numbers: R 4.2.2 with Hmisc's spline basis, `difficult-fits/make.R`.
  @Test(
    "Splines of skewed predictors fit, with R's estimates, errors, likelihood and test",
    arguments: ["rcs-1", "rcs-2"])
  func splines(name: String) throws {
    let known = try expected(name)
    let result = try LogisticRegression(options()).fit(try design(name, "y ~ rcs(x, 5)"))
    let close = Tolerance(relative: 2e-6, reason: "R's own fit of these columns, whose condition is 1e9")
    for term in result.terms {
      #expect(close.admits(term.estimate, for: try #require(known["estimate"]?[term.term])), "\(term)")
      #expect(close.admits(term.standardError, for: try #require(known["std_error"]?[term.term])), "\(term)")
    }
    let exact = Tolerance(relative: 1e-9, reason: "likelihoods do not depend on the condition")
    #expect(exact.admits(result.summary.logLikelihood, for: try #require(known["log_likelihood"]?[""])))
    #expect(
      exact.admits(try #require(result.tests.first?.likelihoodRatio), for: try #require(known["lr"]?[""])))
  }

  static let firthCases = [
    ("firth-profile", "y ~ x + I(x^2)"), ("one-row-level", "y ~ g"),
    ("flat-maximum", "y ~ g + age + sex + baseline"),
  ]

  /// Who computed the expected numbers: R's `optim` and `uniroot`, `difficult-fits/make.R`.
  @Test("Firth's estimates, likelihood and profile limits are R's", arguments: firthCases)
  func firth(name: String, formula: String) throws {
    let known = try expected(name)
    let result = try LogisticRegression(
      options {
        $0.method = .firth
        $0.interval = .profile
      }
    ).fit(try design(name, formula))
    let close = Tolerance(absolute: 1e-9, relative: 1e-6, reason: "R's optim and uniroot end at some 1e-7")
    for term in result.terms {
      #expect(close.admits(term.estimate, for: try #require(known["estimate"]?[term.term])), "\(term)")
      #expect(close.admits(term.confLow, for: try #require(known["conf_low"]?[term.term])), "\(term)")
      #expect(close.admits(term.confHigh, for: try #require(known["conf_high"]?[term.term])), "\(term)")
    }
    let top = try #require(known["penalised_log_likelihood"]?[""])
    #expect(close.admits(try #require(result.summary.penalisedLogLikelihood), for: top))
  }

  @Test("At every limit of a profile twice the drop of the likelihood is the quantile within 1e-8")
  func drops() throws {
    let promised = Tolerance(absolute: 1e-8, reason: "where the search for a limit ends")
    for method in RegressionOptions.Method.allCases {
      for seed in 1...25 as ClosedRange<UInt64> {
        let design = DrawnDesign.design(rows: 15 + Int(seed) * 3, width: 3, seed: seed)
        let wanted = options {
          $0.method = method
          $0.interval = .profile
        }
        guard let fit = try? LogisticFit(design, wanted) else {
          // Drawn rows may be separated; Firth's fit must be there all the same.
          #expect(method == .ml)
          continue
        }
        let z = 1.959_963_984_540_054
        for place in fit.choice.kept.indices {
          let functional = fit.choice.functional(of: place)
          let profile = ProfileInterval(
            rows: fit.rows, penalised: method == .firth, maximum: fit.maximum, functional: functional, z: z)
          for side in [-1.0, 1] {
            let limit = try profile.limit(side)
            let restricted = RestrictedMaximum(
              rows: fit.rows, penalised: method == .firth, conditions: Conditions(rows: [functional]))
            let there = try #require(restricted.maximum(at: [limit], from: fit.maximum))
            #expect(promised.admits(2 * (fit.maximum.objective - there.objective), for: z * z))
          }
        }
      }
    }
  }
}
