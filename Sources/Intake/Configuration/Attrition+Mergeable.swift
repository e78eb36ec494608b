public import Summaries

extension Attrition: Mergeable {}

extension Attrition.Rows: Mergeable {}
