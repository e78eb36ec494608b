# Writes designs.csv, columns.csv and expected.csv beside this script. R 4.2.2, brglm2, sandwich, pROC (Debian 12).
#
#     Rscript make.R            in this folder
suppressMessages({library(brglm2); library(sandwich); library(pROC)})
options(digits = 17)
control <- glm.control(epsilon = 1e-15, maxit = 100)
designs <- columns <- expected <- list()
say <- function(case, quantity, term, value)
  expected[[length(expected) + 1]] <<- data.frame(case, quantity, term, value = sprintf("%.17g", value))

logit_sums <- function(X, y, w, o, b) {
  eta <- drop(X %*% b) + o; mu <- plogis(eta); v <- w * mu * (1 - mu)
  info <- crossprod(X * sqrt(v)); h <- v * rowSums((X %*% solve(info)) * X)
  list(ll = sum(w * (y * plogis(eta, log.p = TRUE) + (1 - y) * plogis(-eta, log.p = TRUE))), info = info,
       u = drop(crossprod(X, w * (y - mu))), ustar = drop(crossprod(X, w * (y - mu) + h * (0.5 - mu))))
}
pll <- function(s) s$ll + as.numeric(determinant(s$info)$modulus) / 2
# The (penalised) maximum with some coefficients held; scoring with halving to the end of the digits.
held <- function(X, y, w, o, start, fixed, firth) {
  b <- start; free <- setdiff(seq_along(b), fixed)
  f <- function(b) tryCatch({ s <- logit_sums(X, y, w, o, b); if (firth) pll(s) else s$ll }, error = function(e) -Inf)
  # A start where the information is singular gives way to the held values and zeros.
  if (!is.finite(f(b))) b[free] <- 0
  if (!is.finite(f(b))) b[free] <- qr.coef(qr(X[, free, drop = FALSE]), -drop(X[, fixed, drop = FALSE] %*% b[fixed]) - o)
  for (i in 1:5000) {
    s <- logit_sums(X, y, w, o, b); u <- if (firth) s$ustar else s$u
    if (!length(free)) break
    d <- solve(s$info[free, free, drop = FALSE], u[free]); k <- 1; here <- f(b)
    repeat { t <- b; t[free] <- b[free] + k * d; if (f(t) >= here - 1e-10 || k < 1e-8) break; k <- k / 2 }
    b <- t; if (max(abs(d)) < 1e-14 * max(1, abs(b))) break
  }
  list(b = b, value = f(b), sums = logit_sums(X, y, w, o, b))
}
profile_limit <- function(X, y, w, o, b, se, j, side, firth) {
  top <- held(X, y, w, o, b, integer(0), firth)$value; warm <- b
  g <- function(v) { s <- warm; s[j] <- v; h <- held(X, y, w, o, s, j, firth); 2 * (top - h$value) - qchisq(0.95, 1) }
  far <- 2 * se; while (g(b[j] + side * far) < 0) far <- far * 1.5
  ends <- sort(c(b[j], b[j] + side * far)); uniroot(g, ends, tol = 1e-14, maxiter = 1000)$root
}

