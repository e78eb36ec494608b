/// What the columns of exported tables mean, for data packages: the one place where it is written in code.
///
/// Source: Documentation/Formats/Outputs.md, "Fields of exported tables", which a test holds to this.
public enum ExportedFields {
  public struct Field: Sendable, Equatable {
    /// The first part of the names of its tables; `*` for any.
    public var table: String
    public var column: String
    public var meaning: String
    /// Empty where there is none.
    public var unit: String
  }

  /// Of a table's own first, then of any: the field of a column.
  public static func field(_ column: String, of table: String) -> Field? {
    let family = family(of: table)
    return all.first { $0.table == family && $0.column == column }
      ?? all.first { $0.table == "*" && $0.column == column }
  }

  /// `rates-2` is of `rates`.
  private static func family(of table: String) -> String {
    let pathways: Set<String> = ["treatment_pathways", "summary_event_duration", "counts_year"]
    if pathways.contains(table) { return "pathways" }
    if table == "lifestyle-differences" { return table }
    return table.split(separator: "-").first.map(String.init) ?? table
  }

  public static let all: [Field] = rows.split(separator: "\n").map { line in
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return Field(table: parts[0], column: parts[1], meaning: parts[2], unit: parts[3])
  }

  /// Table, column, meaning, unit.
  private static let rows = """
    *|outcome|response or remission|
    *|baseline|what the score is compared with: step or entry|
    *|scale|rating scale; scales are never pooled|
    *|endpoint|`last`, `last+30`, `last+any`, or target and window: `42±7`|days
    *|missing|how a missing endpoint is read|
    *|interval|method of the limits|
    *|level|confidence level of the limits|proportion
    *|patients|patients in the row|patients
    *|steps|steps in the row|steps
    *|no_baseline|steps without the baseline asked for|steps
    *|n|how many the row's number is of|
    *|events|those of n with the outcome|
    *|estimate|the row's estimate; of a rate, events / n|proportion
    *|conf_low|lower limit of the estimate, or of the mean|
    *|conf_high|upper limit of the estimate, or of the mean|
    *|robust_low|lower limit that allows for several steps of one patient|proportion
    *|robust_high|upper limit that allows for several steps of one patient|proportion
    *|suppressed|why values of the row are hidden: empty, primary or secondary|
    *|arm|arm, or everyone|
    *|mean|arithmetic mean|
    *|sd|standard deviation|
    *|strategy|what the step did relative to what went before|
    *|step|number of the step in its episode|
    *|agent|leading agent of the step|
    *|prior_failures|failed trials before the step|
    *|baseline_severity|band of the scale at the step's start|
    *|design|how patients came to their groups|
    *|lifestyle|programme that bears on the step|
    *|lifestyle_landmark|begun, none, before or early: when a programme began|
    *|term|term or column of the model, as R names it|
    *|df|degrees of freedom|
    *|std_error|standard error of the estimate|
    *|target_cohort_id|number of the target cohort|
    *|target_cohort_name|name of the target cohort|
    *|index_year|year in which the pathway begins, or all|
    baseline|covariate|characteristic|
    baseline|level|value of a characteristic that is no number; (missing)|
    baseline|count|patients with the level, or patients|patients
    baseline|of|patients with any value|patients
    baseline|p25|lower quartile|
    baseline|p50|median|
    baseline|p75|upper quartile|
    baseline|smd|standardised difference between arms; of more than two the largest of any two|
    benchmarks|id|the published row's identifier|
    benchmarks|study|published study|
    benchmarks|year|year of publication|years
    benchmarks|arm|arm of the published study|
    benchmarks|comparable|yes or no|
    benchmarks|reason|why the published row is not comparable|
    benchmarks|rule|how the published study defines the outcome|
    benchmarks|where|the cohort's steps that are compared|
    benchmarks|published_n|denominator of the published rate|patients
    benchmarks|published_events|numerator of the published rate|patients
    benchmarks|published_pct|published rate|percent
    benchmarks|published_low|lower limit of the published rate|proportion
    benchmarks|published_high|upper limit of the published rate|proportion
    benchmarks|numerator|whether the numerator was printed, recalled or derived|
    benchmarks|rate_mark|mark of the published rate|
    benchmarks|n_mark|mark of its denominator|
    benchmarks|scored|the cohort's steps with a score|steps
    benchmarks|difference|the cohort's rate less the published one|proportion
    benchmarks|difference_low|lower limit of the difference|proportion
    benchmarks|difference_high|upper limit of the difference|proportion
    benchmarks|p_value|two-sided p of the difference|
    benchmarks|p_holm|the same after Holm, over the rows tested|
    benchmarks|published|published rate of all steps together|proportion
    benchmarks|citation|where the figure was published|
    benchmarks|doi|its digital object identifier|
    time|outcome|response, remission or relapse|
    time|day|days from time zero; where small counts are hidden, the last of those put together|days
    time|at_risk|those under observation without an end just before the day|steps
    time|entered|those who came under observation since the row before|steps
    time|events|those with the outcome on the day|steps
    time|competing|those with another end on the day|steps
    time|censored|those followed no further|steps
    time|survival|share without the outcome had nobody left otherwise (Kaplan-Meier)|proportion
    time|survival_se|its standard error|proportion
    time|survival_low|its lower limit|proportion
    time|survival_high|its upper limit|proportion
    time|incidence|share that has had the outcome (Aalen-Johansen)|proportion
    time|incidence_se|its standard error|proportion
    time|incidence_low|its lower limit|proportion
    time|incidence_high|its upper limit|proportion
    time|competing_incidence|share that has had another end|proportion
    time|n|steps with a time|steps
    time|event|those that ended with the outcome|steps
    time|next_step|those that ended with the next step|steps
    time|dropout|those that ended with the patient lost|steps
    time|stopped|those that ended with a stop and no next step|steps
    time|death|those that ended with death|steps
    time|until|day up to which the mean is counted|days
    time|mean_days|mean time without the outcome up to that day|days
    time|std_error|standard error of the mean|days
    time|conf_low|lower limit of the mean|days
    time|conf_high|upper limit of the mean|days
    time|test|logrank or gray|
    time|statistic|χ² of the groups being alike|
    time|df|degrees of freedom|
    time|p_value|p of the groups being alike|
    roadmap|policy|policy, or what was observed|
    roadmap|by_step|step by whose end the outcome counts|
    roadmap|method|how the value is estimated|
    roadmap|difference|value less that of what was observed|proportion
    roadmap|difference_std_error|standard error of the difference|
    roadmap|difference_low|lower limit of the difference|proportion
    roadmap|difference_high|upper limit of the difference|proportion
    roadmap|p_value|two-sided p of no difference|
    roadmap|model_share|share of patients whom models alone stand for|proportion
    roadmap|followers_n|patients who happened to follow the policy to the end of their road|patients
    roadmap|followers_events|those of them with the outcome|patients
    roadmap|truth|value in the simulation that made the cohort|proportion
    roadmap|reason|why the policy has no value|
    roadmap|stage|step, or the end of one, at which patients may leave|
    roadmap|reached|patients who reached it and had followed until then|patients
    roadmap|followed|those who followed there too; in a branch, who got what it gives|patients
    roadmap|effective|effective number of patients under the weights up to there|patients
    roadmap|branch|place of the branch in the rule, from 1|
    roadmap|condition|for whom the branch is; empty for everybody who is left|
    roadmap|choice|what it gives|
    roadmap|stands_under|whether the strategy stands by its own name|
    roadmap|went_on|those without the outcome who began a further step|patients
    effects|reference|strategy that the others are compared with|
    effects|population|whom the effect is for: all, the treated, or those in overlap|
    effects|method|how the effect is estimated|
    effects|reference_n|steps of the reference|steps
    effects|reference_events|those of reference_n with the outcome|steps
    effects|reference_mean|mean outcome had all had the reference|
    effects|p_value|two-sided p of no difference|
    effects|p_holm|the same after Holm|
    effects|p_bh|the same after Benjamini and Hochberg|
    effects|risk_ratio|ratio of the means|
    effects|rr_low|lower limit of the ratio|
    effects|rr_high|upper limit of the ratio|
    effects|odds_ratio|ratio of the odds|
    effects|or_low|lower limit of the odds ratio|
    effects|or_high|upper limit of the odds ratio|
    effects|truth|difference in the simulation that made the cohort|
    effects|column|column of the design|
    effects|before|standardised difference before weighting|
    effects|after|standardised difference after weighting|
    effects|rows|steps of the arm|steps
    effects|effective_rows|effective number of steps under the weights|steps
    effects|arm|arm of the comparison|
    effects|propensity_from|lower end of the part of the propensity|proportion
    effects|propensity_to|its upper end|proportion
    effects|newcombe_low|lower limit of the unadjusted difference by Newcombe's method|proportion
    effects|newcombe_high|its upper limit|proportion
    effects|mn_low|lower limit of the unadjusted difference by Miettinen and Nurminen|proportion
    effects|mn_high|its upper limit|proportion
    effects|number_needed|1 / difference: steps for one more event, below 0 for one fewer|steps
    effects|number_needed_low|1 / Newcombe's upper limit|steps
    effects|number_needed_high|1 / Newcombe's lower limit|steps
    effects|fisher_p|two-sided p of Fisher's exact test|
    effects|mid_p|its mid-p|
    effects|q01|1 % quantile of the weights|
    effects|q05|5 % quantile of the weights|
    effects|q25|lower quartile of the weights|
    effects|q50|median of the weights|
    effects|q75|upper quartile of the weights|
    effects|q95|95 % quantile of the weights|
    effects|q99|99 % quantile of the weights|
    paired|first|first treatment|
    paired|second|second treatment|
    paired|both|patients with the outcome under both|patients
    paired|only_first|patients with the outcome under the first alone|patients
    paired|only_second|patients with the outcome under the second alone|patients
    paired|neither|patients with the outcome under neither|patients
    paired|exact_p|exact p of McNemar's test|
    paired|mid_p|its mid-p|
    paired|n_ab|patients who had the first treatment first|patients
    paired|only_first_ab|those of n_ab with the outcome under the first alone|patients
    paired|only_second_ab|those of n_ab with the outcome under the second alone|patients
    paired|n_ba|patients who had the second treatment first|patients
    paired|only_first_ba|those of n_ba with the outcome under the first alone|patients
    paired|only_second_ba|those of n_ba with the outcome under the second alone|patients
    paired|order_p|p of Mainland and Gart's test, by order|
    differences|first|first arm|
    differences|second|second arm|
    differences|first_events|steps of the first arm with the outcome|steps
    differences|first_n|steps of the first arm|steps
    differences|second_events|steps of the second arm with the outcome|steps
    differences|second_n|steps of the second arm|steps
    differences|estimate|rate of the first arm less that of the second|proportion
    trajectories|day|day from entry, or from the step's start|days
    trajectories|n|patients with a score near the day|patients
    cumulative|entered|patients who began the first step, were assessed, and began this one|patients
    cumulative|scored|of them, those with a known endpoint in the step|patients
    cumulative|remitted|of those, in remission at the step's end|patients
    cumulative|not_assessed|patients without any score of the scale|patients
    cumulative|chained|1 less the product of the steps' shares without remission|proportion
    cumulative|chained_low|lower limit of chained|proportion
    cumulative|chained_high|upper limit of chained|proportion
    cumulative|observed_n|patients whose state by this step is known|patients
    cumulative|observed_events|of them, remitted by then|patients
    cumulative|observed|observed_events / observed_n|proportion
    cumulative|observed_low|lower limit of observed|proportion
    cumulative|observed_high|upper limit of observed|proportion
    cumulative|worst_case_n|patients who began the first step|patients
    cumulative|worst_case_events|of them, known to have remitted by then|patients
    cumulative|worst_case|worst_case_events / worst_case_n|proportion
    cumulative|worst_case_low|lower limit of the worst case|proportion
    cumulative|worst_case_high|upper limit of the worst case|proportion
    flow|stage|number of the rule|
    flow|box|kept, or set aside by the rule|
    flow|rule|the rule, or why patients are set aside|
    lifestyle-differences|programme|any, sleep, exercise or other|
    lifestyle-differences|strata|how many strata are pooled|
    lifestyle-differences|begun_events|steps with a programme and the outcome|steps
    lifestyle-differences|begun_n|steps with a programme|steps
    lifestyle-differences|none_events|steps without a programme and with the outcome|steps
    lifestyle-differences|none_n|steps without a programme|steps
    lifestyle-differences|estimate|rate with a programme less rate without|proportion
    resistance|rule|rule of resistance|
    resistance|version|version of the rule|
    resistance|n|patients who are judged|patients
    resistance|resistant|patients who are resistant by the rule|patients
    resistance|possible|patients who may be: one failure and a trial that may be another|patients
    resistance|indeterminate|patients of whom it cannot be told|patients
    resistance|not_resistant|patients who are not|patients
    resistance|days_p25|lower quartile of the days to resistance|days
    resistance|days_p50|median of the days to resistance|days
    resistance|days_p75|upper quartile of the days to resistance|days
    resistance|no_history|patients without a trial in the files, in no share|patients
    resistance|first|first rule of the pair|
    resistance|second|second rule of the pair|
    resistance|both|patients resistant by both rules|patients
    resistance|only_first|patients resistant by the first rule alone|patients
    resistance|only_second|patients resistant by the second rule alone|patients
    resistance|neither|patients resistant by neither rule|patients
    resistance|agreement|share on whom the rules agree|proportion
    resistance|kappa|Cohen's kappa|
    resistance|method|staging method|
    resistance|stage|stage of the method|
    resistance|share|part of n, or of all steps|proportion
    resistance|domain|kind of treatment|
    resistance|trials|trials in current episodes|trials
    resistance|adequate|of them, adequate|trials
    resistance|unknown|of them, of unknown adequacy|trials
    resistance|adequate_failed|of them, adequate and failed|trials
    resistance|overlap_switch_max|longest overlap that is still a switch|days
    resistance|min_trial_days|shortest adequate trial|days
    resistance|era_gap_days|longest gap inside an era|days
    resistance|unknown_dose|what an unknown dose counts as|
    resistance|intolerance_counts|whether intolerance is a failure|
    resistance|chosen|yes for the parameters of the run|
    resistance|events|steps that respond|steps
    pathways|pathway|treatments in order, parted by -, members of a combination joined by +|
    pathways|freq|patients or records with the pathway|
    pathways|age|all: there is one stratum|
    pathways|sex|all: there is one stratum|
    pathways|event_name|treatment|
    pathways|duration_min|shortest duration|days
    pathways|duration_q1|lower quartile of durations|days
    pathways|duration_median|median duration|days
    pathways|duration_q2|upper quartile of durations|days
    pathways|duration_max|longest duration|days
    pathways|duration_average|mean duration|days
    pathways|duration_sd|standard deviation of durations|days
    pathways|event_count|how often the treatment was given|
    pathways|line|place in the pathway, or overall|
    pathways|from|treatment|
    pathways|to|what follows: another treatment, or an end|
    pathways|kind|treatment or end|
    pathways|n|pathways with the treatment at the place|
    pathways|events|of them, those that go on as the row says|
    pathways|number_records|records after the rule|records
    pathways|number_subjects|patients after the rule|patients
    pathways|reason_id|number of the rule|
    pathways|reason|the rule|
    predictors|n|rows of the fit|
    predictors|events|rows with the outcome|
    predictors|estimate|coefficient: log odds ratio|log odds
    predictors|conf_low|lower limit of the coefficient, or of an observed share|
    predictors|conf_high|upper limit of the coefficient, or of an observed share|
    predictors|statistic|estimate / std_error|
    predictors|p_value|p of the statistic|
    predictors|odds_ratio|exp of the coefficient|
    predictors|or_low|lower limit of the odds ratio|
    predictors|or_high|upper limit of the odds ratio|
    predictors|lr|likelihood ratio statistic of the term|
    predictors|lr_p|its p|
    predictors|score|score statistic of the term|
    predictors|score_p|its p|
    predictors|wald|Wald statistic of the term|
    predictors|wald_p|its p|
    predictors|parameters|coefficients|
    predictors|log_likelihood|log-likelihood|
    predictors|penalised_log_likelihood|log-likelihood with Jeffreys' penalty|
    predictors|deviance|deviance|
    predictors|null_deviance|deviance of the intercept alone|
    predictors|aic|Akaike's criterion|
    predictors|bic|Schwarz's criterion|
    predictors|mcfadden|McFadden's R²|
    predictors|nagelkerke|Nagelkerke's R²|
    predictors|auc|area under the ROC curve, apparent|proportion
    predictors|auc_low|lower limit of the area|proportion
    predictors|auc_high|upper limit of the area|proportion
    predictors|brier|Brier score, apparent|
    predictors|calibration_intercept|intercept of the calibration, apparent|
    predictors|calibration_slope|slope of the calibration, apparent|
    predictors|rounds|rounds of the solver|
    predictors|clusters|clusters, where errors allow for them|
    predictors|patterns|covariate patterns|
    predictors|method|how the model was fitted|
    predictors|se|kind of standard errors|
    predictors|false_positive_rate|1 less specificity|proportion
    predictors|true_positive_rate|sensitivity|proportion
    predictors|predicted|mean predicted risk of the tenth|proportion
    predictors|observed|share of the tenth with the outcome|proportion
    predictors|kind|curve, reference or quantile|
    predictors|x|value of the variable|
    survey|file|file of the cohort|
    survey|column|column of the file|
    survey|type|what its cells are|
    survey|rows|rows of the file|rows
    survey|missing|cells without a value|cells
    """
}
