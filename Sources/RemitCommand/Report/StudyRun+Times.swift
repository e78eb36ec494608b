import Intake
import Reporting
import Statistics
import Summaries
import Treatment

extension StudyRun {
  func timeQuestion(_ time: TimeSpecification) -> TimeQuestion {
    var question = TimeQuestion(cohort: cohort)
    question.outcome = TimeOutcome(rawValue: time.outcome) ?? .remission
    (question.by, question.at, question.scale) = (time.by.joined(separator: ", "), time.filter, time.scale)
    (question.baseline, question.until, question.landmark) = (time.baseline, time.until, time.landmark)
    (question.relapseAt, question.death, question.dropout) = (time.relapseAt, time.death, time.dropout)
    (question.level, question.parameters) = (time.level, study.derivation)
    return question
  }

  /// The study's times; one that has no answer says so in its section.
  func times(_ answers: [CohortAnswer<TimeToOutcome>]) throws -> StudyTimes? {
    if answers.isEmpty { return nil }
    return StudyTimes(
      try zip(study.times, answers).map { time, answer in
        var entry = StudyTimes.Entry(
          stem: time.name == "time" ? "time" : "time-" + time.name, heading: time.heading ?? heading(time),
          every: time.every)
        do {
          let table = try answer.result()
          entry.table = table
          entry.definitions = timeQuestion(time).definitions(table)
        } catch let error as StatisticError {
          entry.failure = ModelFailure.asKeys(error.description)
        }
        return entry
      })
  }

  private func heading(_ time: TimeSpecification) -> String {
    "Time to \(time.outcome)" + (time.by.isEmpty ? "" : " by \(time.by.joined(separator: ", "))")
      + (time.filter.map { ", \($0)" } ?? "")
  }
}
