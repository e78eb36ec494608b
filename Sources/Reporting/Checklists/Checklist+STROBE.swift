import Treatment

extension Checklist {
  /// `nil` where the guideline is of other designs: STROBE is of cohorts without random assignment.
  ///
  /// Source: STROBE, von Elm and others 2007, Annals of Internal Medicine 147:573. The numbers were read in the RECORD checklist,
  /// which holds STROBE's items too (Checklist+RECORD); their texts are in our words.
  init?(strobeOf content: ReportContent, _ places: Places) {
    guard content.design == .cohort else { return nil }
    name = "strobe"
    title = "STROBE"
    about = "For observational studies. Items are numbered as in STROBE (2007) and worded by us."
    let flow = ["#flow", "#road"]
    items = [
      places.item(
        "1a", "Title and abstract", "The title or abstract names the design", left: "For the authors."),
      places.item(
        "1b", "Title and abstract", "A balanced abstract of what was done and found", ["#brief"],
        left: "Wording."),
      places.item("2", "Introduction", "Background and reasons", left: "For the authors."),
      places.item(
        "3", "Introduction", "Aims, with hypotheses stated beforehand",
        content.question.isEmpty ? [] : ["#brief"],
        left: content.question.isEmpty ? "For the authors." : "Which hypotheses were stated beforehand."),
      places.item("4", "Methods", "Main features of the design, early on", ["#cohort"]),
      places.item(
        "5", "Methods", "Setting, places, periods of entry and follow-up",
        left: "For the authors: files hold days, no dates."),
      places.item(
        "6a", "Methods", "Who was eligible, how found and followed", flow,
        left: "Sources and ways of selection."),
      places.item(
        "6b", "Methods", "Matching, where there was any",
        left: "For the authors, where patients were matched."),
      places.item(
        "7", "Methods", "Outcomes, exposures, predictors, confounders defined", ["#methods"],
        left: "Confounders considered."),
      places.item(
        "8", "Methods", "How each variable was measured", ["#methods"],
        left: "Raters and sources of the data."),
      places.item(
        "9", "Methods", "What was done against bias", ["#limitations"],
        left: "What was done when the data were gathered."),
      places.item("10", "Methods", "How the size of the study came about", flow, left: "Why so many."),
      places.item("11", "Methods", "How numbers were grouped and handled", ["#methods"]),
      places.item("12a", "Methods", "Statistical methods, confounding included", ["#methods", "#effects"]),
      places.item("12b", "Methods", "Methods for subgroups and interactions", ["#methods", "#predictors"]),
      places.item("12c", "Methods", "How missing data were handled", ["#methods"]),
      places.item("12d", "Methods", "How loss to follow-up was handled", ["#limitations"]),
      places.item("12e", "Methods", "Sensitivity analyses", ["#sensitivity", "#resistance", "#rates"]),
      places.item("13a", "Results", "Numbers at each stage", flow + ["tables/flow.csv"]),
      places.item("13b", "Results", "Reasons for leaving at each stage", flow + ["tables/flow.csv"]),
      places.item("13c", "Results", "A flow diagram", ["figures/flow.svg"]),
      places.item("14a", "Results", "Characteristics of participants", ["tables/baseline.csv"]),
      places.item("14b", "Results", "Missing values of each variable", ["tables/baseline.csv"]),
      places.item("14c", "Results", "Time of follow-up", left: "For the authors."),
      places.item(
        "15", "Results", "Numbers of outcomes over time", ["#rates", "#course", "tables/rates.csv"]),
      places.item(
        "16a", "Results", "Unadjusted and adjusted estimates with limits",
        ["#rates", "#differences", "#effects", "#predictors"],
        left: content.predictors.isEmpty && !places.sections.contains("effects")
          ? "Rates are unadjusted; no model was asked for." : ""),
      places.item("16b", "Results", "Limits of the classes of continuous variables", ["#methods"]),
      places.item("16c", "Results", "Relative turned into absolute risks, where it helps", ["#rates"]),
      places.item(
        "17", "Results", "Other analyses", ["#resistance", "#pathways", "#lifestyle", "#benchmarks"]),
      places.item(
        "18", "Discussion", "Key results against the aims", ["#brief"], left: "What they mean for the aims."),
      places.item(
        "19", "Discussion", "Limitations, direction and size of bias", ["#limitations"],
        left: "Direction and size of bias."),
      places.item("20", "Discussion", "A cautious reading beside other evidence", left: "For the authors."),
      places.item("21", "Discussion", "How far the results carry to others", left: "For the authors."),
      places.item("22", "Other", "Funding and the funders' part", left: "For the authors."),
    ]
  }
}
