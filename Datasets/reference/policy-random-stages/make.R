# A random number of stages as polle's `sim_multi_stage` draws them (written anew from its documentation), cut to three as its `partial`
# does, and the estimators of its documentation by hand: one model of who got what over all stages (g_glm), a linear Q a stage on the rest of
# the reward after what an action is known to bring, Horvitz and Thompson's mean. Base R. Run: Rscript make.R
state <- 1728
draw <- function(n = 1) vapply(seq_len(n), function(i) { state <<- (16807 * state) %% 2147483647; state / 2147483647 }, 0)
n <- 400; most <- 3
rows <- NULL
for (id in 1:n) {
  w <- qnorm(draw()); b <- as.numeric(draw() < 0.3)
  t <- 0; lead <- 0; stage <- 1; before <- 0; paid <- 0
  repeat {
    if (t >= 10) { rows <- rbind(rows, c(id, stage, 1, NA, NA, b, 10 - before + paid, 10)); break }
    x <- qnorm(draw()) + 0.1 * t - 0.3 * lead + 0.4 * b
    a <- as.numeric(draw() < plogis(1.5 - 0.05 * t^2 - 0.4 * x))
    rows <- rbind(rows, c(id, stage, 0, a, x, b, t - before + paid, t))
    paid <- -x * a; before <- t; lead <- x; stage <- stage + 1
    if (a == 0) { rows <- rbind(rows, c(id, stage, 1, NA, NA, b, paid, t)); break }
    t <- t - log(draw()) / exp(-0.2 * x + 0.3 * w) + 1
  }
}
colnames(rows) <- c("id", "stage", "event", "A", "X", "B", "U", "t")
d <- as.data.frame(rows)
d$X <- round(d$X, 6); d$U <- round(d$U, 6); d$t <- round(d$t, 6)
late <- d$stage > most
rest <- aggregate(U ~ id, d[late, ], sum)
d <- rbind(d[!late, ], data.frame(id = rest$id, stage = most + 1, event = 1, A = NA, X = NA, B = NA, U = rest$U, t = NA))
d <- d[order(d$id, d$stage), ]
write.csv(d, "input.csv", row.names = FALSE, na = "")

U <- tapply(d$U, d$id, sum)
act <- d[d$event == 0, ]
shared <- glm(A ~ X + B, binomial, act, control = list(epsilon = 1e-14))
policies <- list("always 1" = function(h) rep(1, nrow(h)), "always 0" = function(h) rep(0, nrow(h)),
  "1 where X < 0.5" = function(h) as.numeric(h$X < 0.5))
result <- NULL
for (model in c("one for all stages", "one a stage")) for (name in names(policies)) {
  d_k <- policies[[name]]
  later <- U; q <- matrix(0, n, most + 1); q[, most + 1] <- U; w <- matrix(1, n, most)
  for (k in most:1) {
    h <- act[act$stage == k, ]
    so_far <- tapply(d$U[d$stage <= k], factor(d$id[d$stage <= k], levels = 1:n), sum)[h$id]
    known <- ifelse(h$A == 1, -h$X, 0)
    fit <- lm(later[h$id] - so_far - known ~ A * (X + B), h)
    chosen <- d_k(h)
    at <- h; at$A <- chosen
    later[h$id] <- so_far + ifelse(chosen == 1, -h$X, 0) + predict(fit, at)
    q[, k] <- later
    g <- if (model == "one a stage") glm(A ~ X + B, binomial, h, control = list(epsilon = 1e-14)) else shared
    p <- predict(g, h, type = "response"); p <- ifelse(chosen == 1, p, 1 - p)
    w[h$id, k] <- (h$A == chosen) / p
  }
  through <- t(apply(w, 1, cumprod))
  dr <- q[, 1]; for (k in 1:most) dr <- dr + through[, k] * (q[, k + 1] - q[, k])
  ipw <- through[, most] * U
  se <- function(z) sqrt(mean((z - mean(z))^2) / n)
  result <- rbind(result, data.frame(model, policy = name, type = c("dr", "ipw", "or"),
    estimate = sprintf("%.15g", c(mean(dr), mean(ipw), mean(q[, 1]))), se = c(sprintf("%.15g", c(se(dr), se(ipw))), "")))
}
write.csv(result, "expected.csv", row.names = FALSE)
