import Testing
import Treatment

@Suite("Filters that hold each other")
struct FilterNestingTests {
  @Test(
    "a filter is part of another where each condition of that is met by its own words",
    arguments: [
      ("sex == f and age >= 40", "sex == f", true), ("age > 50", "age >= 40", true),
      ("age >= 50", "age > 50", false), ("age <= 30", "age < 31", true), ("age == 40", "age <= 40", true),
      ("sex == f", "sex in (f, m)", true), ("sex in (f, m)", "sex == f", false),
      ("sex == f", "sex == f or age > 40", true), ("sex == f or age > 40", "sex == f", false),
      ("sex == f", "sex == m", false), ("age > 50", "dose > 40", false),
    ])
  func isPart(narrow: String, wide: String, expected: Bool) throws {
    #expect(try Filter(parsing: narrow).isPart(of: Filter(parsing: wide)) == expected)
  }
}
