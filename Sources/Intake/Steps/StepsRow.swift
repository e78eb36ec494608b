internal import Treatment

/// What one row of a steps file says.
struct StepsRow {
  var record = StepsRecord(
    episode: 1, step: 1, scale: 0, strategy: 0, agents: 0, startDay: 0, endDay: 0)
  var baseline = Double.nan
  /// The score at the end, and the endpoint once it was picked.
  var endpoint = Double.nan
  var entry = Double.nan
  var last = Double.nan
  var marks: StepMarks = []
  var leadingAgent: UInt32 = 0
  var allAgents: UInt32 = 0
  /// `nil` where blank or not read.
  var startDay: Int32?
  var endDay: Int32?
  var endScoreDay: Int32?
  var covariates: [CovariateValue] = []
  /// What all rows of a step repeat beside treatment and days, the covariates first; see ``StepsPatient``.
  var repeated: [UInt64] = []

  /// Whether the step has a score at its start or end, whatever the end's day.
  var hasScore = false

  /// Makes the score at the end the endpoint, or takes it back, by the rule.
  mutating func pickEndpoint(_ rule: EndScore, nextStart: Int? = nil) {
    let pick = rule.pick(
      EndScore.Row(
        end: endpoint, last: last, startDay: startDay.map(Int.init), endDay: endDay.map(Int.init),
        endScoreDay: endScoreDay.map(Int.init), nextStart: nextStart))
    (endpoint, last) = (pick.endpoint, pick.last)
    if pick.isAfterEnd { marks.insert(.endsAfterStep) }
  }
}
