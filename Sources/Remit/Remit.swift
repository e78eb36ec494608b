@_exported import Causal
@_exported import Intake
@_exported import Regression
@_exported import Reporting
@_exported import Statistics
@_exported import Summaries
@_exported import Treatment
