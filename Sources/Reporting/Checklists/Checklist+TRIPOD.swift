import Treatment

extension Checklist {
  /// For reports with models of an outcome; `nil` without.
  ///
  /// Source: TRIPOD+AI, Collins and others 2024, doi:10.1136/bmj-2023-078378. The article's table could not be opened; the numbers
  /// of items were read in a manuscript's supplement that follows the checklist item by item, and agree with memory. Texts in our words.
  init?(tripodOf content: ReportContent, _ places: Places) {
    guard !content.predictors.isEmpty else { return nil }
    name = "tripod-ai"
    title = "TRIPOD+AI"
    about =
      "For models that predict an outcome, by regression or machine learning. Items are numbered as in TRIPOD+AI (2024) and worded by "
      + "us. The models of this report describe associations: whoever uses one to predict has more of these items to fill."
    items = [
      places.item(
        "1", "Title and abstract",
        "The title says that a model is developed or evaluated, for whom, and of which outcome", [],
        left: "For the authors."),
      places.item(
        "2", "Title and abstract", "An abstract by TRIPOD+AI's own list", [], left: "For the authors."),
      places.item(
        "3a", "Introduction", "The clinical context, the reasons, and earlier models", [],
        left: "For the authors."),
      places.item(
        "3b", "Introduction", "For whom the model is, where in care, and who is to use it", [],
        left: "For the authors."),
      places.item("3c", "Introduction", "Known inequalities between groups", [], left: "For the authors."),
      places.item(
        "4", "Introduction", "Aims: development, evaluation or both", ["#brief"],
        left:
          "What the models are for. Those here describe associations, and none is evaluated on other data."),
      places.item(
        "5a", "Methods", "Where the data are from, why they were chosen, and whom they represent",
        ["#cohort", "#sources"], left: "Why these data, and whom they represent."),
      places.item(
        "5b", "Methods", "Dates of entry and of the end of follow-up", [],
        left: "For the authors: files hold days, no dates."),
      places.item("6a", "Methods", "Setting, number and place of centres", [], left: "For the authors."),
      places.item("6b", "Methods", "Who was eligible", ["#flow", "#road", "tables/flow.csv"], left: ""),
      places.item(
        "6c", "Methods", "Treatments, and how they were handled", ["#methods", "#predictors"], left: ""),
      places.item(
        "7", "Methods", "How the data were prepared and checked", ["#methods", "#notes"],
        left: "Preparation before these files."),
      places.item(
        "8a", "Methods", "The outcome, its time, how it was assessed", ["#methods"], left: "Why this outcome."
      ),
      places.item(
        "8b", "Methods", "Who assessed it, where judgement is needed", [], left: "For the authors."),
      places.item(
        "8c", "Methods", "Whether assessors of the outcome were blind", [], left: "For the authors."),
      places.item(
        "9a", "Methods", "How predictors were chosen", ["#predictors"],
        left: "Why these predictors: the study's formula names them."),
      places.item(
        "9b", "Methods", "How and when predictors were measured", ["#predictors", "#methods"],
        left: "How they were measured."),
      places.item(
        "9c", "Methods", "Who judged predictors, where judgement is needed", [], left: "For the authors."),
      places.item(
        "10", "Methods", "How the size came about, and whether it suffices",
        ["#flow", "tables/predictors-*-summary.csv"], left: "Whether it suffices."),
      places.item("11", "Methods", "How missing data were handled", ["#predictors", "#methods"], left: ""),
      places.item(
        "12a", "Methods", "How the data were used, and whether they were split", ["#predictors"],
        left: "Each model is fitted to all rows that it names; nothing is split."),
      places.item(
        "12b", "Methods", "How predictors entered: form, scaling, transformations", ["#predictors"], left: ""),
      places.item(
        "12c", "Methods", "The kind of model, how it was built, how it was validated inside",
        ["#predictors", "#methods"], left: "No resampling: the performance printed is apparent."),
      places.item(
        "12d", "Methods", "Whether clusters differ, and how that was handled", ["#methods", "#predictors"],
        left: "Centres."),
      places.item(
        "12e", "Methods", "Measures of performance",
        ["#methods", "#predictors", "tables/predictors-*-summary.csv"], left: ""),
      places.item(
        "12f", "Methods", "Changes of the model after its evaluation", [],
        left: "Not applicable: no model is updated here."),
      places.item(
        "12g", "Methods", "How predictions are computed", ["tables/predictors-*-terms.csv"],
        left: "A rule or tool for new patients."),
      places.item(
        "13", "Methods", "What was done about rare outcomes, and about calibration then", ["#predictors"],
        left: "Nothing is resampled or weighted for rarity; Firth's method where the study asks for it."),
      places.item(
        "14", "Methods", "What was done for fairness between groups", [],
        left: "For the authors: no model is judged by group here."),
      places.item(
        "15", "Methods", "What the model gives: probabilities, classes, and why thresholds", ["#predictors"],
        left: "Thresholds: none is used."),
      places.item(
        "16", "Methods", "How development and evaluation data differ", [],
        left: "Not applicable: one set of data."),
      places.item("17", "Methods", "Ethical approval and consent", [], left: "For the authors."),
      places.item("18a", "Open science", "Funding", [], left: "For the authors."),
      places.item("18b", "Open science", "Conflicts of interest", [], left: "For the authors."),
      places.item("18c", "Open science", "Protocol", [], left: "For the authors."),
      places.item("18d", "Open science", "Registration", [], left: "For the authors."),
      places.item("18e", "Open science", "Whether the data can be had", [], left: "For the authors."),
      places.item(
        "18f", "Open science", "Whether the code can be had", ["provenance.json"],
        left: "Where the study's file can be had; Remit's version stands in the record."),
      places.item("19", "Patients and public", "Their part in the study", [], left: "For the authors."),
      places.item(
        "20a", "Results", "Flow of patients, numbers with and without the outcome",
        ["#flow", "#road", "tables/flow.csv", "tables/predictors-*-summary.csv"], left: "Time of follow-up."),
      places.item(
        "20b", "Results", "Characteristics, missing values, of all and by source", ["tables/baseline.csv"],
        left: ""),
      places.item(
        "20c", "Results", "Predictors compared between development and evaluation data", [],
        left: "Not applicable: one set of data."),
      places.item(
        "21", "Results", "Patients and events of each analysis", ["tables/predictors-*-summary.csv"], left: ""
      ),
      places.item(
        "22", "Results", "The whole model, so that others can predict with it",
        ["tables/predictors-*-terms.csv"], left: ""),
      places.item(
        "23a", "Results", "Performance with limits, and in groups that matter",
        [
          "tables/predictors-*-summary.csv", "figures/predictors-*-calibration.svg",
          "figures/predictors-*-roc.svg",
        ], left: "Performance in groups that matter."),
      places.item("23b", "Results", "How performance differs between clusters", [], left: "For the authors."),
      places.item(
        "24", "Results", "The updated model, where there is one", [],
        left: "Not applicable: no model is updated here."),
      places.item(
        "25", "Discussion", "What the results mean, fairness included", [], left: "For the authors."),
      places.item(
        "26", "Discussion", "Limitations", ["#limitations"],
        left: "Those of the models beyond what is said there."),
      places.item(
        "27a", "Discussion", "How poor or missing input is to be handled in use", [], left: "For the authors."
      ),
      places.item("27b", "Discussion", "What users must do and know", [], left: "For the authors."),
      places.item("27c", "Discussion", "Next steps", [], left: "For the authors."),
    ]
  }
}
