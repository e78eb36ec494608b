# Values of policies over up to three stages, a random number of them, with three actions at the second and patients who are lost.
# Base R with nnet and numDeriv. Knows none of Remit's formulas for errors: it differentiates the whole stack of estimating
# equations numerically. Run: Rscript make.R
library(nnet)
library(numDeriv)

# Park and Miller's generator, so that the data can be drawn again anywhere.
state <- 20261128
draw <- function(n) vapply(seq_len(n), function(i) { state <<- (16807 * state) %% 2147483647; state / 2147483647 }, 0)
normal <- function(n) qnorm(draw(n))
pick <- function(p) apply(p, 1, function(row) sum(draw(1) > cumsum(row)) + 1)

n <- 700
x1 <- normal(n); z1 <- as.numeric(draw(n) < 0.4)
a1 <- as.numeric(draw(n) < plogis(0.3 * x1 - 0.5 * z1))
u0 <- 0.5 * x1
site <- floor(draw(n) * 25) + 1
end1 <- draw(n) < plogis(-0.8 + 0.4 * a1 - 0.3 * x1)
lost1 <- !end1 & draw(n) < plogis(-2.2 + 0.4 * a1 + 0.3 * x1)
u1 <- 0.6 * a1 * z1 + 0.3 * x1 + normal(n)
x2 <- 0.5 * x1 - 0.4 * a1 + normal(n); z2 <- as.numeric(draw(n) < 0.3 + 0.3 * z1)
e <- cbind(1, exp(0.2 + 0.5 * x2), exp(-0.1 - 0.3 * x2 + 0.4 * z2)); a2 <- pick(e / rowSums(e)) - 1
end2 <- draw(n) < plogis(-0.6 + 0.5 * (a2 == 1) - 0.2 * (a2 == 2) - 0.3 * x2)
lost2 <- !end2 & draw(n) < plogis(-2 + 0.3 * x2)
u2 <- 0.4 * (a2 == 1) * x2 - 0.3 * (a2 == 2) + normal(n)
x3 <- 0.6 * x2 + normal(n); z3 <- as.numeric(draw(n) < 0.5)
a3 <- as.numeric(draw(n) < plogis(0.2 - 0.4 * x3))
end3 <- draw(n) < plogis(-0.7 + 0.6 * a3 - 0.2 * x3)
lost3 <- draw(n) < 0.1
u3 <- 0.5 * a3 * z3 + normal(n)

in2 <- !end1 & !lost1; in3 <- in2 & !end2 & !lost2
lost <- cbind(lost1, lost2 & in2, lost3 & in3)
reach <- cbind(TRUE, in2, in3)
remit <- cbind(end1, end2 & in2, end3 & in3 & !lost3)
A <- cbind(a1, a2, a3); U <- cbind(u1, u2, u3)
A[!reach] <- NA; U[!reach | lost] <- NA
R <- ifelse(reach & !lost, remit + 0, NA)
data <- data.frame(site, u0, x1, z1, a1 = A[, 1], u1 = U[, 1], r1 = R[, 1], l1 = lost[, 1] + 0,
  x2 = ifelse(in2, x2, NA), z2 = ifelse(in2, z2, NA), a2 = A[, 2], u2 = U[, 2], r2 = R[, 2], l2 = ifelse(in2, lost[, 2] + 0, NA),
  x3 = ifelse(in3, x3, NA), z3 = ifelse(in3, z3, NA), a3 = A[, 3], u3 = U[, 3], r3 = R[, 3], l3 = ifelse(in3, lost[, 3] + 0, NA))
for (name in c("u0", "x1", "x2", "x3", "u1", "u2", "u3")) data[[name]] <- round(data[[name]], 6)
write.csv(data, "input.csv", row.names = FALSE, na = "")

X <- list(cbind(1, data$x1, data$z1), cbind(1, data$x2, data$z2), cbind(1, data$x3, data$z3))
levels <- c(2, 3, 2)
rows <- lapply(1:3, function(k) which(reach[, k]))
for (k in 1:3) X[[k]][!reach[, k], ] <- 0

