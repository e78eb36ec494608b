# Standard errors by clusters and Satterthwaite degrees of freedom by R 4.2.2, sandwich 3.0-2 and clubSandwich 0.5.8.
# Rscript make.R writes input.csv and expected.csv beside itself.
suppressMessages({library(sandwich); library(clubSandwich)})
set.seed(20261126)
out <- NULL
put <- function(case, name, term, value) out <<- rbind(out, data.frame(case, name, term, value=sprintf("%.17g", value)))
make <- function(case, G, size, cc=TRUE) {
  id <- rep(seq_len(G), times = pmax(1, size(G)))
  n <- length(id)
  z <- rnorm(G)[id]; x <- rnorm(n); u <- rnorm(G)[id] * 0.8
  y <- as.integer(runif(n) < plogis(-0.3 + 0.7*x + 0.4*z + u))
  w <- sample(1:3, n, TRUE)
  d <- data.frame(case, id = paste0("c", id), y, x, z, w)
  d
}
sets <- list(
  balanced = make("balanced", 12, function(G) rep(8, G)),
  unbalanced = make("unbalanced", 15, function(G) rpois(G, 6) + 1),
  singles = make("singles", 25, function(G) ifelse(seq_len(G) %% 2 == 0, 1, 5)),
  many = make("many", 60, function(G) rpois(G, 3) + 1))
for (case in names(sets)) {
  d <- sets[[case]]
  for (weighted in c(FALSE, TRUE)) {
    f <- if (weighted) suppressWarnings(glm(y ~ x + z, binomial, d, weights = w, control = glm.control(1e-14, 100))) else glm(y ~ x + z, binomial, d, control = glm.control(1e-14, 100))
    # Once more from there, since R keeps the weights of the round before its last.
    for (i in 1:2) f <- suppressWarnings(update(f, start = coef(f)))
    tag <- paste0(case, if (weighted) "-weighted" else "")
    for (t in names(coef(f))) put(tag, "estimate", t, coef(f)[[t]])
    V0 <- vcovCR(f, cluster = d$id, type = "CR0"); V2 <- vcovCR(f, cluster = d$id, type = "CR2")
    V1 <- vcovCL(f, cluster = d$id, type = "HC1")
    ct <- coef_test(f, vcov = V2, test = "Satterthwaite")
    for (t in names(coef(f))) { put(tag, "cr0", t, sqrt(V0[t, t])); put(tag, "cr1", t, sqrt(V1[t, t])); put(tag, "cr2", t, sqrt(V2[t, t]))
      put(tag, "df", t, ct[t, "df_Satt"]); put(tag, "p", t, ct[t, "p_Satt"]) }
  }
}
write.csv(do.call(rbind, sets), "input.csv", row.names = FALSE, quote = FALSE)
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
