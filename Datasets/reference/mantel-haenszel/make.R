# Mantel-Haenszel risk differences of drawn strata by metafor::rma.mh, which takes no correction here.
# Rscript make.R > expected.csv
suppressMessages(library(metafor))
draw <- function(seed, k) {
  # Park and Miller's generator, so that the strata do not hang on R's.
  state <- seed
  below <- function(n) { state <<- (16807 * state) %% 2147483647; state %% n }
  t(sapply(seq_len(k), function(i) {
    n1 <- 2 + below(60); n2 <- 2 + below(200)
    c(below(n1 + 1), n1, below(n2 + 1), n2)
  }))
}
cat("case,level,strata,estimate,std_error,low,high\n")
for (case in 1:12) {
  k <- c(1, 2, 3, 5, 8, 13, 21, 40, 73, 4, 6, 9)[case]
  level <- if (case %% 3 == 0) 90 else 95
  x <- draw(1000 + case, k)
  fit <- rma.mh(ai = x[, 1], n1i = x[, 2], ci = x[, 3], n2i = x[, 4], measure = "RD", level = level,
                add = 0, to = "none", drop00 = FALSE)
  strata <- paste(apply(x, 1, paste, collapse = " "), collapse = ";")
  cat(sprintf("%d,%g,%s,%.15g,%.15g,%.15g,%.15g\n", case, level / 100, strata, fit$beta, fit$se, fit$ci.lb, fit$ci.ub))
}
