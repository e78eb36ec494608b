# Two-sided score tests of two proportions (prop.test without correction), Holm's adjustment over families (p.adjust), and directly
# standardised rates with Wald limits. Rscript make.R, in this folder: writes tests.csv, holm.csv and standardised.csv.
state <- 20261128
below <- function(n) { state <<- (16807 * state) %% 2147483647; state %% n }
out <- "first_events,first_n,second_events,second_n,p"
ps <- c()
for (case in 1:60) {
  n1 <- 3 + below(if (case > 40) 4000 else 80); n2 <- 3 + below(if (case > 40) 4000 else 80)
  a <- below(n1 + 1); b <- below(n2 + 1)
  if (a + b == 0 || a + b == n1 + n2) next
  p <- suppressWarnings(prop.test(c(a, b), c(n1, n2), correct = FALSE)$p.value)
  ps <- c(ps, p)
  out <- c(out, sprintf("%d,%d,%d,%d,%.15g", a, n1, b, n2, p))
}
writeLines(out, "tests.csv")
families <- list(c(0.01, 0.02, 0.03), c(0.04), c(0.5, 0.001, 0.001, 0.2, 0.9), head(ps, 12), tail(ps, 9), c(0.03, 0.03, 0.03, 1))
holm <- "probabilities,adjusted"
for (f in families)
  holm <- c(holm, paste(paste(sprintf("%.17g", f), collapse = " "), paste(sprintf("%.15g", p.adjust(f, "holm")), collapse = " "), sep = ","))
writeLines(holm, "holm.csv")
std <- "level,strata,estimate,low,high"
for (case in 1:8) {
  k <- c(1, 2, 4, 3, 5, 4, 2, 6)[case]; level <- if (case %% 2 == 0) 0.9 else 0.95
  x <- t(sapply(seq_len(k), function(i) { n <- 20 + below(400); c(1 + below(n - 1), n, 1 + below(3000)) }))
  w <- x[, 3] / sum(x[, 3]); p <- x[, 1] / x[, 2]
  r <- sum(w * p); se <- sqrt(sum(w^2 * p * (1 - p) / x[, 2])); z <- qnorm(1 - (1 - level) / 2)
  std <- c(std, sprintf("%g,%s,%.15g,%.15g,%.15g", level, paste(apply(x, 1, paste, collapse = " "), collapse = ";"),
                        r, max(0, r - z * se), min(1, r + z * se)))
}
writeLines(std, "standardised.csv")
