# Differences of paired proportions and tests of the discordant pairs, by R's own functions. Rscript make.R > expected.csv
# Columns ab: both, only first, only second, neither of patients who had the first treatment first; ba: of the others.
score <- function(d, b, c, n) {
  # Tango's restricted estimate of the share of c given the difference d, as the larger root of its quadratic.
  A <- 2 * n; B <- -b - c + (2 * n - b + c) * d; C <- -c * d * (1 - d)
  q <- (sqrt(max(0, B^2 - 4 * A * C)) - B) / (2 * A)
  c(b - c - n * d, sqrt(max(0, n * (2 * q + d * (1 - d)))))
}
limit <- function(b, c, n, z, d, end) {
  if (d == end) return(d)
  f <- function(x) { s <- score(x, b, c, n); s[1] - z * s[2] }
  # Where nobody differs, or everybody one way, the equation also holds at d itself, which is no limit.
  uniroot(f, sort(c(d + (end - d) * 1e-9, end)), tol = 1e-15, maxiter = 10000)$root
}
cases <- list(
  c(1, 1, 7, 12, 0, 0, 0, 0), c(59, 6, 16, 80, 0, 0, 0, 0), c(7, 25, 2, 68, 0, 0, 0, 0), # Bentur, Cavo, Ezra in Fagerland et al.
  c(0, 3, 0, 9, 0, 3, 0, 8), c(0, 0, 0, 10, 0, 0, 0, 11), c(5, 0, 0, 0, 4, 0, 0, 0), c(0, 6, 0, 0, 0, 0, 0, 0),
  c(0, 0, 4, 0, 0, 0, 3, 0), c(0, 2, 2, 5, 1, 3, 3, 4), c(10, 8, 3, 20, 12, 5, 9, 18), c(1, 0, 1, 0, 0, 1, 0, 0),
  c(102, 41, 37, 210, 98, 60, 22, 187), c(3, 12, 1, 9, 2, 1, 10, 8), c(900, 310, 240, 1500, 870, 350, 205, 1480))
cat("both_ab,only_first_ab,only_second_ab,neither_ab,both_ba,only_first_ba,only_second_ba,neither_ba,level,estimate,low,high,exact_p,mid_p,order_p\n")
for (x in cases) for (level in c(0.9, 0.95, 0.99)) {
  b <- x[2] + x[6]; c <- x[3] + x[7]; n <- sum(x); z <- qnorm(1 - (1 - level) / 2); d <- (b - c) / n
  low <- limit(b, c, n, z, d, -1); high <- limit(b, c, n, -z, d, 1)
  exact <- if (b + c == 0) 1 else binom.test(b, b + c)$p.value
  mid <- if (b + c == 0) 1 else if (b == c) 1 - dbinom(b, b + c, 0.5) / 2 else exact - dbinom(b, b + c, 0.5)
  rows <- rbind(x[2:3], x[7:6])
  order <- if (all(rowSums(rows) > 0)) sprintf("%.15g", fisher.test(rows)$p.value) else ""
  cat(sprintf("%s,%g,%.15g,%.15g,%.15g,%.15g,%.15g,%s\n", paste(x, collapse = ","), level, d, low, high, exact, mid, order))
}
