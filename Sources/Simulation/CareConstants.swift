/// The numbers that are asked for every patient, each looked up once.
///
/// Named as in the parameter file.
struct CareConstants: Sendable {
  struct Patients: Sendable {
    let ageMean: Double
    let ageSd: Double
    let female: Double
    let recurrent: Double
    let anxious: Double
    let psychotic: Double
    let durationMonths: Double
    let severityMean: Double
    let severitySd: Double
    let sites: Double
    let pronenessSd: Double

    init(_ parameters: SimulationParameters) {
      ageMean = parameters["patients.age_mean"]
      ageSd = parameters["patients.age_sd"]
      female = parameters["patients.female"]
      recurrent = parameters["patients.recurrent"]
      anxious = parameters["patients.anxious"]
      psychotic = parameters["patients.psychotic"]
      durationMonths = parameters["patients.duration_months"]
      severityMean = parameters["patients.severity_mean"]
      severitySd = parameters["patients.severity_sd"]
      sites = parameters["patients.sites"]
      pronenessSd = parameters["patients.proneness_sd"]
    }
  }

  struct Course: Sendable {
    let weeksMin: Double
    let weeksMax: Double
    let followUpDays: Double
    let dropoutFailure: Double
    let dropoutSeverity: Double
    let dropoutWithin: Double
    let goesOnWithResponse: Double

    init(_ parameters: SimulationParameters) {
      weeksMin = parameters["course.weeks_min"]
      weeksMax = parameters["course.weeks_max"]
      followUpDays = parameters["course.follow_up_days"]
      dropoutFailure = parameters["course.dropout_failure"]
      dropoutSeverity = parameters["course.dropout_severity"]
      dropoutWithin = parameters["course.dropout_within"]
      goesOnWithResponse = parameters["course.goes_on_with_response"]
    }
  }

  struct Treatment: Sendable {
    let nonadherent: Double
    let taper: Double
    let drugBesideProcedure: Double
    let backgroundLithium: Double
    let backgroundQuetiapine: Double
    let hypnotic: Double
    let exercise: Double
    let sleep: Double

    init(_ parameters: SimulationParameters) {
      nonadherent = parameters["treatment.nonadherent"]
      taper = parameters["treatment.taper"]
      drugBesideProcedure = parameters["treatment.drug_beside_procedure"]
      backgroundLithium = parameters["treatment.background_lithium"]
      backgroundQuetiapine = parameters["treatment.background_quetiapine"]
      hypnotic = parameters["treatment.hypnotic"]
      exercise = parameters["treatment.exercise"]
      sleep = parameters["treatment.sleep"]
    }
  }

  struct Scores: Sendable {
    let missing: Double
    let missingExit: Double
    let noiseMadrs: Double
    let noiseQids: Double

    init(_ parameters: SimulationParameters) {
      missing = parameters["scores.missing"]
      missingExit = parameters["scores.missing_exit"]
      noiseMadrs = parameters["scores.noise_madrs"]
      noiseQids = parameters["scores.noise_qids"]
    }
  }

  let patients: Patients
  let course: Course
  let treatment: Treatment
  let scores: Scores
  /// Of those who stop for side effects, who does so within four weeks.
  let early: Double

  init(_ parameters: SimulationParameters) {
    patients = Patients(parameters)
    course = Course(parameters)
    treatment = Treatment(parameters)
    scores = Scores(parameters)
    early = parameters["intolerance.early"]
  }
}
