public import Regression

/// What stands below the tables of a model.
extension SuppressedRegression {
  var termNotes: [String] {
    var notes = [intervals]
    let aliased = rows.filter { $0.state == .aliased }.map(\.column)
    if !aliased.isEmpty {
      notes.append(
        "Without an estimate, because the column repeats others in the model (R prints NA): "
          + aliased.joined(separator: ", ") + ".")
    }
    let endless = rows.filter { row in
      row.estimate.map { $0.confLow.isInfinite || $0.confHigh.isInfinite } ?? false
    }
    if !endless.isEmpty {
      notes.append(
        "The profile likelihood sets no limit on one side (inf; null in JSON): "
          + endless.map(\.column).joined(separator: ", ") + ".")
    }
    return notes + self.notes
  }

  /// How standard errors, limits and p-values came about.
  private var intervals: String {
    let errors =
      switch options.standardErrors {
      case .model: "from the information at the estimates"
      case .hc0: "robust (HC0)"
      case .hc1: "robust (HC1)"
      case .cr0: "robust to clusters (CR0)"
      case .cr1: "robust to clusters (CR1)"
      case .cr2: "robust to clusters (CR2)"
      }
    let limits =
      switch options.interval {
      case .wald: "Wald limits"
      case .profile:
        options.method == .firth
          ? "limits of the penalised profile likelihood" : "limits of the profile likelihood"
      }
    return
      "Log odds with \(NumberText.shortest(options.level * 100)) % \(limits); standard errors \(errors). "
      + "Odds ratios are for one unit, or for a level against the reference."
  }

  static let apparentNote =
    "AUC, Brier, calibration intercept and slope are apparent: the model is judged on the rows that it was fitted to, "
    + "and will do worse on new ones."

  /// What the measures of fit must not be taken for.
  var fitNotes: [String] {
    var notes = [Self.apparentNote]
    if options.method == .firth {
      notes.append(
        (options.flic
          ? "log_likelihood is that of the data at the corrected intercept; penalised_log_likelihood is what Firth's fit "
            + "maximised before the correction"
          : "log_likelihood is that of the data at the Firth estimates; penalised_log_likelihood adds Jeffreys' penalty "
            + "and is what the fit maximises") + ". AIC and BIC are made from the first.")
    }
    if options.standardErrors.isClustered {
      notes.append(
        "Limits of the AUC are Obuchowski's, those of the calibration Wilson's at the size that the clusters leave: both allow for "
          + "clusters. The Brier score has no limits.")
    }
    return notes
  }
}

extension RegressionResult {
  /// Per-row values: fitted probability, linear predictor, leverage, Cook's distance; `nil` unless they were asked for.
  ///
  /// Not: an aggregate. These are patients' own values; write them only where a verb was asked to, and says so.
  public var rowsTable: Table? {
    rows.map { rows in
      Table(
        caption: "Values of each row",
        columns: [
          Table.Column("row", isRowHeading: true), Table.Column("fitted"), Table.Column("linear_predictor"),
          Table.Column("hat"), Table.Column("cook_distance"),
        ],
        rows: rows.fitted.indices.map { place in
          func cell(_ values: [Double]) -> Cell {
            values.indices.contains(place) ? .number(values[place]) : .absent
          }
          return [
            .count(place + 1), .number(rows.fitted[place]), cell(rows.linearPredictor), cell(rows.hat),
            cell(rows.cook),
          ]
        },
        notes: ["Rows are those used by the fit, in the order of the input, counted from 1."])
    }
  }
}
