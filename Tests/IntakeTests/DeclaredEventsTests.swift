import Foundation
import Summaries
import Synchronization
import TestSupport
import Testing
import Treatment

@testable import Intake

/// Cohorts of events as cohort.yaml may declare them, read in parts, against the same read row by row.
@Suite("Declared cohorts in parts and row by row")
struct DeclaredEventsTests {
  /// What cohort.yaml says, and the files that it says it of.
  struct Form: CustomStringConvertible, Sendable {
    let description: String
    let declaration: String
    let files: @Sendable (inout SplitMix64) -> [String: String]
    var covariates: [CovariateRequest] = []
  }

  private static let ids = (0..<50).map { "p\(100 + $0)" }
  private static let agents = ["sertraline", "venlafaxine", "lithium", "CBT", "ECT_BL", "quetiapine"]

  private static func pick<T>(_ from: [T], _ random: inout SplitMix64) -> T {
    from[Int.random(in: 0..<from.count, using: &random)]
  }

  /// Lines of a file, some a patient.
  private static func table(
    _ header: String, _ random: inout SplitMix64, most: Int = 5,
    _ row: (String, Int, inout SplitMix64) -> String
  ) -> String {
    var lines = [header]
    for id in ids {
      for number in 0..<Int.random(in: 0...most, using: &random) { lines.append(row(id, number, &random)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func exposures(_ random: inout SplitMix64) -> String {
    table("patient_id,agent,start_day,end_day,dose_mg", &random) { id, number, random in
      let start = 60 * number + Int.random(in: 0...20, using: &random)
      return
        "\(id),\(pick(agents, &random)),\(start),\(start + pick([10, 40, 90], &random)),\(pick(["", "50"], &random))"
    }
  }

  private static func assessments(_ random: inout SplitMix64) -> String {
    table("patient_id,day,scale,score", &random, most: 9) { id, number, random in
      "\(id),\(40 * number),\(pick(["MADRS", "PHQ-9"], &random)),\(Int.random(in: 0...27, using: &random))"
    }
  }

  private static func date(_ day: Int) -> String {
    let leap = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (rest, month) = (day % 366, 0)
    while rest >= leap[month] {
      rest -= leap[month]
      month += 1
    }
    return "2024-" + (month < 9 ? "0" : "") + "\(month + 1)-" + (rest < 9 ? "0" : "") + "\(rest + 1)"
  }

  static let forms = [
    Form(
      description: "a table without an end",
      declaration: "exposures: {file: exposures.csv}\nassessments: {file: assessments.csv}\n"
    ) {
      random in
      let text = table("patient_id,agent,start_day", &random) { id, number, random in
        "\(id),\(pick(agents, &random)),\(50 * number)"
      }
      return ["exposures.csv": text, "assessments.csv": assessments(&random)]
    },
    Form(description: "dates", declaration: "dates: iso\n") { random in
      let exposures = table("patient_id,agent,start_date,end_date", &random, most: 4) { id, number, random in
        let start = 80 * number + Int.random(in: 0...9, using: &random)
        return "\(id),\(pick(agents, &random)),\(date(start)),\(pick(["", date(start + 40)], &random))"
      }
      let scores = table("patient_id,date,scale,score", &random, most: 8) { id, number, random in
        "\(id),\(date(40 * number + 3)),MADRS,\(Int.random(in: 0...60, using: &random))"
      }
      var people = "patient_id,entry_date,last_date,first_contact_day,sex\n"
      for id in ids {
        people += "\(id),\(pick(["", date(5)], &random)),\(pick(["", date(365)], &random)),"
        people += "\(pick(["", "-30"], &random)),\(pick(["f", "m"], &random))\n"
      }
      return ["exposures.csv": exposures, "assessments.csv": scores, "patients.csv": people]
    },
    Form(
      description: "value maps, constants, covariates by other names",
      declaration: """
        patients:
          file: people.csv
          columns: {patient_id: subject}
          constants: {entry_day: 1}
          covariates:
            sex: {column: gender, type: text, values: {1: female, 2: male, otherwise: ""}}
            years: {column: age, type: number}
            psychotic: text
          values:
            psychosis:
              present: {psychotic: "yes"}
              absent: {psychotic: "no"}
              otherwise: {psychotic: unknown}
        exposures:
          file: drugs.csv
          columns: {patient_id: subject, start_day: from, end_day: to}
          constants: {indication: depression}
          values:
            drug:
              S: {agent: sertraline}
              V: {agent: venlafaxine, route: oral}
              "-": {}
              otherwise: {agent: CBT}
        assessments:
          file: scores.csv
          columns: {patient_id: subject}
          constants: {scale: MADRS}
          values:
            visit:
              base: {day: 0}
              week6: {day: 42}
              week12: {day: 84}
        """,
      files: { random in
        let drugs = table("subject,drug,from,to", &random) { id, number, random in
          "\(id),\(pick(["S", "V", "-", "other"], &random)),\(60 * number),\(60 * number + 50)"
        }
        let scores = table("subject,visit,score", &random, most: 3) { id, number, random in
          "\(id),\(["base", "week6", "week12"][number]),\(pick(["", "9", "30", "41"], &random))"
        }
        var people = "subject,gender,age,psychosis\n"
        for id in ids {
          people += "\(id),\(pick(["1", "2", "9", ""], &random)),\(pick(["", "40", "51.5"], &random)),"
          people += "\(pick(["present", "absent", ""], &random))\n"
        }
        return ["drugs.csv": drugs, "scores.csv": scores, "people.csv": people]
      },
      covariates: [
        CovariateRequest("sex", as: .text), CovariateRequest("years", as: .number),
        CovariateRequest("psychotic", as: .text),
      ]),
    Form(
      description: "one wide file for everything, its patients' rows repeated",
      declaration: """
        patients: {file: all.csv, columns: {patient_id: subject}, repeated: true, covariates: {site: text}}
        exposures:
          file: all.csv
          columns: {patient_id: subject, agent: drug, start_day: start}
        assessments:
          file: all.csv
          columns: {patient_id: subject}
          wide:
            first: {scale: MADRS, day: 0}
            second: {scale: MADRS, day: 42}
            self: {scale: PHQ9, day: 42}
        """,
      files: { random in
        var text = "subject,site,drug,start,first,second,self\n"
        for id in ids {
          let site = pick(["A", "B"], &random)
          text +=
            "\(id),\(site),\(pick(agents, &random)),0,\(pick(["", "30"], &random)),12,\(pick(["", "9"], &random))\n"
        }
        return ["all.csv": text]
      }, covariates: [CovariateRequest("site", as: .text)]),
    Form(
      description: "semicolons, decimal commas, codes for what is missing",
      declaration: """
        exposures: {file: exposures.csv, delimiter: ";", decimal: ",", missing: [NA, "-9"]}
        assessments: {file: assessments.csv, delimiter: ";", missing: ["-9"]}
        """
    ) { random in
      let text = table("patient_id;agent;start_day;end_day;dose_mg", &random) { id, number, random in
        "\(id);\(pick(agents, &random));\(60 * number);\(pick(["NA", "\(60 * number + 30)"], &random));"
          + pick(["-9", "37,5", "NA"], &random)
      }
      let scores = table("patient_id;day;scale;score", &random) { id, number, random in
        "\(id);\(30 * number);MADRS;\(pick(["-9", "20", "8"], &random))"
      }
      return ["exposures.csv": text, "assessments.csv": scores]
    },
  ]

  /// How the files of a form come to the reader.
  enum Shape: CaseIterable { case sorted, shuffled, compressed }

  private static func written(_ form: Form, _ shape: Shape, _ random: inout SplitMix64) throws
    -> WrittenCohort
  {
    var files = form.files(&random)
    if shape == .shuffled {
      files = files.mapValues { text in
        var lines = text.split(separator: "\n")
        let header = lines.removeFirst()
        lines.shuffle(using: &random)
        return ([header] + lines).joined(separator: "\n") + "\n"
      }
    }
    let written = try WrittenCohort([:])
    var declaration = form.declaration
    for (name, text) in files {
      guard shape == .compressed else {
        try written.folder.write(text, to: name)
        continue
      }
      try written.folder.write(gzip(text), to: name + ".gz")
      if declaration.contains(name) {
        declaration = declaration.replacing(name, with: name + ".gz")
      } else {
        let kind = name.replacing(".csv", with: "")
        declaration += "\(kind): {file: \(name).gz}\n"
      }
    }
    try written.folder.write(declaration, to: "cohort.yaml")
    return written
  }

  @Test("Every form, sorted, shuffled and compressed, gives the pages that its rows give", arguments: forms)
  func agreement(form: Form) async throws {
    for shape in Shape.allCases {
      for seed in UInt64(1)...4 {
        var random = SplitMix64(seed: seed)
        let written = try Self.written(form, shape, &random)
        let request = PageRequest(
          columns: [.agents, .days, .assessments, .entry, .last, .episode], covariates: form.covariates)
        let slow = try CSVCohort(at: written.folder.path, options: IntakeOptions(patientsPerPage: 7))
        slow.known.withLock { $0.needsRows = true }
        let rows = try await slow.read(CollectedRows(request))
        var options = IntakeOptions(threads: 2, patientsPerPage: 7)
        options.partBytes = 300
        let quick = try CSVCohort(at: written.folder.path, options: options)
        let parts = try await quick.read(CollectedRows(request))
        #expect(!quick.known.withLock { $0.needsRows }, "\(form), \(shape), seed \(seed): read row by row")
        #expect(parts.summary == rows.summary, "\(form), \(shape), seed \(seed)")
        #expect(
          parts.attrition.files == rows.attrition.files
            && parts.attrition.repeated == rows.attrition.repeated,
          "\(form), \(shape), seed \(seed)")
        #expect(try quick.scales() == slow.scales())
        var (one, other) = (try await quick.validate(), try await slow.validate())
        (one.attrition, other.attrition) = (Attrition(), Attrition())
        #expect(String(describing: one) == String(describing: other), "\(form), \(shape), seed \(seed)")
      }
    }
  }

  @Test("A declared table of exposures without an end has treatments that run on, as the text says")
  func withoutEnd() async throws {
    let written = try WrittenCohort([
      "cohort.yaml": "exposures: {file: exposures.csv}\n",
      "exposures.csv": "patient_id,agent,start_day\np1,sertraline,0\np2,venlafaxine,3\n",
      "assessments.csv": "patient_id,day,scale,score\np1,0,MADRS,30\np2,50,MADRS,9\n",
    ])
    let rows = try await written.read().rows
    // Each runs to its patient's last day: that of the last score, or its own start (F1, F2).
    #expect(rows.count == 2)
    #expect(rows.contains { $0.contains("sertraline") && $0.contains("0...0") })
    #expect(rows.contains { $0.contains("venlafaxine") && $0.contains("3...50") })
  }
}

/// What a wrong column of patients makes of a cohort: one patient for everybody.
@Suite("A patient of very many rows")
struct LongPatientTests {
  private static let count = 10_001

  private static func cohort(_ kind: String, sorted: Bool) throws -> WrittenCohort {
    var lines: [String] = []
    for number in 0..<count {
      lines.append(
        kind == "steps"
          ? "siteA,1,\(number + 1),FIRST_LINE,sertraline,\(number),\(number),MADRS,30,20"
          : "siteA,sertraline,\(2 * number),\(2 * number)")
    }
    lines.append(kind == "steps" ? "siteB,1,1,FIRST_LINE,sertraline,0,9,MADRS,30,20" : "siteB,lithium,0,9")
    if !sorted { lines.swapAt(0, lines.count - 1) }
    let header =
      kind == "steps"
      ? "patient_id,episode,step,strategy,agents,start_day,end_day,scale,score_start,score_end"
      : "patient_id,agent,start_day,end_day"
    var files = [kind + ".csv": ([header] + lines).joined(separator: "\n") + "\n"]
    if kind != "steps" { files["assessments.csv"] = "patient_id,day,scale,score\nsiteB,0,MADRS,30\n" }
    return try WrittenCohort(files)
  }

  @Test(
    "is told once, by the column's name and without the number of rows, however the file is read",
    arguments: [("exposures", true), ("exposures", false), ("steps", true), ("steps", false)])
  func told(_ kind: String, _ sorted: Bool) async throws {
    let written = try Self.cohort(kind, sorted: sorted)
    for byRows in [false, true] {
      let told = Mutex<[IntakeOptions.Notice]>([])
      let options = IntakeOptions(threads: 2, notice: { notice in told.withLock { $0.append(notice) } })
      let cohort = try CSVCohort(at: written.folder.path, options: options)
      if byRows {
        cohort.known.withLock {
          $0.needsRows = true
          $0.isUnsorted = true
        }
      }
      _ = try await cohort.read(CountedRows())
      _ = try await cohort.read(CountedRows())
      let long = told.withLock { $0 }.filter { $0 == .longPatient(file: kind + ".csv", column: "patient_id") }
      #expect(long.count == 1)
      #expect(long.first?.description.contains("is 'patient_id' the right column?") == true)
    }
  }
}

/// How many rows there are, and no more.
private struct CountedRows: Statistic, PageReading {
  struct Summary: Mergeable {
    var rows = 0
    mutating func merge(_ other: Summary) { rows += other.rows }
  }

  var request: PageRequest { PageRequest() }
  var empty: Summary { Summary() }
  func add(_ page: PatientPage, to summary: inout Summary) { summary.rows += page.rows.count }
  func finish(_ summary: Summary) throws(StatisticError) -> Int { summary.rows }
}
