import TestSupport
import Testing

@testable import Treatment

@Suite("Reading a filter")
struct FilterParsingTests {
  @Test(
    "A filter is printed in one canonical spelling",
    arguments: [
      ("group == MDD", "group == MDD"), ("  group=='MDD' ", "group == MDD"), ("age>=30.0", "age >= 30"),
      ("a == 1 and b == x or not c is missing", "a == 1 and b == x or not c is missing"),
      ("((a == 1))", "a == 1"), ("a == 1 and (b == 2 and c == 3)", "a == 1 and b == 2 and c == 3"),
      ("(a == 1 or b == 2) and c == 3", "(a == 1 or b == 2) and c == 3"),
      ("not (a == 1 and b == 2)", "not (a == 1 and b == 2)"), ("not not a == 1", "not not a == 1"),
      ("site in (A,'B b', 'O''Hara')", "site in (A, 'B b', 'O''Hara')"), ("step in (1,2)", "step in (1, 2)"),
      ("x is not missing", "x is not missing"), ("code == '30'", "code == '30'"),
      ("'my column' == 'and'", "'my column' == 'and'"), ("x == -1.5e3", "x == -1500"),
      ("arm == sertraline+lithium", "arm == sertraline+lithium"), ("w == nan", "w == nan"),
      ("visit == bdi.2m", "visit == bdi.2m"), ("'not' == 5", "'not' == 5"), ("x == 'a=b'", "x == 'a=b'"),
    ])
  func canonical(text: String, expected: String) throws {
    let filter = try Filter(parsing: text)
    #expect(filter.description == expected)
    #expect(try Filter(parsing: filter.description) == filter)
  }

  @Test(
    "A mistake is named by its column and by what was expected",
    arguments: [
      ("", 1, "the name of a column"), ("group = MDD", 7, "'=='"),
      ("group == MDD and", 17, "the name of a column"),
      ("group MDD", 7, "one of =="), ("(a == 1", 8, "')'"), ("a == 1)", 7, "'and', 'or' or the end"),
      ("a == 1 b == 2", 8, "'and', 'or' or the end"), ("a == 'x", 6, "a closing '"),
      ("a ==", 5, "a value"), ("a < b", 5, "an unquoted number after <"),
      ("a < '3'", 5, "an unquoted number"),
      ("a in 1, 2", 6, "'('"), ("a in (1 2)", 9, "',' or ')'"), ("a in ()", 7, "a value"),
      ("a in (1, x)", 10, "values of one kind"), ("a is", 5, "'missing' or 'not missing'"),
      ("a is not 3", 10, "'missing'"), ("a ! b", 3, "'!='"), ("a == and", 6, "is a word of the grammar"),
      ("step == first", 9, "an unquoted number ('step' is a number)"), ("a == ''", 6, "'name is missing'"),
      ("strategy == 5", 13, "a word or a 'quoted' text ('strategy' is a text)"),
      ("a == 'x' AND b == 1", 10, "'and'"),
      ("age > 30 and age == young", 21, "'age' as a number, as at column 1 (quote its numbers"),
      ("age == '30' or age < 20", 22, "'age' as a text, as at column 1"), ("== 1", 1, "the name of a column"),
      ("é == 'ü' x", 10, "'and'"),
    ])
  func mistakes(text: String, column: Int, expected: String) throws {
    let error = try #require(throws: TreatmentError.self) { try Filter(parsing: text) }
    guard case .doesNotParse(let found, let place, let wanted) = error else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(found == text)
    #expect(place == column)
    #expect(wanted.contains(expected))
  }

