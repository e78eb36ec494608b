import ArgumentParser

/// A table of `remit fit`, by the name of its file.
enum FitTable: String, ExpressibleByArgument, CaseIterable { case terms, summary, tests }
