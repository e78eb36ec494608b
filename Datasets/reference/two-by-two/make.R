# Writes expected.csv: two groups' events and n, Miettinen and Nurminen's limits of the difference, Fisher's p and its mid-p, Katz' and
# Woolf's limits. The restricted shares are the closed (trigonometric) solution of the cubic in Farrington & Manning (1990), which Remit does
# not use; limits by uniroot. fisher.test is R's own; the mid-p takes off half of what is as likely as the observed, by dhyper.
mn <- function(a, n, b, m, level) {
  z <- qnorm(0.5 + level / 2); N <- n + m; theta <- m / n; p1 <- a / n; p2 <- b / m
  score <- function(d) {
    A <- 1 + theta; B <- -(1 + theta + p1 + theta * p2 + d * (theta + 2))
    C <- d^2 + d * (2 * p1 + theta + 1) + p1 + theta * p2; D <- -p1 * d * (1 + d)
    v <- B^3 / (3 * A)^3 - B * C / (6 * A^2) + D / (2 * A)
    u <- ifelse(v > 0, 1, -1) * sqrt(max(0, B^2 / (3 * A)^2 - C / (3 * A)))
    w <- (pi + acos(pmin(1, pmax(-1, ifelse(u == 0, 0, v / u^3))))) / 3
    q1 <- 2 * u * cos(w) - B / (3 * A); q2 <- q1 - d
    s <- (q1 * (1 - q1) / n + q2 * (1 - q2) / m) * N / (N - 1)
    (p1 - p2 - d) / sqrt(max(s, 1e-300))
  }
  d <- p1 - p2
  c(if (d <= -1 + 1e-12) -1 else uniroot(function(x) score(x) - z, c(-1 + 1e-10, d), tol = 1e-15)$root,
    if (d >= 1 - 1e-12) 1 else uniroot(function(x) score(x) + z, c(d, 1 - 1e-10), tol = 1e-15)$root)
}
cases <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(1, 1000, 3, 800), c(330, 900, 290, 1000), c(15, 148, 27, 139),
  c(2, 4, 1, 3), c(700, 710, 650, 700))
out <- NULL
for (k in cases) for (level in c(0.95, 0.9)) {
  a <- k[1]; n <- k[2]; b <- k[3]; m <- k[4]
  l <- mn(a, n, b, m, level); f <- fisher.test(matrix(c(a, n - a, b, m - b), 2))$p.value
  x <- max(0, a + b - m):min(a + b, n); p <- dhyper(x, n, m, a + b); o <- dhyper(a, n, m, a + b)
  z <- qnorm(0.5 + level / 2)
  rr <- log(a / n / (b / m)) + c(-1, 1) * z * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
  or <- log(a * (m - b) / b / (n - a)) + c(-1, 1) * z * sqrt(1 / a + 1 / (n - a) + 1 / b + 1 / (m - b))
  out <- rbind(out, c(k, level, l, f, f - sum(p[abs(p / o - 1) < 1e-7]) / 2, exp(rr), exp(or)))
}
colnames(out) <- c("a", "n", "b", "m", "level", "mn_low", "mn_high", "fisher", "midp", "rr_low", "rr_high", "or_low", "or_high")
write.csv(apply(out, 2, function(v) ifelse(is.finite(v), sprintf("%.15g", v), "")), "expected.csv", row.names = FALSE, quote = FALSE)
p <- c(0.01, 0.04, 0.03, 0.5, 0.04)
write.csv(data.frame(p, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH")), "adjusted.csv", row.names = FALSE, quote = FALSE)
