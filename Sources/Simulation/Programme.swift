/// A lifestyle programme begun in the first days of a step.
enum Programme: Sendable { case exercise, sleep }
