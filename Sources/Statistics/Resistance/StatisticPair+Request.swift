public import Summaries
public import Treatment

/// A pair reads what its first reads: of use for statistics that read alike.
extension StatisticPair: PageReading where First: PageReading, Second: PageReading {
  public var request: PageRequest {
    precondition(first.request == second.request, "Statistics of one pass read the same columns.")
    return first.request
  }
}
