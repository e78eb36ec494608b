import LinearAlgebra
import Regression
import Summaries
import Synchronization

// How often 95 % intervals hold the truth that the data were drawn from.
//
//     coverage [replications]      prints Benchmarks/COVERAGE.md

let replications = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5000

/// SplitMix64; each replication has a seed of its own, so the order of the work does not matter.
struct Draw {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }
}

struct Setting: Sendable {
  var name: String
  var truth: [Double]
  var band: (Double, Double)
  var options: RegressionOptions
  var draw: @Sendable (inout Draw, [Double]) -> Design
}

@Sendable func design(_ x: [Double], _ y: [Double], _ width: Int, clusters: [Int32] = []) -> Design {
  Design(
    columns: ["(Intercept)"] + (1..<width).map { "x\($0)" }, assignment: Array(-1..<(width - 1)),
    terms: (1..<width).map { "x\($0)" }, count: y.count, x: x, y: y, clusters: clusters)
}

/// A normal, a 0/1 and a uniform column; independent rows.
@Sendable func independent(_ draw: inout Draw, _ truth: [Double], _ n: Int) -> Design {
  var x: [Double] = []
  var y: [Double] = []
  for _ in 0..<n {
    let row = [1, draw.normal(), draw.uniform() < 0.4 ? 1 : 0, draw.uniform() * 2 - 1].prefix(truth.count)
    x += row
    y.append(draw.uniform() < LogisticFunction.mean(zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 }) ? 1 : 0)
  }
  return design(x, y, truth.count)
}

/// Patients of 1 to 6 steps whose outcomes hang together by a Gaussian copula, so that the truth is the marginal one.
@Sendable func clustered(_ draw: inout Draw, _ truth: [Double], patients: Int = 200) -> Design {
  var x: [Double] = []
  var y: [Double] = []
  var clusters: [Int32] = []
  for patient in 0..<patients {
    let shared = draw.normal()
    let own = draw.normal()
    for _ in 0..<(1 + Int(draw.uniform() * 6)) {
      let row = [1, own, draw.uniform() < 0.4 ? 1 : 0]
      let latent = 0.5.squareRoot() * shared + 0.5.squareRoot() * draw.normal()
      let mean = LogisticFunction.mean(zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 })
      x += row
      y.append(NormalDistribution.cumulative(latent) < mean ? 1 : 0)
      clusters.append(Int32(patient))
    }
  }
  return design(x, y, truth.count, clusters: clusters)
}

func options(_ change: (inout RegressionOptions) -> Void) -> RegressionOptions {
  var result = RegressionOptions()
  result.wantsTests = false
  result.allowsFewEvents = true
  change(&result)
  return result
}

/// A number with two decimals, always two.
func twoDecimals(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}

let settings = [
  Setting(
    name: "ML, Wald, n = 500", truth: [-0.5, 0.5, -0.7, 0.4], band: (94, 96),
    options: options { $0.interval = .wald },
    draw: { independent(&$0, $1, 500) }),
  Setting(
    name: "ML, profile, n = 500", truth: [-0.5, 0.5, -0.7, 0.4], band: (94, 96),
    options: options { $0.interval = .profile }, draw: { independent(&$0, $1, 500) }),
  Setting(
    name: "Firth, profile, n = 60, rare events", truth: [-2.2, 0.6, 0.8], band: (93.5, 98.5),
    options: options {
      $0.method = .firth
      $0.interval = .profile
    }, draw: { independent(&$0, $1, 60) }),
  Setting(
    name: "Sandwich CR1, 200 patients of 1-6 steps", truth: [-0.3, 0.5, 0.6], band: (93.5, 96),
    options: options { $0.standardErrors = .cr1 }, draw: { clustered(&$0, $1) }),
  Setting(
    name: "Model's errors on the same clusters (for contrast)", truth: [-0.3, 0.5, 0.6], band: (0, 100),
    options: options { _ in }, draw: { clustered(&$0, $1) }),
  Setting(
    name: "CR1 with t(G - 1), 20 patients of 1-6 steps", truth: [-0.3, 0.5, 0.6], band: (0, 100),
    options: options { $0.standardErrors = .cr1 }, draw: { clustered(&$0, $1, patients: 20) }),
  Setting(
    name: "CR2 with Satterthwaite's t, 20 patients of 1-6 steps", truth: [-0.3, 0.5, 0.6], band: (93, 97.5),
    options: options { $0.standardErrors = .cr2 }, draw: { clustered(&$0, $1, patients: 20) }),
]

print("# Coverage of 95 % intervals\n")
print(
  "Made by `make coverage`: \(replications) replications a row, drawn with fixed seeds; the Monte Carlo error of a"
)
print(
  "coverage of 95 % is \(twoDecimals((0.95 * 0.05 / Double(replications)).squareRoot() * 100)) percentage points. A replication that has no fit (one outcome only, separated) is"
)
print("counted and left out.\n")
print("| setting | band, % | term | truth | covered, % | inside the band | without a fit |")
print("|---|---|---|---|---|---|---|")
for (number, setting) in settings.enumerated() {
  let counts = Mutex(
    (covered: [Int](repeating: 0, count: setting.truth.count), fitted: 0, refused: [String: Int]()))
  Workers.run(2, pieces: replications) { replication in
    // Wald and profile see the same data, and so do the two kinds of errors.
    let family = number == 1 ? 0 : number == 4 ? 3 : number == 6 ? 5 : number
    var draw = Draw(state: UInt64(family) << 40 &+ UInt64(replication) &* 0x632B_E59B_D9B4_E019)
    let drawn = setting.draw(&draw, setting.truth)
    do throws(StatisticError) {
      let result = try LogisticRegression(setting.options).fit(drawn)
      counts.withLock {
        $0.fitted += 1
        for (j, term) in result.terms.enumerated()
        where term.confLow <= setting.truth[j] && setting.truth[j] <= term.confHigh { $0.covered[j] += 1 }
      }
    } catch {
      let kind = String("\(error)".prefix { $0 != "(" && $0 != "." }.prefix(40))
      counts.withLock { $0.refused[kind, default: 0] += 1 }
    }
  }
  let found = counts.withLock { $0 }
  let refused = found.refused.sorted { $0.key < $1.key }.map { "\($0.value) (\($0.key))" }.joined(
    separator: ", ")
  for (j, truth) in setting.truth.enumerated() {
    let share = Double(found.covered[j]) / Double(found.fitted) * 100
    let inside =
      setting.band.1 == 100 ? "-" : share >= setting.band.0 && share <= setting.band.1 ? "yes" : "no"
    print(
      "| \(setting.name) | \(setting.band.0)-\(setting.band.1) | \(j == 0 ? "(Intercept)" : "x\(j)") | \(truth) | \(twoDecimals(share)) | \(inside) | \(refused.isEmpty ? "0" : refused) |"
    )
  }
}
