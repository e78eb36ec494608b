import Testing
import Treatment

/// What was settled after the first use of the tool on cohorts as clinics have them: F35 to F43 of
/// Documentation/Treatment/README.md, by hand.
@Suite("Rules settled after use")
struct SettledAfterUseTests {
  @Test("A row that stands twice is one record: 75 mg stay 75 mg (F43)")
  func repeatedRow() throws {
    let once = try JudgedHistory("venlafaxine 1-80 @75\nMADRS scores 1 30\nMADRS scores 78 29\ndata end 120")
    let twice = try JudgedHistory(
      "venlafaxine 1-80 @75\nvenlafaxine 1-80 @75\nMADRS scores 1 30\nMADRS scores 78 29\ndata end 120")
    #expect(twice.trials == once.trials)
  }

  static let strengths = [
    ("Different strengths of one day add", "venlafaxine 1-80 @75\nvenlafaxine 1-80 @150", [225.0]),
    (
      "The same strength with another end stands once, for the longer time",
      "venlafaxine 1-80 @75\nvenlafaxine 1-40 @75", [75.0]
    ),
    (
      "A strength that ends earlier adds until then", "venlafaxine 1-80 @150\nvenlafaxine 1-40 @75",
      [225.0, 150.0]
    ),
    (
      "Two of three rows that are one record",
      "venlafaxine 1-80 @75\nvenlafaxine 1-80 @75\nvenlafaxine 1-80 @37.5", [112.5]
    ),
    ("Overlaps of other days take the maximum", "venlafaxine 1-80 @75\nvenlafaxine 20-60 @75", [75.0]),
  ]

  @Test("Strengths of one day", arguments: strengths)
  func doses(name: String, drawing: String, expected: [Double]) throws {
    let record = try DrawnHistory(drawing).derived()
    #expect(record.segments.map(\.dose) == expected, "\(name)")
  }

  @Test("A course of ECT whose rows stand twice has its sessions once (F43)")
  func repeatedSessions() throws {
    let twice = try JudgedHistory("ECT_BL 1-14 *5\nECT_BL 1-14 *5\ndata end 99")
    #expect(twice.trials == ["ECT_BL no unknown intoleranceOrEarlyStop"])
  }

  @Test("Remission comes before an early stop, and a complete course with a response before both (F35)")
  func ends() throws {
    let remitted = try JudgedHistory("ECT_BL 1-25 *3\nMADRS scores 0 34\nMADRS scores 25 8\ndata end 99")
    #expect(remitted.trials == ["ECT_BL no remission completedRemission"])
    let responded = try JudgedHistory("ECT_BL 1-25 *8\nMADRS scores 0 34\nMADRS scores 25 16\ndata end 99")
    #expect(responded.trials == ["ECT_BL yes response partial"])
  }

  static let warnings = [
    ("An antidepressant 13 days after an MAOI", "phenelzine 1-60 @60\nsertraline 73-150", true),
    ("and 14 days after it", "phenelzine 1-60 @60\nsertraline 74-150", false),
    ("An MAOI 13 days after an antidepressant", "sertraline 1-60\nphenelzine 73-150 @60", true),
    ("and 14 days after it", "sertraline 1-60\nphenelzine 74-150 @60", false),
    ("An MAOI beside an antidepressant", "sertraline 1-200\nphenelzine 100-150 @60", true),
    ("An MAOI 34 days after fluoxetine", "fluoxetine 1-60\nphenelzine 94-150 @60", true),
    ("and 35 days after it", "fluoxetine 1-60\nphenelzine 95-150 @60", false),
    (
      "An antidepressant 34 days after fluoxetine is no matter of MAOIs",
      "fluoxetine 1-60\nsertraline 94-150", false
    ),
  ]

  @Test("MAOIs are warned of in both orders (F39)", arguments: warnings)
  func monoamineOxidase(name: String, drawing: String, isWarned: Bool) throws {
    let record = try DrawnHistory(drawing).derived()
    #expect(try #require(record.steps.last).tags.contains(.dataWarning) == isWarned, "\(name)")
  }

  @Test(
    "An overlap that the data end cuts is open, whether that end is stated, blank or the last day of a row (F42)"
  )
  func cutOverlap() throws {
    for drawing in [
      "sertraline 1-…\nvenlafaxine 100-…\ndata end 110",
      "sertraline 1-110\nvenlafaxine 100-110\ndata end 110",
      "sertraline 1-110\nvenlafaxine 100-110",
    ] {
      #expect(
        try DrawnHistory(drawing).steps() == [
          "S04 FIRST_LINE sertraline 1-99", "S21 UNDETERMINED venlafaxine+sertraline 100-110",
        ], "\(drawing)")
    }
  }

  @Test("The data end is a day that a file states, before day 0 as after it (F1, F42)")
  func endBeforeZero() throws {
    let before = try DrawnHistory("sertraline ~100-~10 @100\nvenlafaxine ~20-~10 @150")
    #expect(before.history.dataEnd == -10)
    #expect(
      before.steps() == [
        "S04 FIRST_LINE sertraline -100--21", "S21 UNDETERMINED venlafaxine+sertraline -20--10",
      ])
    var stated = before.history
    stated.entryDay = 0
    #expect(stated.dataEnd == 0)
  }

  @Test("A trial that was over before entry keeps every score that tells of it, entry's own among them")
  func overBeforeEntry() throws {
    // Day -4 is entry's start, and shows a fall of less than a half; day 6 lies at the end + 7.
    let drawing =
      "venlafaxine ~20-~1 @150\nHAMD17 scores -18 20\nHAMD17 scores -4 19\nHAMD17 scores 6 9\ndata end 90"
    #expect(try JudgedHistory(drawing, on: "HAMD17").trials == ["venlafaxine no unknown unknown"])
  }
}
