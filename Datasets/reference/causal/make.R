# Effects of one action over another with clusters and missing outcomes, and their standard errors by stacked estimating equations.
#     Rscript make.R          writes input.csv and expected.csv
# Point estimates from glm and lm. The stacked covariance is made without any of their derivatives: the sum of all estimating functions is
# differentiated numerically (Richardson's extrapolation of central differences) at the solution. survey's svyglm gives the errors of weighted
# means with weights taken as known; its factor G / (G - 1) is taken out.
suppressMessages(library(survey))
seed <- 20261128
draw <- function(n) { # Park and Miller's generator, the same in every R
  out <- numeric(n)
  for (i in seq_len(n)) { seed <<- (16807 * seed) %% 2147483647; out[i] <- seed / 2147483647 }
  out
}
n <- 500
id <- rep(seq_len(350), length.out = n)
x1 <- round(qnorm(draw(n)), 3); x2 <- as.numeric(draw(n) < 0.4); x3 <- round(draw(n) * 4, 2)
a <- as.numeric(draw(n) < plogis(-0.4 + 0.7 * x1 + 0.5 * x2 - 0.2 * x3))
y <- as.numeric(draw(n) < plogis(-0.6 + 0.8 * x1 - 0.5 * x2 + 0.3 * x3 + 0.6 * a))
z <- round(20 + 2 * x1 + x2 - x3 * x1 + 3 * a + 3 * qnorm(draw(n)), 3)
r <- as.numeric(draw(n) < plogis(1.6 + 0.4 * x1 - 0.6 * a))
d <- data.frame(id, a, x1, x2, x3, r, y = ifelse(r == 1, y, NA), z = ifelse(r == 1, z, NA))
write.csv(d, "input.csv", row.names = FALSE, quote = FALSE, na = "")
X <- cbind(1, x1, x2, x3); p <- ncol(X)
control <- glm.control(epsilon = 1e-15, maxit = 100)
out <- data.frame()
add <- function(outcome, population, method, quantity, estimate, se) out <<- rbind(out, data.frame(outcome, population, method, quantity,
  estimate = sprintf("%.17g", estimate), se = ifelse(is.na(se), "", sprintf("%.12g", se))))

for (outcome in c("y", "z")) {
  binary <- outcome == "y"
  Y <- if (binary) y else z
  ps <- coef(glm(a ~ x1 + x2 + x3, binomial, control = control))
  fit <- function(k) if (binary) coef(glm(Y[k] ~ X[k, -1], binomial, control = control)) else coef(lm(Y[k] ~ X[k, -1]))
  m <- list(fit(a == 0 & r == 1), fit(a == 1 & r == 1))
  cs <- lapply(0:1, function(v) coef(glm(r[a == v] ~ X[a == v, -1], binomial, control = control)))
  mean.of <- function(eta) if (binary) plogis(eta) else eta
  for (population in c("ate", "att", "overlap")) for (method in c("unadjusted", "g-formula", "iptw", "aipw")) {
    if (population == "overlap" && method %in% c("g-formula", "aipw")) next
    q <- if (population == "att") a else rep(1, n)
    # All estimating functions, one column each: propensity, outcomes, censoring, two means.
    psi <- function(t) {
      b <- split(t[1:(5 * p)], rep(1:5, each = p)); mu <- t[5 * p + 1:2]
      pi <- as.vector(plogis(X %*% b[[1]]))
      s <- X * (a - pi); E <- NULL
      for (v in 0:1) {
        mv <- as.vector(mean.of(X %*% b[[2 + v]])); rho <- as.vector(plogis(X %*% b[[4 + v]]))
        s <- cbind(s, X * (a == v) * ifelse(r == 1, Y - mv, 0))
        E <- cbind(E, X * (a == v) * (r - rho))
      }
      M <- NULL
      for (v in 0:1) {
        mv <- as.vector(mean.of(X %*% b[[2 + v]])); rho <- as.vector(plogis(X %*% b[[4 + v]]))
        g <- if (v == 1) pi else 1 - pi
        h <- switch(population, ate = 1, att = pi, overlap = pi * (1 - pi))
        w <- (a == v) * r * h / g / rho
        M <- cbind(M, switch(method, unadjusted = (a == v) * r * (Y - mu[v + 1]), "g-formula" = q * (mv - mu[v + 1]),
          iptw = w * (Y - mu[v + 1]), aipw = q * (mv - mu[v + 1]) + w * (Y - mv)))
      }
      cbind(s, E, M)
    }
    t0 <- c(ps, m[[1]], m[[2]], cs[[1]], cs[[2]], 0, 0)
    at0 <- colSums(psi(t0))[5 * p + 1:2]; t1 <- t0; t1[5 * p + 1:2] <- 1
    t0[5 * p + 1:2] <- at0 / (at0 - colSums(psi(t1))[5 * p + 1:2]) # linear in the means
    f <- function(t) colSums(psi(t))
    J <- sapply(seq_along(t0), function(k) { D <- function(h) { e <- replace(numeric(length(t0)), k, h); (f(t0 + e) - f(t0 - e)) / (2 * h) }
      (4 * D(1e-4) - D(2e-4)) / 3 })
    S <- rowsum(psi(t0), id)
    V <- solve(J) %*% crossprod(S) %*% t(solve(J)); V <- V[5 * p + 1:2, 5 * p + 1:2]; mu <- t0[5 * p + 1:2]
    se <- function(g) sqrt(as.numeric(t(g) %*% V %*% g))
    add(outcome, population, method, "second", mu[1], se(c(1, 0))); add(outcome, population, method, "first", mu[2], se(c(0, 1)))
    add(outcome, population, method, "difference", mu[2] - mu[1], se(c(-1, 1)))
    if (binary) {
      add(outcome, population, method, "risk_ratio", mu[2] / mu[1], se(c(-1 / mu[1], 1 / mu[2])))
      o <- mu * (1 - mu); add(outcome, population, method, "odds_ratio", mu[2] * (1 - mu[1]) / mu[1] / (1 - mu[2]), se(c(-1 / o[1], 1 / o[2])))
    }
    if (method == "iptw") { # weights taken as known, by survey
      pi <- as.vector(plogis(X %*% ps)); h <- switch(population, ate = 1, att = pi, overlap = pi * (1 - pi))
      w <- h / ifelse(a == 1, pi, 1 - pi) / ifelse(a == 1, as.vector(plogis(X %*% cs[[2]])), as.vector(plogis(X %*% cs[[1]])))
      data <- data.frame(id, a, Y, w)[r == 1, ]
      s <- svyglm(Y ~ a, svydesign(ids = ~id, weights = ~w, data = data)); G <- length(unique(data$id))
      add(outcome, population, "iptw-known", "difference", coef(s)[["a"]], sqrt(vcov(s)[2, 2] * (G - 1) / G))
    }
  }
}
lmfit <- lm(z ~ x1 + x2 + x3, d)
for (k in names(coef(lmfit))) add("z", "", "lm", k, coef(lmfit)[[k]], summary(lmfit)$coefficients[k, 2])
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
