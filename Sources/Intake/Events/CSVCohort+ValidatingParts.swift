internal import Synchronization
internal import Treatment

extension CSVCohort {
  /// The validation of a cohort of events in parts; `nil` where anything is wrong with it or stands twice, which the reading
  /// row by row then says in full.
  func validateParts(_ threshold: Int) async throws(IntakeError) -> CohortValidation? {
    guard isRaw else { return nil }
    var counts = counts
    do throws(IntakeError) {
      guard let cohort = try eventCohort(for: counts.request) else { return nil }
      let scales = try scaleNumbers()
      // Steps are counted on one scale, and on any one where there are no scores.
      counts.scale = catalogue.scales[scales.first ?? 0].id
      var result = CohortValidation()
      for table in declaration.tables {
        guard let own = cohort.tables.first(where: { $0.table == table }),
          let summary = try await own.summary(threads: options.threads)
        else { return nil }
        result.files.append(summary)
      }
      guard let (summary, attrition) = try await readParts(counts), attrition.repeated.isEmpty else {
        return nil
      }
      result.attrition = attrition
      result.take(summary, counts, threshold, scales: scales, catalogue)
      return result
    } catch .refused {
      return nil
    } catch .notInCohort {
      return nil
    }
  }
}
