public import Statistics

extension PathwayTable: ReportedResult {
  static let entry = 6

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> PathwayRegister {
    let everyone = [earlier.first(BaselineRegister.self)?.everyone].compactMap { $0 }
    return PathwayRegister(
      self, PathwayListing(self, leastPatients: audit.minCellCount),
      beside: earlier.first(RateRegister.self) ?? RateRegister(),
      patients: everyone + (earlier.first(FlowRegister.self)?.patients ?? []), in: &audit)
  }

  func shown(_ protection: Protection<PathwayRegister>, in run: DisclosureRun) -> SuppressedPathways {
    var shown = disclosed(protection, in: run)
    shown.names = run.results.names
    return shown
  }

  private func disclosed(
    _ protection: Protection<PathwayRegister>, in run: DisclosureRun
  ) -> SuppressedPathways {
    switch protection {
    case .open:
      return SuppressedPathways(self, PathwayListing(self, leastPatients: 1), disclosure: run.disclosure)
    case .hiding(let audit, let register):
      var shown = SuppressedPathways(self, register.listing, disclosure: run.disclosure)
      shown.hide(audit, register)
      return shown
    case .rounding:
      var shown = SuppressedPathways(
        self, PathwayListing(self, leastPatients: Rounding.mostHidden + 1), disclosure: run.disclosure)
      shown.round(run.recomputation)
      return shown
    }
  }
}

extension Results {
  public var pathways: PathwayTable? {
    get { self[PathwayTable.self] }
    set { self[PathwayTable.self] = newValue }
  }
}

extension SuppressedResults {
  public var pathways: SuppressedPathways? { part(SuppressedPathways.self) }
}

extension Disclosure {
  /// What may be shown of pathways alone, beside totals that the run prints.
  public func applied(
    to pathways: PathwayTable, knownTotals: [Int] = [],
    recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedPathways? {
    var results = Results(level: pathways.level, knownTotals: knownTotals)
    results.pathways = pathways
    return applied(to: results, recomputing: recomputation).pathways
  }
}
