import Testing

@testable import Statistics

/// One step from day 100 to 160, the next at 170; a score of 10 or less is the event, and a row a drawn course.
@Suite("The time of a step")
struct StepFollowUpTests {
  private func step(_ change: (inout StepFollowUp) -> Void = { _ in }) -> StepFollowUp {
    var step = StepFollowUp(start: 100, end: 160, next: 170, baseline: 30, observed: 0)
    change(&step)
    return step
  }

  private func answer(_ step: StepFollowUp, _ scores: [(Int, Double)], tail: Int? = 7) -> StepFollowUp.Answer
  {
    step.time(scores.map { (day: $0.0, score: $0.1) }, from: step.start, tail: tail) { $0 <= 10 }
  }

  @Test("The first score with the outcome is the event, and lies some days after the score before")
  func event() {
    let found = answer(step(), [(90, 5), (100, 30), (121, 20), (142, 9), (150, 30)])
    #expect(found == .time(.init(from: 0, to: 42, end: .event, gap: 21)))
    #expect(answer(step(), [(114, 8)]) == .time(.init(from: 0, to: 14, end: .event, gap: 14)))
  }

  @Test(
    "Up to a week after the treatment's end, and before the next step, a score counts; then what came first is the end"
  )
  func ends() {
    #expect(answer(step(), [(120, 20), (167, 9)]) == .time(.init(from: 0, to: 67, end: .event, gap: 47)))
    #expect(answer(step(), [(120, 20), (168, 9)]) == .time(.init(from: 0, to: 68, end: .stopped)))
    #expect(
      answer(step { $0.next = 165 }, [(120, 20), (165, 9)]) == .time(.init(from: 0, to: 65, end: .nextStep)))
    #expect(
      answer(step(), [(120, 20), (168, 9)], tail: nil) == .time(.init(from: 0, to: 68, end: .event, gap: 48)))
    #expect(answer(step { $0.death = 150 }, [(120, 20)]) == .time(.init(from: 0, to: 50, end: .death)))
    #expect(answer(step { $0.dropout = 130 }, [(120, 20)]) == .time(.init(from: 0, to: 30, end: .dropout)))
    let none = answer(step(), [(100, 30)])
    #expect(none == .time(.init(from: 0, to: 68, end: .stopped, isUnseen: true)))
  }

  @Test(
    "Who is lost with the treatment is so from the day after its end, or after the last score that counts")
  func lost() {
    let lost = step { ($0.next, $0.lostWith) = (nil, 160) }
    #expect(answer(lost, [(120, 20)]) == .time(.init(from: 0, to: 61, end: .dropout)))
    #expect(answer(lost, [(120, 20), (164, 20)]) == .time(.init(from: 0, to: 65, end: .dropout)))
    #expect(answer(lost, [(120, 20), (170, 20)]) == .time(.init(from: 0, to: 61, end: .dropout)))
    // The data end with the treatment, as they do where a patient is lost with it.
    let last = step { ($0.next, $0.end, $0.lostWith) = (nil, nil, 160) }
    #expect(answer(last, [(120, 20)]) == .time(.init(from: 0, to: 61, end: .dropout)))
    #expect(answer(last, [(120, 20), (150, 9)]) == .time(.init(from: 0, to: 50, end: .event, gap: 30)))
    // As a relapse is counted: nothing but the next step closes it.
    #expect(answer(lost, [(120, 20), (200, 20)], tail: nil) == .time(.init(from: 0, to: 101, end: .dropout)))
    #expect(
      answer(step { ($0.next, $0.lostWith) = (161, 160) }, [(120, 20)])
        == .time(.init(from: 0, to: 61, end: .nextStep)))
  }

  @Test("A score on the day from which a file calls the patient lost, or later, does not count")
  func lostByFile() {
    let lost = step { $0.dropout = 142 }
    #expect(answer(lost, [(121, 20), (142, 9), (150, 9)]) == .time(.init(from: 0, to: 42, end: .dropout)))
    #expect(answer(lost, [(121, 20), (141, 9)]) == .time(.init(from: 0, to: 41, end: .event, gap: 20)))
  }

  @Test("Who is dead or lost on time zero or before it is followed by nobody")
  func gone() {
    for day in [60, 100] {
      #expect(answer(step { $0.death = day }, [(90, 20), (120, 20)]) == .excluded(.gone))
      #expect(answer(step { $0.dropout = day }, [(90, 20), (120, 9)]) == .excluded(.gone))
    }
    #expect(
      answer(step { $0.death = 101 }, [(120, 20)])
        == .time(.init(from: 0, to: 1, end: .death, isUnseen: true)))
  }

  @Test("Without an end it is censored at the last score, and without a score after the start it has no time")
  func censored() {
    let open = step { ($0.end, $0.next) = (nil, nil) }
    #expect(answer(open, [(120, 20), (180, 15)]) == .time(.init(from: 0, to: 80, end: nil)))
    #expect(answer(open, [(90, 20), (100, 25)]) == .excluded(.noFollowUp))
  }

  @Test("Who comes under observation late is at risk from then, and is left out where it was over by then")
  func late() {
    let late = step { $0.observed = 130 }
    #expect(answer(late, [(121, 20), (142, 9)]) == .time(.init(from: 30, to: 42, end: .event, gap: 21)))
    #expect(answer(late, [(121, 9), (142, 9)]) == .excluded(.beforeEntry))
    #expect(answer(late, [(130, 9)]) == .excluded(.beforeEntry))
    #expect(answer(step { ($0.observed, $0.next) = (130, 128) }, [(121, 20)]) == .excluded(.beforeEntry))
    let open = step { ($0.end, $0.next, $0.observed) = (nil, nil, 130) }
    #expect(answer(open, [(125, 20)]) == .excluded(.noFollowUp))
  }

  @Test("All days later by a year make the same times")
  func shifted() {
    for shift in [0, 365] {
      let moved = step {
        ($0.start, $0.end, $0.next, $0.observed) = (100 + shift, 160 + shift, 170 + shift, 110 + shift)
      }
      let found = answer(moved, [(121 + shift, 20), (142 + shift, 9)])
      #expect(found == .time(.init(from: 10, to: 42, end: .event, gap: 21)))
    }
  }
}
