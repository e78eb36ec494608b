import Testing

@testable import Regression

@Suite("Reading a formula")
struct FormulaParsingTests {
  @Test(
    "Terms are multiplied out as R's terms() does",
    arguments: [
      ("y ~ a*b", "a, b, a:b"), ("y ~ b:a + a", "a, b:a"), ("y ~ a + b + a", "a, b"),
      ("y ~ (a+b+c)^2", "a, b, c, a:b, a:c, b:c"),
      ("y ~ a*b*c - a:b:c", "a, b, c, a:b, a:c, b:c"), ("y ~ a/b", "a, a:b"), ("y ~ a*b - a", "b, a:b"),
      ("y ~ a:a", "a"), ("y ~ (a + b):c", "a:c, b:c"), ("y ~ a + I( age ^2 )", "a, I(age^2)"),
      ("y ~ relevel( x , ref='b' )", "relevel(x, ref = \"b\")"),
      ("y ~ poly(x,2,raw=TRUE)", "poly(x, 2, raw = TRUE)"),
      ("y ~ `my var` + rcs(x,c(1,2.50,3))", "`my var`, rcs(x, c(1, 2.5, 3))"),
      ("y ~ a + offset(log(b))", "a"),
      ("y ~ 1", ""), ("y ~ I(a/b*2) + log(a , 2)", "I(a/b * 2), log(a, 2)"), ("y ~ a**2", "a"),
      ("y ~ (a * b)", "a, b, a:b"),
    ])
  func terms(text: String, expected: String) throws {
    #expect(try Formula(parsing: text).termLabels.joined(separator: ", ") == expected)
  }

  @Test(
    "The intercept goes and comes as in R",
    arguments: [
      ("y ~ a", true), ("y ~ a - 1", false), ("y ~ 0 + a", false), ("y ~ -1 + a", false),
      ("y ~ a + 0 + 1", true),
      ("y ~ a - 0", true), ("y ~ a - (b + 1)", false), ("y ~ a - 1 + 1", true),
    ])
  func intercept(text: String, expected: Bool) throws {
    #expect(try Formula(parsing: text).hasIntercept == expected)
  }

  @Test("It knows the columns that it reads, each once")
  func columns() throws {
    let formula = try Formula(
      parsing: "cbind(events, total - events) ~ age*sex + I(age^2) + offset(log(days)) + factor(`a site`)")
    #expect(formula.columns == ["events", "total", "age", "sex", "a site", "days"])
  }

