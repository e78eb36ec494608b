internal import Files

/// Lines of a simulated cohort as tables of the OMOP common data model 5.4, with the columns that are read.
///
/// Days count from 1 January 2015. Drugs are local concepts, one a strength, of RxNorm's ingredients by name; procedures, therapies
/// and scales are local concepts by the catalogue's names.
/// Not: an export of any site, nor codes that somebody else's software knows.
public struct OMOPText: Sendable {
  public static let headers = [
    "person.csv": "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id\n",
    "observation_period.csv":
      "observation_period_id,person_id,observation_period_start_date,observation_period_end_date,period_type_concept_id\n",
    "drug_exposure.csv":
      "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,drug_type_concept_id,"
      + "stop_reason,quantity,days_supply\n",
    "procedure_occurrence.csv":
      "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_type_concept_id\n",
    "measurement.csv":
      "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_type_concept_id,value_as_number\n",
  ]

  private static let firstDay = 16_436
  private static let record = 32_817
  private static let firstDrug = 2_000_100_001
  private static let firstIngredient = 2_000_000_001
  private static let firstOther = 2_000_200_001
  private static let scales = ["MADRS", "QIDSSR16"]
  private static let others = [
    "ECT_RUL", "ECT_BL", "KET_IV", "ESK_NS", "RTMS_HF", "ITBS", "CBT", "IPT", "CBTI", "EXERCISE",
  ]
  /// Every drug with its strengths, each a concept.
  private static let strengths: [(name: String, dose: Double)] = {
    var result: [(String, Double)] = []
    for drug in Prescription.all {
      for dose in [drug.doses.0, drug.doses.1, drug.doses.2]
      where !result.contains(where: { $0.0 == drug.name && $0.1 == dose }) {
        result.append((drug.name, dose))
      }
    }
    return result + [("quetiapine", 25), ("quetiapine", 50), ("zopiclone", 7.5), ("zolpidem", 10)]
  }()
  private static let ingredients = strengths.map(\.name).reduce(into: [String]()) { names, name in
    if !names.contains(name) { names.append(name) }
  }

  /// The tables of the vocabulary, whole.
  public static var vocabulary: [String: String] {
    var concepts = "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,concept_code\n"
    var doses = "drug_concept_id,ingredient_concept_id,amount_value,amount_unit_concept_id,invalid_reason\n"
    var pairs = "concept_id_1,concept_id_2,relationship_id,invalid_reason\n"
    for (place, name) in ingredients.enumerated() {
      concepts += "\(firstIngredient + place),\(name),Drug,RxNorm,Ingredient,\n"
    }
    for (place, one) in strengths.enumerated() {
      let ingredient = firstIngredient + (ingredients.firstIndex(of: one.name) ?? 0)
      concepts += "\(firstDrug + place),\(one.name) \(one.dose) MG,Drug,RxNorm,Clinical Drug,\n"
      doses += "\(firstDrug + place),\(ingredient),\(one.dose),8576,\n"
      pairs += "\(firstDrug + place),\(ingredient),RxNorm has ing,\n"
    }
    for (place, name) in (others + scales).enumerated() {
      let domain = place < others.count ? "Procedure" : "Measurement"
      concepts += "\(firstOther + place),\(name),\(domain),None,\(domain),\n"
    }
    return ["concept.csv": concepts, "drug_strength.csv": doses, "concept_relationship.csv": pairs]
  }

  public private(set) var tables = headers.mapValues { _ in [UInt8]() }

  public init() {}

  mutating func add(_ patient: SimulatedPatient, _ course: SimulatedCourse) {
    let person = patient.number
    append("person.csv") { line in
      line.add(person)
      line.add(patient.isFemale ? 8532 : 8507)
      line.add(2015 - Int(patient.age))
      line.add(0)
      line.add(0)
    }
    append("observation_period.csv") { line in
      line.add(person)
      line.add(person)
      line.add(Self.date(0))
      line.add(Self.date(course.lastDay))
      line.add(Self.record)
    }
    var number = person * 1000
    for row in course.exposures {
      number += 1
      if let other = Self.others.firstIndex(of: row.agent) {
        addSessions(row, Self.firstOther + other, of: person, course.lastDay, &number)
      } else {
        addDrug(row, of: person, course.lastDay, number)
      }
    }
    for one in course.assessments {
      number += 1
      append("measurement.csv") { line in
        line.add(number)
        line.add(person)
        line.add(Self.firstOther + Self.others.count + (one.isRated ? 0 : 1))
        line.add(Self.date(one.day))
        line.add(Self.record)
        line.add(one.score)
      }
    }
  }

  private mutating func addDrug(_ row: ExposureRow, of person: Int, _ lastDay: Int32, _ number: Int) {
    let end = min(row.end, lastDay)
    let place = Self.strengths.firstIndex { $0.name == row.agent && $0.dose == row.dose }
    guard let place, row.start <= lastDay else { return }
    append("drug_exposure.csv") { line in
      line.add(number)
      line.add(person)
      line.add(Self.firstDrug + place)
      line.add(Self.date(row.start))
      line.add(Self.date(end))
      line.add(Self.record)
      line.add(row.reason)
      // One unit a day of supply: the dose is the strength.
      let days = row.daysSupplied > 0 ? row.daysSupplied : max(1, end - row.start + 1)
      line.add(Int(days))
      line.add(Int(days))
    }
  }

  /// A row a session, evenly from the first day to the last.
  private mutating func addSessions(
    _ row: ExposureRow, _ concept: Int, of person: Int, _ lastDay: Int32, _ number: inout Int
  ) {
    let end = min(row.end, lastDay)
    let count = max(1, Int(row.sessions))
    for session in 0..<count {
      let day = count == 1 ? row.start : row.start + Int32(session * Int(end - row.start) / (count - 1))
      number += 1
      append("procedure_occurrence.csv") { line in
        line.add(number)
        line.add(person)
        line.add(concept)
        line.add(Self.date(day))
        line.add(Self.record)
      }
    }
  }

  private mutating func append(_ table: String, _ write: (inout CSVLine) -> Void) {
    var line = CSVLine(tables[table] ?? [])
    tables[table] = []
    write(&line)
    line.end()
    tables[table] = line.bytes
  }

  private static func date(_ day: Int32) -> [UInt8] { CalendarDay.text(of: firstDay + Int(day)) }
}

extension SteppedCare {
  /// The lines of some patients in each OMOP table.
  public func tables(of numbers: Range<Int>) -> OMOPText {
    var text = OMOPText()
    for number in numbers {
      let (patient, course) = patient(number)
      text.add(patient, course)
    }
    return text
  }
}
