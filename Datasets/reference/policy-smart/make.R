# Values of the four policies that a two-stage SMART has in it, where only those who did not respond were randomised again.
# Base R and numDeriv; errors by differentiating the whole stack of estimating equations. Run: Rscript make.R
library(numDeriv)
d <- read.csv("input.csv")
n <- nrow(d)
again <- d$r == 0
d$o21[!again] <- 0; d$o22[!again] <- 0
H1 <- as.matrix(cbind(1, d[c("o11", "o12", "o13", "o14")]))
H2 <- as.matrix(cbind(1, d[c("o11", "o12", "o13", "o14", "a1", "o21", "o22")]))
# Parameters: two shares, Q of stage 1 by action (5 each), Q of stage 2 by action (8 each).
places <- list(g1 = 1, g2 = 2, q1m = 3:7, q1p = 8:12, q2m = 13:20, q2p = 21:28)

q2 <- function(t, a) drop(H2 %*% t[places[[if (a > 0) "q2p" else "q2m"]]])
q1 <- function(t, a) drop(H1 %*% t[places[[if (a > 0) "q1p" else "q1m"]]])
later <- function(t, b) ifelse(again, q2(t, b), d$y)
stack <- function(t, a, b) {
  psi <- matrix(0, n, 28)
  psi[, 1] <- (d$a1 > 0) - plogis(t[1])
  psi[, 2] <- again * ((d$a2 > 0) - plogis(t[2]))
  v <- later(t, b)
  for (s in c(-1, 1)) {
    psi[, places[[if (s > 0) "q1p" else "q1m"]]] <- H1 * ((d$a1 == s) * (v - q1(t, s)))
    psi[, places[[if (s > 0) "q2p" else "q2m"]]] <- H2 * (again * (d$a2 == s) * (d$y - q2(t, s)))
  }
  psi
}
start <- function(a, b) {
  t <- c(qlogis(mean(d$a1 > 0)), qlogis(mean(d$a2[again] > 0)), numeric(26))
  for (s in c(-1, 1)) {
    at <- again & d$a2 == s
    t[places[[if (s > 0) "q2p" else "q2m"]]] <- lm.fit(H2[at, ], d$y[at])$coefficients
  }
  v <- later(t, b)
  for (s in c(-1, 1)) t[places[[if (s > 0) "q1p" else "q1m"]]] <- lm.fit(H1[d$a1 == s, ], v[d$a1 == s])$coefficients
  t
}
parts <- function(t, a, b, method) {
  p1 <- if (a > 0) plogis(t[1]) else 1 - plogis(t[1])
  p2 <- if (b > 0) plogis(t[2]) else 1 - plogis(t[2])
  w1 <- (d$a1 == a) / p1
  w2 <- ifelse(again, w1 * (d$a2 == b) / p2, w1)
  switch(method,
    "g-formula" = list(t = q1(t, a), m = rep(1, n)),
    "iptw" = list(t = w2 * d$y, m = w2),
    "aipw" = list(t = q1(t, a) + w1 * (later(t, b) - q1(t, a)) + again * w2 * (d$y - q2(t, b)), m = rep(1, n)))
}
result <- NULL
for (a in c(-1, 1)) for (b in c(-1, 1)) {
  t <- start(a, b)
  bread <- jacobian(function(t) colSums(stack(t, a, b)), t)
  psi <- stack(t, a, b)
  for (method in c("g-formula", "iptw", "aipw")) {
    p <- parts(t, a, b, method)
    estimate <- sum(p$t) / sum(p$m)
    slope <- grad(function(t) { p <- parts(t, a, b, method); sum(p$t - estimate * p$m) }, t)
    influence <- (p$t - estimate * p$m - drop(psi %*% solve(t(bread), slope))) * n / sum(p$m)
    result <- rbind(result, data.frame(first = a, second = b, method = method,
      estimate = sprintf("%.15g", estimate), se = sprintf("%.15g", sqrt(sum(influence^2)) / n)))
  }
}
write.csv(result, "expected.csv", row.names = FALSE)