  @Test("The message points at the mistake")
  func caret() throws {
    let error = try #require(throws: TreatmentError.self) { try Filter(parsing: "group = MDD") }
    #expect(
      error.description
        == "Expected '==' to compare, with two signs at column 7 of:\n  group = MDD\n        ^")
  }

  @Test("Nesting deeper than anybody writes is refused, not a crash")
  func deep() {
    #expect(throws: TreatmentError.self) {
      try Filter(parsing: String(repeating: "(", count: 100_000) + "a == 1")
    }
    #expect(throws: TreatmentError.self) {
      try Filter(parsing: String(repeating: "not ", count: 100_000) + "a == 1")
    }
    #expect(throws: Never.self) {
      try Filter(parsing: String(repeating: "(", count: 50) + "a == 1" + String(repeating: ")", count: 50))
    }
  }

  @Test("Reading what was printed gives the same filter", arguments: 1...300 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let filter = Filter(SeededCondition.condition(depth: 4, &generator))
    let again = try Filter(parsing: filter.description)
    #expect(again == filter)
    #expect(again.description == filter.description)
  }

  @Test("A filter reads the columns that it names, each covariate once and in one kind")
  func reads() throws {
    let filter = try Filter(
      parsing:
        "age is missing or age > 30 and (site == A or site is missing) and agent == sertraline and start_day > 3"
    )
    #expect(filter.reads.columns == [.agents, .days])
    #expect(
      filter.reads.covariates == [CovariateRequest("age", as: .number), CovariateRequest("site", as: .text)])
    #expect(filter.readsSteps)
    let plain = try Filter(parsing: "strategy == X and step > 1 and scale == MADRS and baseline > 20")
    #expect(plain.reads.columns == [])
    #expect(plain.reads.covariates == [])
    #expect(try Filter(parsing: "episode == 1").reads.columns == .episode)
    #expect(
      try Filter(parsing: "prior_failures >= 2").reads.covariates == [
        CovariateRequest("prior_failures", as: .number)
      ])
    #expect(try !Filter(parsing: "age > 3 or not site == A").readsSteps)
  }
}

/// Conditions of every shape, in the form that parsing gives.
enum SeededCondition {
  static let texts = ["A", "B b", "O'Hara", "30", "and", "-", "=<(", "1e5", "nan", "é", "a\nb", "''", "x,y"]
  static let numbers: [Double] = [0, 1, 2, 30, 49.5, -1, 0.1, 1e-7, 1e300, .leastNonzeroMagnitude, -2.5]

  static func condition(depth: Int, _ generator: inout SplitMix64) -> Filter.Condition {
    guard depth > 0, generator.happens(70) else { return comparison(&generator) }
    if generator.happens(30) { return .not(condition(depth: depth - 1, &generator)) }
    let count = Int.random(in: 2...3, using: &generator)
    let all = generator.happens(50)
    var parts: [Filter.Condition] = []
    for _ in 0..<count { parts.append(condition(depth: depth - 1, &generator)) }
    return .joined(parts, all: all)
  }

  private static func comparison(_ generator: inout SplitMix64) -> Filter.Condition {
    let names: [Filter.Name] = [
      .strategy, .step, .episode, .agent, .agents, .scale, .startDay, .endDay, .baseline,
      .covariate("site", .text), .covariate("age", .number), .covariate("prior_failures", .text),
    ]
    let name = names[Int.random(in: 0..<names.count, using: &generator)]
    if generator.happens(20) {
      // Alone, `is missing` reads a covariate as text; a number elsewhere would settle it otherwise.
      if name != .covariate("age", .number) { return .missing(name, generator.happens(50)) }
    }
    func number(_ generator: inout SplitMix64) -> Double {
      numbers[Int.random(in: 0..<numbers.count, using: &generator)]
    }
    func text(_ generator: inout SplitMix64) -> String {
      if name == .strategy, generator.happens(70) { return SeededPage.strategies[0] }
      if name == .scale, generator.happens(70) { return "hamd-6" }
      if name == .agent, generator.happens(70) { return generator.happens(50) ? "zoloft" : "PLACEBO" }
      if name == .agents, generator.happens(70) { return "Lustral+lithium" }
      if name == .covariate("prior_failures", .text), generator.happens(70) { return "1" }
      return texts[Int.random(in: 0..<texts.count, using: &generator)]
    }
    let isList = generator.happens(30)
    switch name.kind {
    case .number where isList: return .numbers(name, [number(&generator), number(&generator)])
    case .number:
      let all = Filter.Comparison.allCases
      return .number(name, all[Int.random(in: 0..<all.count, using: &generator)], number(&generator))
    case .text where isList: return .texts(name, [text(&generator), text(&generator)])
    case .text: return .text(name, equal: generator.happens(50), text(&generator))
    }
  }
}