# Shares that a policy gives at a stage: n x actions; NULL = as observed.
fixed <- function(k, action) { m <- matrix(0, n, levels[k]); m[cbind(1:n, action + 1)] <- 1; m }
policies <- list(
  "0, 0, 0" = list(fixed(1, rep(0, n)), fixed(2, rep(0, n)), fixed(3, rep(0, n))),
  "1, 2, 1" = list(fixed(1, rep(1, n)), fixed(2, rep(2, n)), fixed(3, rep(1, n))),
  "by x" = list(fixed(1, (X[[1]][, 2] > 0) + 0), fixed(2, ifelse(X[[2]][, 2] > 0, 1, 2)), fixed(3, (X[[3]][, 2] < 0.5) + 0)),
  "by chance" = list(matrix(0.5, n, 2), matrix(rep(c(0.2, 0.3, 0.5), each = n), n), fixed(3, rep(1, n))),
  "as observed, then 1" = list(NULL, fixed(2, rep(1, n)), NULL),
  "as observed" = list(NULL, NULL, NULL))

# The stack of parameters: who got what, who was seen by action, Q by action.
layout <- list(); size <- 0
add <- function(name, count) { layout[[name]] <<- size + seq_len(count); size <<- size + count }
for (k in 1:3) {
  add(paste("g", k), 3 * (levels[k] - 1))
  for (a in seq_len(levels[k])) { add(paste("c", k, a), 3); add(paste("q", k, a), 3) }
}

shares <- function(theta, k) {
  eta <- cbind(0, X[[k]] %*% matrix(theta[layout[[paste("g", k)]]], 3))
  exp(eta) / rowSums(exp(eta))
}
link <- function(eta, binary) if (binary) plogis(eta) else eta
seen <- function(theta, k, a) plogis(drop(X[[k]] %*% theta[layout[[paste("c", k, a)]]]))
q <- function(theta, k, a, binary) link(drop(X[[k]] %*% theta[layout[[paste("q", k, a)]]]), binary)
value <- function(theta, k, policy, binary) {
  all <- sapply(seq_len(levels[k]), function(a) q(theta, k, a, binary))
  p <- policy[[k]]
  if (is.null(p)) { p <- matrix(0, n, levels[k]); p[cbind(rows[[k]], A[rows[[k]], k] + 1)] <- 1 }
  v <- rowSums(p * all); v[!reach[, k]] <- 0; v
}

stack <- function(theta, policy, binary) {
  psi <- matrix(0, n, size)
  for (k in 1:3) {
    r <- rows[[k]]; taken <- A[r, k] + 1
    p <- shares(theta, k)[r, , drop = FALSE]
    for (b in 2:levels[k]) psi[r, layout[[paste("g", k)]][3 * (b - 2) + 1:3]] <- X[[k]][r, ] * ((taken == b) - p[, b])
    gain <- if (binary) R[, k] else data[[paste0("u", k)]]
    if (k < 3) gain <- gain + ifelse(reach[, k + 1], value(theta, k + 1, policy, binary), 0)
    for (a in seq_len(levels[k])) {
      own <- r[taken == a]; here <- own[!lost[own, k]]
      psi[own, layout[[paste("c", k, a)]]] <- X[[k]][own, ] * (1 - lost[own, k] - seen(theta, k, a)[own])
      psi[here, layout[[paste("q", k, a)]]] <- X[[k]][here, ] * (gain[here] - q(theta, k, a, binary)[here])
    }
  }
  psi
}

