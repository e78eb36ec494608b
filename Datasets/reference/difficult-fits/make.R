# Fits that were once refused or wrong, by R 4.2.2: Firth's penalised likelihood by optim from the definition, its profile limits by
# uniroot on the drop of the profile, followed outwards; splines by glm on Harrell's basis (Hmisc::rcspline.eval).
# Rscript make.R writes expected.csv (case, quantity, term, value) beside itself.
options(digits = 17)
out <- NULL
put <- function(case, quantity, term, value) out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.15g", value)))
penalised <- function(b, X, y) {
  eta <- drop(X %*% b); v <- plogis(eta) * plogis(-eta)
  d <- determinant(crossprod(X * sqrt(v)))$modulus
  if (!is.finite(d)) return(-1e10)
  sum(y * plogis(eta, log.p = TRUE) + (1 - y) * plogis(-eta, log.p = TRUE)) + as.numeric(d) / 2
}
slope <- function(b, X, y) {
  eta <- drop(X %*% b); m <- plogis(eta); v <- m * plogis(-eta)
  Z <- X * sqrt(v); h <- rowSums((Z %*% solve(crossprod(Z))) * Z)
  drop(crossprod(X, y - m + h * (0.5 - m)))
}
climb <- function(b, X, y, held = NULL) {
  free <- setdiff(seq_along(b), held)
  full <- function(c) { b[free] <- c; b }
  for (i in 1:20) {
    r <- optim(b[free], function(c) -penalised(full(c), X, y), function(c) -slope(full(c), X, y)[free], method = "BFGS",
               control = list(reltol = 1e-16, maxit = 5000))
    b[free] <- r$par
    if (max(abs(slope(b, X, y)[free])) < 1e-9) break
    # Newton's last steps, by differences of the slope.
    J <- sapply(free, function(j) { e <- 1e-6 * max(1, abs(b[j])); u <- b; u[j] <- u[j] + e; w <- b; w[j] <- w[j] - e
      (slope(u, X, y)[free] - slope(w, X, y)[free]) / (2 * e) })
    s <- tryCatch(solve(J, slope(b, X, y)[free]), error = function(e) 0 * b[free])
    t <- b; t[free] <- b[free] - s
    if (penalised(t, X, y) >= penalised(b, X, y) - 1e-12) b <- t
  }
  list(b = b, value = penalised(b, X, y), slope = max(abs(slope(b, X, y)[free])))
}
firth <- function(case, X, y, limits = TRUE) {
  # Columns to unit size, so that one tolerance fits all.
  size <- apply(abs(X), 2, max); Z <- sweep(X, 2, size, "/")
  best <- climb(rep(0, ncol(Z)), Z, y)
  stopifnot(best$slope < 1e-7)
  for (j in seq_len(ncol(X))) put(case, "estimate", colnames(X)[j], best$b[j] / size[j])
  put(case, "penalised_log_likelihood", "", best$value + sum(log(size)))
  if (!limits) return(invisible())
  v <- plogis(drop(Z %*% best$b)); e <- sqrt(diag(solve(crossprod(Z * sqrt(v * (1 - v))))))
  if (ncol(X) > 1) for (j in seq_len(ncol(X))) for (side in c(-1, 1)) {
    b <- best$b; at <- 0; step <- 0.1 * e[j]
    repeat { u <- b; u[j] <- best$b[j] + side * (at + step); r <- climb(u, Z, y, j)
      if (2 * (best$value - r$value) > qchisq(0.95, 1)) break
      at <- at + step; b <- r$b }
    f <- function(d) { u <- b; u[j] <- best$b[j] + side * d; 2 * (best$value - climb(u, Z, y, j)$value) - qchisq(0.95, 1) }
    root <- uniroot(f, c(at, at + step), tol = 1e-12)$root
    put(case, if (side < 0) "conf_low" else "conf_high", colnames(X)[j], (best$b[j] + side * root) / size[j])
  }
}
read <- function(name) read.csv(paste0(name, ".csv"), stringsAsFactors = TRUE)
d <- read("firth-profile"); firth("firth-profile", model.matrix(~ x + I(x^2), d), d$y)
d <- read("one-row-level"); firth("one-row-level", model.matrix(~ g, d), d$y)
d <- read("flat-maximum"); firth("flat-maximum", model.matrix(~ g + age + sex + baseline, d), d$y)
for (name in c("rcs-1", "rcs-2")) {
  d <- read(name)
  B <- suppressMessages(Hmisc::rcspline.eval(d$x, nk = 5, inclx = TRUE))
  f <- glm(d$y ~ B, family = binomial, control = glm.control(1e-15, 200))
  terms <- c("(Intercept)", paste0("rcs(x, 5)x", c("", "'", "''", "'''")))
  for (j in 1:5) { put(name, "estimate", terms[j], coef(f)[[j]]); put(name, "std_error", terms[j], sqrt(vcov(f)[j, j])) }
  put(name, "log_likelihood", "", as.numeric(logLik(f)))
  put(name, "lr", "", f$null.deviance - f$deviance)
}
write.csv(out, "expected.csv", row.names = FALSE, quote = TRUE)
