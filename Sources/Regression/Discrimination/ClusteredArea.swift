/// The variance of an area under the ROC curve whose rows come in clusters.
///
///     var = S10 / M + S01 / N + 2 S11 / (M N)
///     S10 = I10 / ((I10 - 1) M) Σ a²,   S01 = I01 / ((I01 - 1) N) Σ b²,   S11 = I / (I - 1) Σ a b
///
/// with, of each cluster, `a = Σ V10 - m AUC` over its m events and `b = Σ V01 - n AUC` over its n others; M and N are all events
/// and others; I10, I01 and I count the clusters with events, with others, and all.
///
/// Grade: canonical.
/// Not: DeLong's to the last digit where each row is its own cluster, though the same number.
/// Source: Obuchowski (1997), "Nonparametric analysis of clustered ROC curve data" (cited from memory). Held to DeLong's limits of
/// the rows unrepeated, and to `Datasets/reference/clustered-area`.
struct ClusteredArea {
  /// A row of the data, in the order of the predictions.
  struct Member {
    var cluster: Int32
    var events: Double
    var others: Double
  }

  /// `nil` where fewer than two clusters have events, or others.
  let variance: Double?

  init(_ discrimination: Discrimination, area: Double) {
    struct Sums {
      var events = 0.0
      var others = 0.0
      var above = 0.0
      var below = 0.0
    }
    let (m, n) = (discrimination.events, discrimination.others)
    var place: [Int32: Int] = [:]
    var sums: [Sums] = []
    var (eventsBelow, othersBelow) = (0.0, 0.0)
    for tie in discrimination.ties {
      let v10 = (othersBelow + tie.others / 2) / n
      let v01 = (m - eventsBelow - tie.events / 2) / m
      for member in discrimination.members[tie.places] {
        let found = place[member.cluster] ?? sums.count
        if found == sums.count {
          place[member.cluster] = found
          sums.append(Sums())
        }
        sums[found].events += member.events
        sums[found].others += member.others
        sums[found].above += member.events * v10
        sums[found].below += member.others * v01
      }
      eventsBelow += tie.events
      othersBelow += tie.others
    }
    let withEvents = Double(sums.count { $0.events > 0 })
    let withOthers = Double(sums.count { $0.others > 0 })
    let all = Double(sums.count)
    guard withEvents > 1, withOthers > 1 else {
      variance = nil
      return
    }
    var (squaresOfEvents, squaresOfOthers, products) = (0.0, 0.0, 0.0)
    for cluster in sums {
      let a = cluster.above - cluster.events * area
      let b = cluster.below - cluster.others * area
      squaresOfEvents += a * a
      squaresOfOthers += b * b
      products += a * b
    }
    let s10 = withEvents / ((withEvents - 1) * m) * squaresOfEvents
    let s01 = withOthers / ((withOthers - 1) * n) * squaresOfOthers
    let s11 = all / (all - 1) * products
    variance = max(0, s10 / m + s01 / n + 2 * s11 / (m * n))
  }
}