start <- function(policy, binary) {
  theta <- numeric(size)
  for (k in 3:1) {
    r <- rows[[k]]; taken <- A[r, k]
    fit <- multinom(factor(taken) ~ X[[k]][r, -1], trace = FALSE, reltol = 1e-14, maxit = 1000)
    theta[layout[[paste("g", k)]]] <- if (levels[k] == 2) coef(fit) else t(coef(fit))
    gain <- if (binary) R[, k] else data[[paste0("u", k)]]
    if (k < 3) gain <- gain + ifelse(reach[, k + 1], value(theta, k + 1, policy, binary), 0)
    for (a in seq_len(levels[k])) {
      own <- r[taken == a - 1]; here <- own[!lost[own, k]]
      theta[layout[[paste("c", k, a)]]] <- coef(glm(!lost[own, k] ~ X[[k]][own, -1], family = binomial, control = list(epsilon = 1e-14)))
      theta[layout[[paste("q", k, a)]]] <- coef(glm(gain[here] ~ X[[k]][here, -1],
        family = if (binary) quasibinomial else gaussian, control = list(epsilon = 1e-14)))
    }
  }
  theta
}

# What each method's mean is made of: terms t and weights m with mean = sum(t) / sum(m).
parts <- function(theta, policy, binary, method) {
  w <- rep(1, n); f <- rep(1, n); total <- if (binary) 0 else data$u0
  dr <- total + value(theta, 1, policy, binary)
  for (k in 1:3) {
    r <- rows[[k]]; taken <- A[r, k] + 1
    pi <- shares(theta, k)[cbind(r, taken)]
    rho <- numeric(n); own <- numeric(n)
    for (a in seq_len(levels[k])) { at <- r[taken == a]; rho[at] <- seen(theta, k, a)[at]; own[at] <- q(theta, k, a, binary)[at] }
    p <- if (is.null(policy[[k]])) rep(1, length(r)) else policy[[k]][cbind(r, taken)]
    ratio <- if (is.null(policy[[k]])) rep(1, length(r)) else p / pi
    w[r] <- w[r] * ratio * (1 - lost[r, k]) / rho[r]; f[r] <- f[r] * p * (1 - lost[r, k])
    gain <- ifelse(reach[, k] & !lost[, k], if (binary) R[, k] else data[[paste0("u", k)]], 0)
    total <- total + gain
    later <- if (k < 3) ifelse(reach[, k + 1], value(theta, k + 1, policy, binary), 0) else 0
    dr <- dr + ifelse(reach[, k] & w > 0, w * (gain + later - own), 0)
  }
  switch(method,
    "unadjusted" = list(t = f * total, m = f),
    "iptw" = list(t = w * total, m = w),
    "iptw-plain" = list(t = w * total, m = rep(1, n)),
    "g-formula" = list(t = (if (binary) 0 else data$u0) + value(theta, 1, policy, binary), m = rep(1, n)),
    "aipw" = list(t = dr, m = rep(1, n)))
}

result <- NULL
for (binary in c(FALSE, TRUE)) for (name in names(policies)) {
  policy <- policies[[name]]
  theta <- start(policy, binary)
  for (round in 1:2) theta <- theta - solve(jacobian(function(t) colSums(stack(t, policy, binary)), theta),
    colSums(stack(theta, policy, binary)))
  bread <- jacobian(function(t) colSums(stack(t, policy, binary)), theta)
  psi <- stack(theta, policy, binary)
  for (method in c("unadjusted", "iptw", "iptw-plain", "g-formula", "aipw")) {
    p <- parts(theta, policy, binary, method)
    estimate <- sum(p$t) / sum(p$m)
    known <- (p$t - estimate * p$m) * n / sum(p$m)
    slope <- grad(function(t) { p <- parts(t, policy, binary, method); sum(p$t - estimate * p$m) }, theta)
    full <- known - drop(psi %*% solve(t(bread), slope)) * n / sum(p$m)
    error <- function(i) sqrt(sum(i^2)) / n
    clustered <- function(i) sqrt(sum(tapply(i, data$site, sum)^2)) / n
    result <- rbind(result, data.frame(outcome = if (binary) "remission" else "score", policy = name, method = method,
      estimate = estimate, se_known = if (method == "g-formula") NA else error(known), se = error(full), se_site = clustered(full)))
  }
}
for (column in 4:7) result[[column]] <- ifelse(is.na(result[[column]]), "", sprintf("%.15g", result[[column]]))
write.csv(result, "expected.csv", row.names = FALSE, quote = TRUE)
