internal import Synchronization
internal import Treatment

extension CSVCohort {
  /// The validation of a cohort of events in parts; `nil` where anything is wrong with it, or much stands twice, which the
  /// reading row by row then says in full.
  func validateParts(_ threshold: Int) async throws(IntakeError) -> CohortValidation? {
    guard isRaw, omop == nil else { return nil }
    var counts = counts
    do throws(IntakeError) {
      guard let cohort = try await eventCohort(for: counts.request) else { return nil }
      let scales = try await scaleNumbers(of: cohort)
      // Steps are counted on one scale, and on any one where there are no scores.
      counts.scale = catalogue.scales[scales.first ?? 0].id
      var result = CohortValidation()
      let kept = KeptSummary(counts)
      guard let read = try await readParts([kept], describesColumns: true),
        read.attrition.repeated.values.reduce(0, +) <= EventMerge.mostOffsets
      else { return nil }
      for table in declaration.tables {
        guard let own = cohort.tables.firstIndex(where: { $0.table == table }) else { return nil }
        // One summary a file, whatever tables it stands for.
        if declaration.tables.first(where: { $0.path == table.path }) != table { continue }
        result.files.append(
          FileSummary(name: table.file, rows: read.rows[own], columns: read.columns[own]))
      }
      result.attrition = read.attrition
      for (table, offsets) in zip(cohort.tables, read.repeatedOffsets) where !offsets.isEmpty {
        // Lines of a copy are not those of the file.
        guard table.rows.copy == nil else { return nil }
        result.repeatedRows += try table.lines(at: offsets).map {
          InputIssue.repeatedRecord(file: table.table.file, line: $0)
        }
      }
      result.repeatedRows.sort()
      result.take(kept.summary, counts, threshold, scales: scales, catalogue)
      return result
    } catch .refused {
      return nil
    } catch .notInCohort {
      return nil
    }
  }
}
