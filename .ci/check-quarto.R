# Run the R of report.qmd in the folders of reports: Rscript .ci/check-quarto.R FOLDER...
# Every figure of the report is drawn; where R_DRAWN names a folder, the values that it plots are written there: figure, value.
run <- function(report) {
  began <- proc.time()[["elapsed"]]
  code <- tempfile(fileext = ".R")
  knitr::purl(file.path(report, "report.qmd"), code, quiet = TRUE, documentation = 0)
  home <- setwd(report)
  on.exit(setwd(home))
  pdf(NULL)
  for (call in parse(code, encoding = "UTF-8")) {
    value <- withVisible(eval(call, globalenv()))
    if (value$visible && inherits(value$value, "ggplot")) invisible(ggplot2::ggplotGrob(value$value))
  }
  dev.off()
  plotted <- lapply(names(drawn), function(name) {
    table <- as.data.frame(drawn[[name]])
    if (nrow(table) == 0) return(NULL)
    column <- intersect(c("value", "y", "patients"), names(table))[1]
    data.frame(figure = name, value = sprintf("%.17g", as.numeric(table[[column]])))
  })
  kept <- Sys.getenv("R_DRAWN")
  if (kept != "") write.csv(do.call(rbind, plotted), file.path(kept, paste0(basename(report), ".csv")), row.names = FALSE, quote = FALSE)
  figures <- length(list.files("figures", "[.]svg$"))
  cat(sprintf("%-24s R draws %d of %d figures in %.1f s\n", basename(report), length(drawn), figures, proc.time()[["elapsed"]] - began))
  length(drawn) == figures
}

# A notebook that stands alone is of Python only.
reports <- Filter(dir.exists, commandArgs(TRUE))
if (!all(vapply(reports, run, TRUE))) quit(status = 1)