  @Test(
    "What does not parse is shown with its place",
    arguments: [
      (
        "y ~ age + + ",
        """
        Expected a term before the end at column 13 of:
          y ~ age + + 
                      ^
        """
      ),
      (
        "y ~ age sex",
        """
        Expected a sign (+ - * : ^) between two terms at column 9 of:
          y ~ age sex
                  ^
        """
      ),
      (
        "y ~ log(age",
        """
        Expected ',' or ')' for the '(' at column 8 at column 12 of:
          y ~ log(age
                     ^
        """
      ),
      (
        "y = age",
        """
        Expected a sign (+ - * : ^ ~) between two terms at column 3 of:
          y = age
            ^
        """
      ),
      (
        "y ~ spline(age, 4)",
        """
        Expected one of the functions I, abs, exp, factor, log, log10, log1p, log2, offset, poly, rcs, relevel, sqrt \
        at column 5 of:
          y ~ spline(age, 4)
              ^
        """
      ),
      (
        "y ~ rcss(age, 4)",
        """
        Expected one of the functions I, abs, exp, factor, log, log10, log1p, log2, offset, poly, rcs, relevel, sqrt; \
        the nearest is 'rcs' at column 5 of:
          y ~ rcss(age, 4)
              ^
        """
      ),
      (
        "y ~ rcs(age, 2)",
        """
        Expected a whole number from 3 to 10 at column 14 of:
          y ~ rcs(age, 2)
                       ^
        """
      ),
      (
        "y ~ age + 2",
        """
        Expected a term, or 1 or 0 for the intercept at column 11 of:
          y ~ age + 2
                    ^
        """
      ),
      (
        "y ~ age + y",
        """
        Expected a predictor that is not the outcome itself at column 11 of:
          y ~ age + y
                    ^
        """
      ),
      (
        "y ~ dose mg%",
        """
        Expected a term, or a sign of the formula (a name with other signs is written `in backquotes`) at column 12 of:
          y ~ dose mg%
                     ^
        """
      ),
      (
        "y ~ (age + sex",
        """
        Expected ')' for the '(' at column 5 at column 15 of:
          y ~ (age + sex
                        ^
        """
      ),
      (
        "y ~ relevel(sex, ref = M)",
        """
        Expected relevel(column, ref = 'level') with the level in quotes at column 5 of:
          y ~ relevel(sex, ref = M)
              ^
        """
      ),
    ])
  func mistakes(text: String, expected: String) {
    do throws(DesignError) {
      _ = try Formula(parsing: text)
      Issue.record("'\(text)' was read.")
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test(
    "Other formulas that say nothing are refused, each at its place",
    arguments: [
      ("", 1), ("~ age", 1), ("y", 2), ("y ~", 4), ("y ~ .", 5), ("y ~ a ~ b", 7), ("y ~ a)", 6),
      ("y ~ a:1", 7), ("y ~ a*offset(b)", 7),
      ("y ~ a^0", 7), ("y ~ a^b", 7), ("y ~ 'a'", 5), ("y ~ `a", 5), ("y ~ log()", 5), ("y ~ log(a, -2)", 12),
      ("y ~ I(poly(a, 2))", 7),
      ("y ~ I(a:b)", 8), ("y ~ poly(a, 2.5)", 13), ("y ~ rcs(a, c(1, 2))", 12), ("cbind(a) ~ b", 1),
      ("spline(y) ~ b", 1), ("y ~ a = 2", 7),
      ("y ~ 3x", 5), ("y ~ a & ", 9), ("y ~ - offset(a)", 7),
    ])
  func refused(text: String, column: Int) {
    do throws(DesignError) {
      _ = try Formula(parsing: text)
      Issue.record("'\(text)' was read.")
    } catch .doesNotParse(_, let found, _) {
      #expect(found == column, "\(text)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("A formula that is nested too deep is refused, and no stack ends")
  func deep() {
    let text = "y ~ " + String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000)
    #expect(throws: DesignError.self) { try Formula(parsing: text) }
    let power = "y ~ (" + (0..<40).map { "v\($0)" }.joined(separator: "+") + ")^9"
    #expect(throws: DesignError.self) { try Formula(parsing: power) }
  }

  @Test(
    "Numbers are spelled as R spells them",
    arguments: [
      (1.0, "1"), (0.5, "0.5"), (1e5, "1e+05"), (123456.0, "123456"), (1e-5, "1e-05"), (0.0001, "1e-04"),
      (0.0012, "0.0012"), (1.5e10, "1.5e+10"),
      (100.25, "100.25"), (0.1, "0.1"), (1e15, "1e+15"), (-2.5, "-2.5"), (1e300, "1e+300"), (100, "100"),
      (12000, "12000"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(FormulaText.number(value) == expected)
  }

  @Test(
    "An expression that was printed reads back to the same expression",
    arguments: [
      "I(a^-1 + -b*(c - 2)/3)", "log(a + 1, 2)", "relevel(factor(x), ref = \"it's \\\"b\\\"\")",
      "`a b` > 2 & !(c == \"x\")", "poly(a, 2, raw = TRUE)",
    ])
  func printed(text: String) throws {
    let node = try FormulaParser.expression(text)
    #expect(try FormulaParser.expression(node.text).text == node.text)
  }
}
