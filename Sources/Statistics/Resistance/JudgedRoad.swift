import Treatment

/// A road of one patient with the answers in every cell of a derivation.
///
/// It is judged by the parameters of trials alone: overlap and era gap have done their work when it is made, so that one
/// road is judged once, whichever of the derivations made it.
struct JudgedRoad {
  var record = TreatmentRecord()
  var scores = ScoredRoad()
  /// None where nothing is known of an antidepressant.
  var answers: [ResistanceStatus] = []
}
