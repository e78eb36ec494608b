import Foundation
import Testing
import Treatment

@testable import Intake

/// The expected counts were given with the data set and counted again from the published CSV files by a script that
/// shares nothing with Remit (`Datasets/check_numbers.py` repeats it on the bundle).
@Suite("The MIMIC-IV demo in OMOP")
struct MIMICDemoTests {
  static let path = RealCohortTests.datasets + "mimic-iv-demo-omop"

  /// One patient as the cohort's own reading gives it.
  struct Patient {
    var antidepressants: Set<String>
    var hasKnownDose: Bool
    var history: PatientHistory
  }

  private func patients(_ cohort: CSVCohort) throws -> [Patient] {
    var result: [Patient] = []
    _ = try cohort.derivePatients {
      result = []
    } _: { patient in
      let agents = patient.history.exposures.map { cohort.catalogue.agents[Int($0.agent)] }
      result.append(
        Patient(
          antidepressants: Set(agents.filter { $0.role == "antidepressant" }.map(\.name)),
          hasKnownDose: patient.history.exposures.contains { !$0.dose.isNaN }, history: patient.history))
    }
    return result
  }

  @Test(
    "Of 100 patients 46 had an antidepressant, 28 another than trazodone; 14 had two, 8 without trazodone")
  func antidepressants() throws {
    let patients = try patients(CSVCohort(at: Self.path))
    let others = patients.map { $0.antidepressants.subtracting(["trazodone"]) }
    #expect(patients.count == 100)
    #expect(patients.count { !$0.antidepressants.isEmpty } == 46)
    #expect(others.count { !$0.isEmpty } == 28)
    #expect(patients.count { $0.antidepressants.count >= 2 } == 14)
    #expect(others.count { $0.count >= 2 } == 8)
    #expect(patients.count { $0.antidepressants.contains("trazodone") } == 29)
    #expect(patients.count { $0.antidepressants.contains("mirtazapine") } == 8)
  }

  @Test("21 patients had a code of depression, 16 of them an antidepressant, and the covariate says which")
  func depression() async throws {
    let cohort = try CSVCohort(at: Self.path)
    let summary = try #require(cohort.omopSummary)
    #expect(summary.withDepressionCode == 21)
    #expect(summary.withDepressionCodeAndAntidepressant == 16)
    let request = PageRequest(columns: [], covariates: [CovariateRequest("depression_code", as: .text)])
    let (rows, _) = try await cohort.read(CollectedRows(request))
    #expect(rows.patients.count { $0.hasPrefix("yes ") } == 21)
    #expect(rows.patients.count { $0.hasPrefix("no ") } == 79)
  }

  @Test("No dose can be had, so every dose is unknown, and the adequacy of every trial is unknown or no")
  func doses() throws {
    let cohort = try CSVCohort(at: Self.path)
    #expect(try patients(cohort).allSatisfy { !$0.hasKnownDose })
    let summary = try #require(cohort.omopSummary)
    #expect(summary.drugCourses > 0 && summary.drugCoursesWithDose == 0)
    let judge = TrialJudge(
      RuleContext(catalogue: cohort.catalogue, formulary: Formulary(cohort.catalogue)))
    var steps = 0
    var trials: [Adequacy: Int] = [:]
    _ = try cohort.derivePatients {
      steps = 0
      trials = [:]
    } _: { patient in
      var record = patient.record
      judge.judge(patient.history, into: &record)
      for trial in record.trials { trials[trial.adequacy, default: 0] += 1 }
      steps += patient.record.steps.count
      for segment in patient.record.segments { #expect(segment.dose.isNaN) }
    }
    #expect(steps > 46)
    #expect(trials[.adequate] == nil && (trials[.inadequate] ?? 0) > 0 && (trials[.unknown] ?? 0) > 0)
  }

  @Test("Day 0 is the first antidepressant's start, and nothing starts after the last observation")
  func days() throws {
    for patient in try patients(CSVCohort(at: Self.path)) {
      let last = try #require(patient.history.lastDay)
      #expect(patient.history.exposures.allSatisfy { Int($0.startDay) <= last })
      guard !patient.antidepressants.isEmpty else { continue }
      let starts = patient.history.exposures.filter {
        Catalogue.bundled.agents[Int($0.agent)].role == "antidepressant"
      }
      #expect(starts.map(\.startDay).min() == 0)
    }
  }

  @Test("Tables that are not there and concepts without mapping are told, by concept")
  func told() throws {
    let summary = try #require(CSVCohort(at: Self.path).omopSummary)
    #expect(summary.missing == [.drugStrength, .measurement, .conceptAncestor])
    #expect(summary.unmapped == [OMOPSummary.Unmapped(table: .drugExposure, concept: 0, rows: 546)])
    #expect(summary.tables.first { $0.table == .drugEra }?.rows == 7931)
    #expect(!summary.vocabularyCoversDrugs)
    let text = summary.sentences.joined(separator: "\n")
    #expect(text.contains("measurement (no scores are known)"))
    #expect(text.contains("drug_exposure: rows whose concept has no mapping: 546, concepts: 1"))
  }

  @Test("A validation is sound and counts what the reading counts")
  func validation() async throws {
    let found = try await CSVCohort(at: Self.path).validate()
    #expect(found.isSound)
    #expect(found.patients == 100 && found.patientsWithoutScore == 100)
    #expect(found.steps > 46 && found.scales.isEmpty && found.files.isEmpty)
    #expect(found.omop?.withAntidepressant == 46)
    #expect(found.attrition.files["drug_era.csv.gz"]?.all == 7931)
  }

  @Test("The number of threads and the window change nothing")
  func stable() async throws {
    func rows(_ options: IntakeOptions) async throws -> CollectedRows.Summary {
      let request = PageRequest(
        scales: ["PHQ9"], columns: [.agents, .days],
        covariates: [CovariateRequest("age", as: .number), CovariateRequest("sex", as: .text)])
      return try await CSVCohort(at: Self.path, options: options).read(CollectedRows(request)).summary
    }
    let first = try await rows(IntakeOptions())
    #expect(!first.rows.isEmpty)
    #expect(first == (try await rows(IntakeOptions(threads: 4, windowBytes: 700, patientsPerPage: 7))))
  }
}