case <- function(name, X, assign, terms, y, w = rep(1, length(y)), o = rep(0, length(y)), cluster = NULL,
                 profile = TRUE, ml = TRUE, firth = TRUE, scores = TRUE) {
  designs[[name]] <<- data.frame(case = name, row = rep(seq_along(y), ncol(X)), column = rep(seq_len(ncol(X)), each = nrow(X)),
    x = sprintf("%.17g", as.vector(X)), y = sprintf("%.17g", rep(y, ncol(X))), w = rep(w, ncol(X)), o = sprintf("%.17g", rep(o, ncol(X))),
    cluster = if (is.null(cluster)) -1 else rep(cluster, ncol(X)))
  columns[[name]] <<- data.frame(case = name, column = colnames(X), assign = assign, term = c("", terms)[assign + 1])
  terms_of <- colnames(X)
  if (ml) {
    # The column-wise fit: y as proportion with prior weights, which is what cbind(events, others) becomes.
    # Which columns are aliased is R's word at its default epsilon; its tolerance there is epsilon / 1000.
    first <- suppressWarnings(glm(y ~ 0 + X, family = binomial, weights = w, offset = o))
    k <- which(!is.na(coef(first))); Xk <- X[, k, drop = FALSE]
    fit <- suppressWarnings(glm(y ~ 0 + Xk, family = binomial, weights = w, offset = o, control = control))
    b <- setNames(unname(coef(fit)), terms_of[k])
    b <- held(Xk, y, w, o, b, integer(0), FALSE)$b
    s <- logit_sums(Xk, y, w, o, b); V <- solve(s$info); se <- sqrt(diag(V))
    stopifnot(max(abs(b - coef(fit))) < 1e-7)
    for (i in seq_along(k)) { say(name, "ml.estimate", terms_of[k[i]], b[i]); say(name, "ml.se", terms_of[k[i]], se[i]) }
    for (i in which(is.na(coef(first)))) say(name, "ml.aliased", terms_of[i], 1)
    say(name, "ml.loglik", "", as.numeric(logLik(fit))); say(name, "ml.deviance", "", deviance(fit))
    say(name, "ml.aic", "", AIC(fit)); say(name, "ml.bic", "", BIC(fit))
    one <- any(assign == 0)
    null <- if (one) glm(y ~ 1, family = binomial, weights = w, offset = o, control = control) else NULL
    say(name, "ml.null_deviance", "", if (one) deviance(null) else sum(binomial()$dev.resids(y, plogis(o), w)))
    for (t in seq_along(terms)) {
      j <- which(assign[k] == t); if (!length(j)) next
      z <- b; z[j] <- 0; r <- held(Xk, y, w, o, z, j, FALSE)
      say(name, "ml.lr", terms[t], 2 * (s$ll - r$value))
      if (scores) say(name, "ml.score", terms[t], drop(r$sums$u %*% solve(r$sums$info, r$sums$u)))
      say(name, "ml.wald", terms[t], drop(b[j] %*% solve(V[j, j], b[j])))
    }
    if (profile) for (i in seq_along(k)) {
      say(name, "ml.profile_low", terms_of[k[i]], profile_limit(Xk, y, w, o, b, se[i], i, -1, FALSE))
      say(name, "ml.profile_high", terms_of[k[i]], profile_limit(Xk, y, w, o, b, se[i], i, 1, FALSE))
    }
    if (length(k) == ncol(X) && all(w > 0)) {
      fit2 <- suppressWarnings(glm(y ~ 0 + X, family = binomial, weights = w, offset = o, control = control, start = b))
      for (kind in c("HC0", "HC1")) { q <- sqrt(diag(vcovHC(fit2, type = kind)))
        for (i in seq_along(k)) say(name, paste0("ml.", tolower(kind)), terms_of[k[i]], q[i]) }
      if (!is.null(cluster)) { q <- sqrt(diag(vcovCL(fit2, cluster = cluster, type = "HC1", cadjust = TRUE)))
        for (i in seq_along(k)) say(name, "ml.cr1", terms_of[k[i]], q[i]) }
      hat <- hatvalues(fit2); cook <- cooks.distance(fit2)
      for (i in 1:min(20, length(y))) { say(name, "ml.hat", as.character(i), hat[i]); say(name, "ml.cook", as.character(i), cook[i]) }
    }
    if (all(y %in% 0:1) && all(w == 1)) {
      r <- roc(y, fitted(fit), direction = "<", levels = c(0, 1), quiet = TRUE); ci <- as.numeric(ci.auc(r, method = "delong"))
      say(name, "ml.auc", "", as.numeric(auc(r))); say(name, "ml.auc_low", "", ci[1]); say(name, "ml.auc_high", "", ci[3])
      say(name, "ml.brier", "", mean((y - fitted(fit))^2))
    }
  }
  if (firth) {
    fit <- suppressWarnings(glm(y ~ 0 + X, family = binomial, weights = w, offset = o, method = "brglmFit", type = "AS_mean",
      control = list(epsilon = 1e-14, maxit = 10000)))
    b <- unname(coef(fit)); own <- held(X, y, w, o, b, integer(0), TRUE); stopifnot(max(abs(own$b - b)) < 1e-8)
    b <- own$b; s <- own$sums; se <- sqrt(diag(solve(s$info)))
    for (i in seq_along(b)) { say(name, "firth.estimate", terms_of[i], b[i]); say(name, "firth.se", terms_of[i], se[i]) }
    say(name, "firth.loglik", "", as.numeric(logLik(fit))); say(name, "firth.penalised", "", pll(s))
    for (t in seq_along(terms)) { j <- which(assign == t); z <- b; z[j] <- 0
      say(name, "firth.lr", terms[t], 2 * (own$value - held(X, y, w, o, z, j, TRUE)$value)) }
    if (profile) for (i in seq_along(b)) {
      say(name, "firth.profile_low", terms_of[i], profile_limit(X, y, w, o, b, se[i], i, -1, TRUE))
      say(name, "firth.profile_high", terms_of[i], profile_limit(X, y, w, o, b, se[i], i, 1, TRUE)) }
    shift <- coef(glm(y ~ 1, family = binomial, weights = w, offset = drop(X %*% b) + o, control = control))
    say(name, "firth.flic", "(Intercept)", b[1] + shift)
  }
}
matrix_of <- function(name, formula, data, y, ...) {
  X <- model.matrix(formula, data); a <- attr(X, "assign"); colnames(X) <- colnames(X)
  case(name, X, a, attr(terms(formula), "term.labels"), y, ...)
}
birth <- read.csv("data/birthwt.csv"); endo <- read.csv("data/endometrial.csv"); chd <- read.csv("data/chdage.csv")
matrix_of("birthwt", ~ age + lwt + factor(race) + smoke + ptl + ht + ui + ftv, birth, birth$low, cluster = birth$age)
matrix_of("chdage", ~ age, chd, as.numeric(chd$chd == "Yes"))
matrix_of("endometrial", ~ NV + PI + EH, endo, endo$HG, ml = FALSE)
# An aliased column between two others: age2 = 2 age - 1, and a main effect with its interaction.
birth$age2 <- 2 * birth$age - 1
matrix_of("aliased", ~ age + age2 + smoke * ui, birth, birth$low, firth = FALSE, profile = FALSE)
# Grouped binomial with an offset, and without intercept.
set.seed(20261125)
grouped <- data.frame(dose = rep(1:6, each = 4), site = factor(rep(1:4, 6)), days = round(rexp(24, 1 / 40)) + 7)
total <- sample(8:30, 24, TRUE); p <- plogis(-2 + 0.4 * grouped$dose + log(grouped$days) / 4 - 0.3 * (grouped$site == 2))
grouped$events <- rbinom(24, total, p)
matrix_of("grouped", ~ dose + site, grouped, grouped$events / total, w = total, o = log(grouped$days) / 4)
matrix_of("no-intercept", ~ 0 + site + dose, grouped, grouped$events / total, w = total, firth = FALSE)
# Clusters of 1 to 6 steps.
size <- sample(1:6, 60, TRUE); id <- rep(seq_along(size), size); u <- rnorm(60)[id]
steps <- data.frame(x = round(rnorm(length(id)), 3), z = rbinom(length(id), 1, 0.4), id)
steps$y <- rbinom(length(id), 1, plogis(-0.5 + 0.6 * steps$x + 0.5 * steps$z + u))
matrix_of("clustered", ~ x + z, steps, steps$y, cluster = steps$id)
# Ill-conditioned: a year and its square, as they are.
years <- data.frame(year = sample(1990:2020, 300, TRUE), sex = rbinom(300, 1, 0.5))
years$y <- rbinom(300, 1, plogis(-0.3 + 0.05 * (years$year - 2005) - 0.004 * (years$year - 2005)^2 + 0.4 * years$sex))
centred <- transform(years, t = year - 2005)
matrix_of("centred-years", ~ t + I(t^2) + sex, centred, years$y, firth = FALSE)
designs <- do.call(rbind, designs); columns <- do.call(rbind, columns); expected <- do.call(rbind, expected)
write.csv(designs, "designs.csv", row.names = FALSE, quote = FALSE)
write.csv(columns, "columns.csv", row.names = FALSE, quote = FALSE)
write.csv(expected, "expected.csv", row.names = FALSE, quote = FALSE)
