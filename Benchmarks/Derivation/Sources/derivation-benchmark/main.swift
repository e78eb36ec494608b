import Intake
import Treatment

// Patients a second on one core: derivation of steps alone, then with trials and the EMA rule, from histories in memory.
//
//     swift run -c release derivation-benchmark [patients] [rounds]

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let count = arguments.first ?? 50_000
let rounds = arguments.dropFirst().first ?? 5

/// SplitMix64, so that every run measures the same histories.
struct Draw {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}

let catalogue = Catalogue.bundled
let formulary = Formulary(catalogue)
let antidepressants = [
  "sertraline", "escitalopram", "citalopram", "venlafaxine", "duloxetine", "mirtazapine", "bupropion",
  "nortriptyline", "fluoxetine",
].compactMap { catalogue.agent(named: $0) }
let augmenters = ["aripiprazole", "quetiapine", "lithium"].compactMap { catalogue.agent(named: $0) }
let scale = catalogue.scale(named: "MADRS") ?? 0

/// Five exposures and twelve assessments a patient, as `write-raw-cohort` writes them.
func histories() -> [PatientHistory] {
  var draw = Draw(state: 20_261_125)
  return (0..<count).map { _ in
    var history = PatientHistory()
    var day = draw.below(20)
    var agent = draw.pick(antidepressants)
    while history.exposures.count < 5 {
      let length = 10 + draw.below(110)
      let kind = draw.below(100)
      let dose = Double(draw.pick([25, 50, 100, 150, 200]))
      history.exposures.append(
        Exposure(agent: agent, startDay: day, endDay: day + length - 1, dose: draw.below(12) == 0 ? .nan : dose))
      if kind < 20, history.exposures.count < 5 {
        let start = day + 20 + draw.below(40)
        history.exposures.append(
          Exposure(agent: draw.pick(augmenters), startDay: start, endDay: start + 20 + draw.below(70), dose: 300))
      }
      if kind < 40 {
        day += length
      } else {
        day = max(0, day + length + draw.pick([-20, -40, 0, 0, 1, 10, 25, 45, 100, 200]))
        agent = draw.pick(antidepressants)
      }
    }
    history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
    var when = 0
    var score = 20 + draw.below(25)
    for _ in 0..<12 {
      history.assessments.append(Assessment(day: when, scale: scale, score: Double(score)))
      when += 14 + draw.below(31)
      score = max(0, min(60, score + draw.below(17) - 9))
    }
    return history
  }
}

func measure(_ name: String, _ patients: [PatientHistory], _ body: (PatientHistory) -> Void) {
  var rates: [Double] = []
  for _ in 0..<rounds {
    let clock = ContinuousClock()
    let time = clock.measure { for patient in patients { body(patient) } }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    rates.append(Double(patients.count) / seconds)
  }
  rates.sort()
  let median = Int(rates[rates.count / 2])
  print("\(name): median \(median) patients/s, \(Int(rates[0])) to \(Int(rates[rates.count - 1])), \(rounds) rounds")
}

let patients = histories()
var derivation = StepDerivation(catalogue, formulary: formulary)
let context = RuleContext(catalogue: catalogue, formulary: formulary, scale: scale)
let judge = TrialJudge(context)
var record = TreatmentRecord()
var steps = 0
measure("steps", patients) {
  derivation.derive($0, into: &record)
  steps += record.steps.count
}
var resistant = 0
measure("steps, trials, EMA", patients) {
  derivation.derive($0, into: &record)
  judge.judge($0, into: &record)
  if RegulatoryRule.ema.judge(record, of: $0, in: context).status == .resistant { resistant += 1 }
}
print("\(count) patients, \(steps / rounds) steps, \(resistant / rounds) resistant by EMA")
