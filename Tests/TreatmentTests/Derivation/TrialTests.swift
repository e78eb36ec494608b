import Testing
import Treatment

/// Adequacy, outcome and end of trials; expectations were worked by hand from
/// Documentation/Treatment/Trials.md.
@Suite struct TrialTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var drawing: String
    var trials: [String]
    var testDescription: String { name }

    init(_ name: String, _ drawing: String, _ trials: String...) {
      self.name = name
      self.drawing = drawing
      self.trials = trials
    }
  }

  static let adequacy = [
    Example("41 days are too short", "sertraline 1-41 @100\ndata end 99", "sertraline no unknown unknown"),
    Example("42 days are enough", "sertraline 1-42 @100\ndata end 99", "sertraline yes unknown unknown"),
    Example("43 days are enough", "sertraline 1-43 @100\ndata end 99", "sertraline yes unknown unknown"),
    Example(
      "27 days at dose are too few", "sertraline 1-15 @25\nsertraline 16-42 @50\ndata end 99",
      "sertraline no unknown unknown"),
    Example(
      "28 days at dose are enough", "sertraline 1-14 @25\nsertraline 15-42 @50\ndata end 99",
      "sertraline yes unknown unknown"),
    Example(
      "An unknown dose is never adequate", "sertraline 1-200\ndata end 250",
      "sertraline unknown unknown unknown"),
    Example(
      "An unknown dose does not matter where the known days decide",
      "sertraline 1-14\nsertraline 15-42 @50\ndata end 99", "sertraline yes unknown unknown"),
    Example(
      "nor where knowing it could not help", "sertraline 1-30 @25\nsertraline 31-42\ndata end 99",
      "sertraline no unknown unknown"),
    Example(
      "Nothing is taken on the days of a pause", "sertraline 1-20 @50\nsertraline 45-51 @50\ndata end 99",
      "sertraline no unknown unknown"),
    Example(
      "A trial that runs and is young is not known yet", "sertraline 1-… @100\ndata end 41",
      "sertraline unknown unknown ongoing"),
    Example(
      "One that runs for long enough is adequate", "sertraline 1-… @100\ndata end 42",
      "sertraline yes unknown ongoing"),
    Example(
      "Too little supply is inadequate", "sertraline 1-100 @100 %79\ndata end 150",
      "sertraline no unknown unknown"),
    Example(
      "80 % of days supplied are enough", "sertraline 1-100 @100 %80\ndata end 150",
      "sertraline yes unknown unknown"),
    Example(
      "A plasma level in range stands for the dose", "nortriptyline 1-60 @25 ^80\ndata end 99",
      "nortriptyline yes unknown unknown"),
    Example(
      "A level out of range leaves it to the dose", "nortriptyline 1-60 @25 ^40\ndata end 99",
      "nortriptyline no unknown unknown"),
    Example(
      "5 sessions of bilateral ECT are too few", "ECT_BL 1-14 *5\ndata end 99",
      "ECT_BL no unknown intoleranceOrEarlyStop"),
    Example("6 are enough", "ECT_BL 1-14 *6\ndata end 99", "ECT_BL yes unknown unknown"),
    Example("Unknown sessions stay unknown", "ECT_BL 1-29\ndata end 99", "ECT_BL unknown unknown unknown"),
    Example(
      "Lamotrigine needs its six weeks of titration and four at dose",
      "sertraline 1-200 @100\nlamotrigine 60-101 @50\nlamotrigine 102-128 @200\ndata end 250",
      "sertraline yes unknown unknown", "lamotrigine no unknown unknown"),
    Example(
      "and is adequate a day later",
      "sertraline 1-200 @100\nlamotrigine 60-101 @50\nlamotrigine 102-129 @200\ndata end 250",
      "sertraline yes unknown unknown", "lamotrigine yes unknown unknown"),
  ]

  @Test("A trial is adequate, inadequate or unknown", arguments: adequacy)
  func isJudged(_ example: Example) throws {
    #expect(try JudgedHistory(example.drawing).trials == example.trials)
  }

  static let outcomes = [
    Example(
      "A fall by half is a response",
      "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 60 15\ndata end 90",
      "sertraline yes response partial"),
    Example(
      "A smaller fall is none", "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 60 16\ndata end 90",
      "sertraline yes nonresponse nonresponse"),
    Example(
      "A score of 10 is remission",
      "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 60 10\ndata end 90",
      "sertraline yes remission completedRemission"),
    Example(
      "A score before day 28 judges no drug",
      "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 28 29\ndata end 90",
      "sertraline yes unknown unknown"),
    Example(
      "one on day 28 does", "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 29 29\ndata end 90",
      "sertraline yes nonresponse nonresponse"),
    Example(
      "A score a week after the end still is the trial's",
      "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 67 29\ndata end 90",
      "sertraline yes nonresponse nonresponse"),
    Example(
      "one of the eighth day is not",
      "sertraline 1-60 @100\nMADRS scores 1 30\nMADRS scores 68 29\ndata end 90",
      "sertraline yes unknown unknown"),
    Example(
      "A score on the day of the next step is no more the old one's",
      "sertraline 1-60 @100\nvenlafaxine 61-150 @150\nMADRS scores 1 30\nMADRS scores 61 29\ndata end 200",
      "sertraline yes unknown unknown", "venlafaxine yes unknown unknown"),
    Example(
      "A score overrides a code",
      "sertraline 1-60 @100 !nonresponse\nMADRS scores 1 30\nMADRS scores 60 9\ndata end 90",
      "sertraline yes remission completedRemission"),
    Example(
      "Without a score the code counts", "sertraline 1-60 @100 !nonresponse\ndata end 90",
      "sertraline yes nonresponse nonresponse"),
    Example(
      "Intolerance after an adequate trial without response is nonresponse",
      "sertraline 1-60 @100 !intolerance\nMADRS scores 1 30\nMADRS scores 60 28\ndata end 90",
      "sertraline yes nonresponse nonresponse"),
    Example(
      "Intolerance alone is no failure", "sertraline 1-60 @100 !intolerance\ndata end 90",
      "sertraline yes unknown intolerance"),
    Example(
      "A short trial without a score ended by intolerance or early",
      "sertraline 1-27 @100\nMADRS scores 1 30\ndata end 60",
      "sertraline no unknown intoleranceOrEarlyStop"),
    Example(
      "unless a score shows that it did not help",
      "sertraline 1-27 @100\nMADRS scores 1 30\nMADRS scores 20 28\ndata end 60",
      "sertraline no unknown unknown"),
    Example("28 days are not short", "sertraline 1-28 @100\ndata end 60", "sertraline no unknown unknown"),
    Example(
      "A patient not seen for 91 days is lost", "sertraline 1-60 @100\ndata end 151",
      "sertraline yes unknown lost"),
    Example("90 days are no loss", "sertraline 1-60 @100\ndata end 150", "sertraline yes unknown unknown"),
    Example(
      "ECT is judged by the last score after its first session",
      "ECT_BL 1-20 *8\nMADRS scores 0 40\nMADRS scores 10 12\nMADRS scores 27 30\ndata end 60",
      "ECT_BL yes nonresponse nonresponse"),
  ]

  @Test("The last valid score, else the code, says what came of a trial", arguments: outcomes)
  func hasOutcome(_ example: Example) throws {
    #expect(try JudgedHistory(example.drawing).trials == example.trials)
  }

  @Test("A step of several antidepressants is adequate if all of them are")
  func combinationsNeedAll() throws {
    let judged = try JudgedHistory("sertraline 1-60 @100\nmirtazapine 3-20 @30\ndata end 90")
    #expect(judged.record.adequacy(ofStep: 0) == .inadequate)
  }
}
