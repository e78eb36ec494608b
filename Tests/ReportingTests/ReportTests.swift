import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Reports")
struct ReportTests {
  /// Every number in a text that stands alone: digits with at most one point, not part of a word.
  private func numbers(in text: String) -> Set<String> {
    var found: Set<String> = []
    var current = ""
    for character in text + " " {
      if character.isNumber || (character == "." && !current.isEmpty) {
        current.append(character)
      } else {
        while current.hasSuffix(".") { current.removeLast() }
        if !current.isEmpty { found.insert(current) }
        current = ""
      }
    }
    return found
  }

  @Test("two renders of one content are the same bytes")
  func deterministic() {
    #expect(Report(Drawn.content).files == Report(Drawn.content).files)
  }

  @Test("a report is these files, each once")
  func fileList() {
    #expect(
      Report(Drawn.content).files.map(\.path) == [
        "report.html", "report.md", "report.ipynb", "report.qmd", "tables/baseline.csv", "tables/rates.csv",
        "tables/differences.csv", "tables/trajectories.csv", "tables/cumulative.csv", "tables/flow.csv",
        "datapackage.json", "summarised_result.csv", "figures/key-rates.svg",
        "figures/cumulative-madrs.svg", "figures/flow.svg",
        "figures/differences.svg",
        "figures/trajectories-madrs.svg", "methods.md", "methods.tex", "results.md", "results.tex",
        "provenance.json",
      ])
  }

  /// Results whose hidden counts are numbers that occur nowhere else, so that they can be searched for.
  private var marked: ReportContent {
    var content = Drawn.content
    let rows = [
      Drawn.rate(["lithium"], n: 40_007, events: 40_003, limits: [0.77711, 0.77722, 0.77733, 0.77744]),
      Drawn.rate(["placebo"], n: 30_011, events: 14_401, limits: [0.46, 0.49, 0.45, 0.5]),
      Drawn.rate(["thyroid hormone"], patients: 3, steps: 20_021, noBaseline: 40, n: 19_981, events: 9_901),
    ]
    content.results.rates = [
      Drawn.table(["agent"], rows), Drawn.table([], [Drawn.rate([], n: 89_999, events: 64_305)]),
    ]
    content.results.baseline = nil
    content.results.cumulative = []
    content.results.differences[0].firstEvents = 40_003
    content.results.differences[0].firstN = 40_007
    content.results.differences[0].estimate = 0.88811
    content.results.differences[0].confLow = 0.88822
    content.results.differences[0].confHigh = 0.88833
    return content
  }

  @Test("no file shows a hidden count, rate, limit or mean, in any rounding")
  func nothingHiddenIsShown() {
    let files = Report(marked).files
    // Hidden counts with their complements, and the hidden trajectory point of the drawn content.
    let counts = ["40003", "9901", "19981", "20021", "10080", "20061"]
    let rates: [Double] = [
      40_003.0 / 40_007, 9_901.0 / 19_981, 0.77711, 0.77722, 0.77733, 0.77744, 0.88811, 0.88822, 0.88833,
    ]
    var forbidden = Set(counts + ["23.456", "23.46", "23.5", "21.1", "25.7"])
    for rate in rates {
      forbidden.insert(rate.description)
      for decimals in 1...4 {
        forbidden.insert(NumberText.fixed(rate, decimals: decimals + 1))
        // 100.0 and 50.0 would be marks of an axis.
        let percent = NumberText.percent(rate, decimals: decimals)
        if !["100.0", "100.00", "50.0"].contains(percent) { forbidden.insert(percent) }
      }
    }
    for file in files {
      #expect(numbersShown(in: file).isDisjoint(with: forbidden), "\(file.path) shows a hidden number")
    }
    // The search would find them: without a rule they are all over the files.
    var open = marked
    open.disclosure = .none(reason: "drawn")
    let found = Report(open).files.reduce(into: Set<String>()) { $0.formUnion(numbersShown(in: $1)) }
    #expect(found.isSuperset(of: counts.prefix(4) + ["23.456", "0.77711", "0.88811", "88.8"]))
  }

  /// Coordinates are numbers of the drawing; its texts are what it says.
  private func numbersShown(in file: ReportFile) -> Set<String> {
    numbers(
      in: file.path.hasSuffix(".csv") || file.path.hasSuffix(".md") ? file.text : visibleText(of: file.text))
  }

  /// What stands between tags.
  private func visibleText(of markup: String) -> String {
    var text = ""
    var inTag = false
    for character in markup {
      switch character {
      case "<": inTag = true
      case ">":
        inTag = false
        text += " "
      default: if !inTag { text.append(character) }
      }
    }
    return text
  }

  @Test("a figure draws the same whatever a hidden value is")
  func figuresDoNotKnow() {
    func figures(_ hiddenEvents: Int, _ mean: Double) -> [ReportFile] {
      var content = Drawn.content
      content.results.rates[0].rows[4].events = hiddenEvents
      content.results.rates[0].rows[4].estimate = Double(hiddenEvents) / 52
      content.results.rates[0].rows[4].confLow = 0.01 * Double(hiddenEvents)
      content.results.trajectories[3].mean = mean
      content.results.trajectories[3].confLow = mean - 1
      return Report(content).files
    }
    #expect(figures(3, 23.456) == figures(2, 5))
    #expect(figures(3, 23.456) != figures(13, 5))
  }

  @Test("text from data cannot become markup, script or attributes anywhere")
  func escaping() {
    let attack = "<script>alert(1)</script>\"' onload='x"
    var content = Drawn.content
    content.title = attack
    content.question = attack
    content.cohort = [attack]
    content.notes = [attack]
    content.sources = [attack]
    content.limitations = [attack]
    content.rateHeadings = [attack]
    content.maskedAgents = [attack]
    content.definitions = [
      ReportContent.Definition(term: attack, text: attack, source: attack, provenance: attack)
    ]
    content.results.rates[0].by = [attack]
    for row in content.results.rates[0].rows.indices {
      content.results.rates[0].rows[row].group = [attack + "\(row % 2)"]
      content.results.rates[0].rows[row].scale = attack
    }
    content.results.flow?.stages[1].rule = attack
    content.results.baseline?.arms[0] = attack
    content.results.baseline?.rows[0].name = attack
    content.results.differences[0].first = attack
    content.results.trajectories[0].arm = attack
    content.results.cumulative[0].scale = attack
    // Code holds texts as they are, and `NotebookTests` looks at what a notebook shows.
    let bare = [".csv", ".json", ".ipynb"]
    for file in Report(content).files where !bare.contains(where: file.path.hasSuffix) {
      #expect(!file.text.contains("<script"), "\(file.path) holds the tag")
      if !file.path.hasSuffix("md") {
        #expect(!file.text.contains("\"' onload"), "\(file.path) holds the quote")
      }
    }
  }

  @Test("every tag of the page and of the figures is closed, in order")
  func wellFormed() {
    let void: Set<String> = ["meta", "!doctype", "?xml"]
    for file in Report(Drawn.content).files where file.path.hasSuffix(".svg") || file.path.hasSuffix(".html")
    {
      var open: [String] = []
      for piece in file.text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
        let tag = piece.prefix { $0 != ">" }
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" || $0 == "/" && tag.first == "/" }.lowercased()
        if tag.hasSuffix("/") || void.contains(name) { continue }
        if name.hasPrefix("/") {
          #expect(open.popLast() == String(name.dropFirst()), "\(file.path)")
        } else {
          open.append(name)
        }
      }
      #expect(open.isEmpty, "\(file.path)")
    }
  }

  @Test("the page needs no network: nothing is loaded from anywhere")
  func selfContained() {
    let page = Report(Drawn.content).files[0].text
    for word in ["<script", "<link", "<img", "src=", "url(", "@import", "href=\"http"] {
      #expect(!page.contains(word), "the page holds \(word)")
    }
  }

  @Test("identifiers of the page are unique")
  func identifiers() {
    let page = Report(Drawn.content).files[0].text
    let ids = page.split(separator: " id=\"", omittingEmptySubsequences: false).dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test("provenance is JSON with its members in a fixed order")
  func provenance() {
    #expect(
      Report(Drawn.content).files.last?.text == """
        {
          "format": 1,
          "inputs": [
            {"file": "patients.csv", "sha256": "00ff", "rows": 131}
          ],
          "definitions": {
            "endpoint": "28±7"
          },
          "versions": {
            "remit": "0.1.0"
          },
          "blas_kernel": "Generic",
          "seed": null,
          "grade": "exact"
        }

        """)
  }

  @Test("rates as CSV have the columns of the contract, in order")
  func rateColumns() {
    let csv = Report(Drawn.content).files.first { $0.path == "tables/rates.csv" }?.text
    #expect(
      csv == """
        agent,outcome,baseline,scale,endpoint,missing,interval,patients,steps,no_baseline,n,events,estimate,conf_low,conf_high,robust_low,robust_high,suppressed
        lithium,response,step,MADRS,28±7,observed,wilson,60,66,6,52,23,0.4423076923076923,0.316,0.577,0.31,0.585,
        placebo,response,step,MADRS,28±7,observed,wilson,60,66,6,48,13,0.2708333333333333,0.166,0.41,0.163,0.415,
        lithium,response,step,MADRS,28±7,worst-case,wilson,60,66,6,60,23,0.38333333333333336,0.271,0.51,0.265,0.517,
        placebo,response,step,MADRS,28±7,worst-case,wilson,60,66,6,60,13,0.21666666666666667,0.131,0.336,0.128,0.341,
        lithium,remission,step,MADRS,28±7,observed,wilson,60,66,6,52,,,,,,,primary
        placebo,remission,step,MADRS,28±7,observed,wilson,60,66,6,48,7,0.14583333333333334,0.072,0.272,0.07,0.277,

        """)
  }

  @Test("a scale among the groups is not repeated, and a step is a number")
  func scaleOnce() {
    let rates = Drawn.table(["scale", "step"], [Drawn.rate(["MADRS", "2"], n: 30, events: 10)])
    let shown = Disclosure.none(reason: "drawn").applied(to: Results(rates: [rates])).rates[0]
    #expect(shown.table.columns.count { $0.name == "scale" } == 1)
    let row = "\"scale\": \"MADRS\", \"step\": 2, \"outcome\": \"response\""
    #expect(shown.rendered(as: .json).contains(row))
  }

  @Test("findings name denominators and limits, say what the limits include, and hide what is hidden")
  func findings() {
    let report = Report(Drawn.content)
    #expect(
      report.firstPage.findings.map(\.plain) == [
        "lithium − placebo · response on MADRS, day 28±7: +17.1 points (95 % CI −1.8 to +34.3); the limits include no difference."
      ])
    var content = Drawn.content
    content.results.differences = []
    #expect(
      Report(content).firstPage.findings.first?.plain
        == "At the score nearest to day 28, 44 % (23 of 52; 32 to 58 %) responded with lithium and 27 % (13 of 48; 17 to 41 %) with "
        + "placebo.")
    // Remission with lithium is hidden: no sentence sums what would give it back.
    content.results.rates[0].rows.removeFirst(4)
    let remission = Report(content).firstPage
    #expect(
      remission.findings.map(\.plain).joined().contains("15 % (7 of 48; 7 to 27 %) remitted with placebo"))
    #expect(!remission.findings.map(\.plain).joined().contains("lithium"))
  }

  @Test("every number of a finding leads to a place on the page")
  func links() {
    var content = Drawn.content
    content.results.differences = []
    let page = Report(content).files[0].text
    let targets = page.split(separator: "href=\"#").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    #expect(targets.contains { $0.hasPrefix("rates-response-madrs-step-row-") })
    for target in targets { #expect(page.contains(" id=\"\(target)\""), "\(target)") }
  }

  @Test("strategies stand in clinical order and in words, a study's own label before the catalogue's")
  func names() {
    let codes = ["AUGMENT_AAP", "ECT", "FIRST_LINE", "SWITCH_OUT"]
    let rows = codes.map { Drawn.rate([$0], n: 40, events: 10) }
    var results = Results(rates: [Drawn.table(["strategy"], rows)])
    results.names = ReportNames(
      columns: ["strategy": "Treatment"], levels: ["strategy": ["ECT": "ECT, any placement"]])
    let report = Report(ReportContent(title: "Names", results: results, disclosure: .none(reason: "drawn")))
    let table = report.shown.rates[0]
    let section = table.sections[0]
    #expect(section.groups.map(\.[0]) == ["FIRST_LINE", "SWITCH_OUT", "AUGMENT_AAP", "ECT"])
    let summary = table.summary(of: section, caption: "")
    #expect(summary.columns[0].heading == "Treatment")
    #expect(
      summary.rows.map { $0[0] } == [
        .text("First treatment"), .text("Switch to another class"),
        .text("Augmentation with an antipsychotic"), .text("ECT, any placement"),
      ])
    // Files keep the codes, in the table's own order.
    let csv = report.files.first { $0.path == "tables/rates.csv" }?.text ?? ""
    #expect(csv.contains("\nAUGMENT_AAP,response") && !csv.contains("Augmentation"))
  }

  @Test("limitations follow from design and data")
  func limitations() {
    var content = Drawn.content
    let randomised = Report(content).files[1].text
    #expect(!randomised.contains("not an effect of treatment"))
    #expect(randomised.contains("8 of 60 steps from which response on MADRS can be judged have no endpoint"))
    #expect(randomised.contains("lithium (66 steps of 60 patients)"))
    #expect(randomised.contains("1 of 6 rows of rates are hidden"))
    #expect(randomised.contains("No remission is given on BDI"))
    content.design = .cohort
    #expect(Report(content).files[1].text.contains("is not an effect of treatment"))
    content.design = .crossover
    #expect(Report(content).files[1].text.contains("carry over"))
  }
}
