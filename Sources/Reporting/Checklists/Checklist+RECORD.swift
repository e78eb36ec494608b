import Treatment

extension Checklist {
  /// The thirteen items that RECORD adds to STROBE's, for data that were not gathered for the study; `nil` for other designs.
  ///
  /// Source: Benchimol and others 2015, doi:10.1371/journal.pmed.1001885. The article's own table could not be opened; the numbers
  /// were read in copies of it: npj Primary Care Respiratory Medicine 2020, doi:10.1038/s41533-020-00213-9, Table 5 (1.1 to 7.1),
  /// and BioData Mining 2017, doi:10.1186/s13040-017-0151-7, Table 1 (6.1, 7.1, 13.1, 22.1); 12.1 to 12.3 and 19.1 in a
  /// manuscript's supplement that follows the checklist item by item.
  init?(recordOf content: ReportContent, _ places: Places) {
    guard content.design == .cohort else { return nil }
    name = "record"
    title = "RECORD"
    about =
      "For studies of routinely collected health data, beside STROBE, whose items have a checklist of their own. Items are numbered "
      + "as in RECORD (2015) and worded by us. A cohort whose data were gathered for the study needs STROBE alone."
    let hasSources = !content.sources.isEmpty
    items = [
      places.item(
        "1.1", "Title and abstract",
        "The title or abstract says what kind of data were used, and names the databases",
        hasSources ? ["#sources"] : [], left: "Title and abstract."),
      places.item(
        "1.2", "Title and abstract", "Region and period stand in the title or abstract",
        left: "For the authors: files hold days, no dates and no places."),
      places.item(
        "1.3", "Title and abstract", "Linkage of databases is stated there, where there was any",
        left: "For the authors, where data were linked."),
      places.item(
        "6.1", "Methods", "How patients were selected, by which codes or rules",
        ["#flow", "#road", "#methods", "tables/flow.csv"],
        left: "How the cohort's files were drawn from the database."),
      places.item(
        "6.2", "Methods", "Whether those codes or rules were validated, and where",
        left: "For the authors: Remit validates no code."),
      places.item(
        "6.3", "Methods", "A diagram of the linkage, with numbers at each stage",
        left: "For the authors, where data were linked."),
      places.item(
        "7.1", "Methods",
        "Every code and rule by which exposures, outcomes and confounders are told, or where they stand",
        ["#methods", "provenance.json"], left: "Codes by which the files were made."),
      places.item(
        "12.1", "Methods", "How much of the database the investigators could see", left: "For the authors."),
      places.item(
        "12.2", "Methods", "How the data were cleaned", ["#flow", "#notes"],
        left: "What was cleaned before these files."),
      places.item(
        "12.3", "Methods", "How data were linked, and how well",
        left: "For the authors, where data were linked."),
      places.item(
        "13.1", "Results",
        "Who was selected, and who left for quality or availability of data or for linkage",
        ["#flow", "#road", "tables/flow.csv", "figures/flow.svg"],
        left: "What was selected before these files."),
      places.item(
        "19.1", "Discussion",
        "What it means that the data were made for another purpose: misclassification, unmeasured confounding, missing data, changes of eligibility",
        ["#limitations"], left: "What the data were made for, and changes over time."),
      places.item(
        "22.1", "Other", "Where protocol, data and code can be had", ["provenance.json"],
        left: "Access to protocol and data."),
    ]
  }
}
