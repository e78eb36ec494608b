// What Intake throws and takes is in part that of the floor below it: whoever imports Intake has both.
@_exported public import Files
