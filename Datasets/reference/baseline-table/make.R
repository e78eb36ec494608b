# Table 1 of drawn patients: quartiles, means, skewness and standardised mean differences, by R's own functions and by the formulas of
# tableone's modules-smd.R (mean of the multinomial covariances, first level dropped). Rscript make.R
draw <- function(seed) {
  # Park and Miller's generator, so that the values do not hang on R's.
  state <- seed
  function(n) { state <<- (16807 * state) %% 2147483647; state %% n }
}
pairs <- function(k) if (k < 2) NULL else t(combn(k, 2))
smd_means <- function(x, arm) {
  m <- tapply(x, arm, mean, na.rm = TRUE); v <- tapply(x, arm, var, na.rm = TRUE)
  apply(pairs(length(m)), 1, function(p) abs(m[p[1]] - m[p[2]]) / sqrt((v[p[1]] + v[p[2]]) / 2))
}
smd_levels <- function(x, arm) {
  share <- prop.table(table(arm, x), 1)
  apply(pairs(nrow(share)), 1, function(p) {
    kept <- colSums(share[p, , drop = FALSE]) > 0
    a <- share[p[1], kept][-1]; b <- share[p[2], kept][-1]
    cov <- function(p) { s <- -outer(p, p); diag(s) <- p * (1 - p); s }
    d <- a - b
    sqrt(drop(d %*% solve((cov(a) + cov(b)) / 2) %*% d))
  })
}
skewness <- function(x) { m <- mean(x); mean((x - m)^3) / mean((x - m)^2)^1.5 }
number <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

patients <- list(); expected <- list()
for (case in 1:8) {
  below <- draw(400 + case)
  n <- c(12, 25, 40, 60, 90, 150, 33, 200)[case]; k <- c(2, 2, 3, 2, 4, 5, 2, 3)[case]; levels <- c(2, 3, 4, 5, 6, 3, 2, 8)[case]
  d <- data.frame(case = case, arm = NA, number = NA_real_, level = NA)
  d <- d[rep(1, n), ]
  for (i in seq_len(n)) {
    arm <- 1 + below(k)
    d$arm[i] <- LETTERS[arm]
    u <- below(1000)
    # Ages, waiting times with a long tail, and scores with quarters in turn.
    d$number[i] <- switch(1 + case %% 3, 18 + u %% 60 + arm, (u * u * u) %/% 1e6 + arm, (u %% 97) / 4 - 3)
    if (below(9) == 0) d$number[i] <- NA
    d$level[i] <- letters[1 + (below(levels) * (1 + below(arm))) %% levels]
    if (below(11) == 0) d$level[i] <- NA
  }
  patients[[case]] <- d
  arm <- factor(d$arm)
  for (a in c(levels(arm), "everyone")) {
    x <- d$number[(a == "everyone" | d$arm == a) & !is.na(d$number)]
    q <- quantile(x, c(0.25, 0.5, 0.75), names = FALSE)
    e <- a == "everyone"
    expected[[length(expected) + 1]] <- data.frame(
      case = case, arm = a, n = length(x), mean = number(mean(x)), sd = number(sd(x)), p25 = number(q[1]), p50 = number(q[2]),
      p75 = number(q[3]), skewness = number(if (e) skewness(x) else NA),
      smd_number = number(if (e) max(smd_means(d$number, arm)) else NA),
      smd_level = number(if (e) max(smd_levels(d$level, arm)) else NA))
  }
}
out <- do.call(rbind, patients)
out$number <- number(out$number)
write.csv(out, "patients.csv", row.names = FALSE, quote = FALSE, na = "")
write.csv(do.call(rbind, expected), "expected.csv", row.names = FALSE, quote = FALSE)
