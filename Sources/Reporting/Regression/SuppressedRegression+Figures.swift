import Regression

/// The figures of a model; each is absent where nothing of it may be shown.
extension SuppressedRegression {
  /// Odds ratios with their limits; `name` is the figure's file.
  public func forest(named name: String = "odds-ratios", names: ReportNames = .codes) -> Figure? {
    let plot = OddsRatioForest(self, names: names, id: "figure-" + name)
    guard !plot.lines.isEmpty, !hidesAll else { return nil }
    let hasCurves = rows.contains { OddsRatioForest.isCurve($0.term) }
    return Figure(
      name: name,
      caption:
        "Odds ratios for one unit, or for a level against the reference, with \(percent) % limits; the dashed "
        + "line is 1, no association. The intercept is not drawn"
        + (hasCurves ? ", and splines are drawn as curves." : "."),
      drawing: plot.drawing())
  }

  /// The ROC curve with its area.
  public func rocCurve(named name: String = "roc") -> Figure? {
    // Of a single binary predictor the curve is one corner.
    guard roc.count > 3, let auc = value("auc") else { return nil }
    var text = "AUC \(NumberText.fixed(auc, decimals: 3))"
    if let low = value("auc_low"), let high = value("auc_high") {
      text +=
        " (\(NumberText.fixed(low, decimals: 3)) to \(NumberText.fixed(high, decimals: 3)))"
    }
    var thinning = ""
    if case .none = disclosure {
    } else {
      thinning = " Points are thinned so that no step shows a small count."
    }
    return Figure(
      name: name,
      caption:
        "ROC curve: \(text), \(percent) % limits by \(options.standardErrors.isClustered ? "Obuchowski's method for clusters" : "DeLong's method"). Apparent: on the rows that the model was "
        + "fitted to, so too good for new ones." + thinning,
      drawing: ROCPlot(points: roc, auc: text, id: "figure-" + name).drawing())
  }

  /// Observed against predicted risk.
  public func calibrationPlot(named name: String = "calibration") -> Figure? {
    guard !calibration.isEmpty else { return nil }
    let measures = [("Intercept", "calibration_intercept"), ("Slope", "calibration_slope")]
    let lines = measures.compactMap { label, name in
      value(name).map { "\(label) \(NumberText.fixed($0, decimals: 2))" }
    }
    let hasLimits = disclosure != .openSafely
    return Figure(
      name: name,
      caption: "Calibration: observed share of events by tenth of the predicted risk"
        + (hasLimits
          ? ", with \(percent) % Wilson limits"
            + (options.standardErrors.isClustered ? " that allow for clusters" : "") : "")
        + "; the dashed line is perfect agreement. Apparent: a model "
        + "fitted by maximum likelihood has intercept 0 and slope 1 on its own rows."
        + (hiddenCalibrationPoints > 0 ? " Groups hidden: \(hiddenCalibrationPoints)." : ""),
      drawing: CalibrationPlot(points: calibration, lines: lines, hasLimits: hasLimits, id: "figure-" + name)
        .drawing())
  }

  /// A spline's curve with its band.
  public func figure(of curve: RegressionCurve, named name: String? = nil) -> Figure? {
    guard !isHidden(curve.term), curve.points.count > 1 else { return nil }
    let curve = shown(curve)
    let name = name ?? FileName.joined(["curve", curve.variable])
    return Figure(
      name: name,
      caption:
        "\(curve.term): odds ratio by \(curve.variable) with its \(percent) % band, other terms held; the circle "
        + "marks the reference. Ticks on the axis are quantiles of the data.",
      drawing: RegressionCurvePlot(curve: curve, level: options.level, id: "figure-" + name).drawing())
  }

  /// The curve as it may be drawn: under `opensafely` estimates are rounded, and so is what is made of them.
  func shown(_ curve: RegressionCurve) -> RegressionCurve {
    guard disclosure == .openSafely else { return curve }
    var curve = curve
    for place in curve.points.indices {
      curve.points[place].estimate = Self.rounded(curve.points[place].estimate, to: 100)
      curve.points[place].low = Self.rounded(curve.points[place].low, to: 100)
      curve.points[place].high = Self.rounded(curve.points[place].high, to: 100)
    }
    return curve
  }

  private var percent: String { NumberText.shortest(options.level * 100) }
}
