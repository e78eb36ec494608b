# Writes times.csv (people of seven drawn cases), curves.csv (Kaplan-Meier and Aalen-Johansen at every day), means.csv (restricted means) and
# tests.csv (log-rank, Gray). R's survival: survfit, survdiff; cmprsk: cuminc. With delayed entry survdiff has no answer: there the log-rank
# test is base R's mantelhaen.test (no continuity correction) over one table a day with an event. Standard errors of incidence are survfit's,
# with delayed entry etm's (of Greenwood's kind; survfit's infinitesimal jackknife agrees with them only without).
suppressPackageStartupMessages({library(survival); library(cmprsk); library(etm)})
set.seed(16)
draw <- function(n, groups, delayed, longest) {
  group <- sample(groups, n, TRUE)
  rate <- 0.01 * (1 + match(group, groups) / 2)
  event <- ceiling(rexp(n, rate)); other <- ceiling(rexp(n, 0.012)); gone <- ceiling(runif(n, 1, longest))
  exit <- pmin(event, other, gone)
  kind <- ifelse(event == exit, 1, ifelse(other == exit, sample(2:3, n, TRUE), 0))
  entry <- if (delayed) pmin(exit - 1, rbinom(n, 30, 0.3) * rbinom(n, 1, 0.6)) else rep(0, n)
  data.frame(group, entry, exit, kind)
}
cases <- list(
  ties = transform(draw(300, c("a", "b", "c"), FALSE, 150), exit = ceiling(exit / 7)),
  days = draw(200, c("a", "b"), FALSE, 200),
  delayed = draw(240, c("a", "b", "c"), TRUE, 150),
  one = draw(40, "a", FALSE, 100),
  censored = transform(draw(20, c("a", "b"), FALSE, 50), kind = 0),
  single = data.frame(group = rep(c("a", "b"), each = 4), entry = 0, exit = c(5, 8, 9, 12, 4, 6, 10, 11), kind = c(0, 1, 0, 0, 0, 0, 0, 0)),
  dying = data.frame(group = rep(c("a", "b"), each = 5), entry = 0, exit = c(1, 2, 2, 3, 3, 2, 4, 4, 5, 9), kind = c(1, 2, 1, 1, 1, 1, 2, 1, 1, 0)))
people <- curves <- means <- tests <- NULL
say <- function(x) format(x, digits = 17, trim = TRUE)
for (name in names(cases)) {
  data <- cases[[name]]
  stopifnot(all(data$exit > data$entry))
  counted <- aggregate(list(count = rep(1, nrow(data))), data, sum)
  people <- rbind(people, cbind(case = name, counted))
  for (own in sort(unique(data$group))) {
    d <- data[data$group == own, ]
    km <- survfit(Surv(entry, exit, kind == 1) ~ 1, d, conf.type = "log-log")
    state <- factor(d$kind, 0:3, c("censored", "1", "2", "3"))
    aj <- survfit(Surv(d$entry, d$exit, state) ~ 1, id = seq_len(nrow(d)), conf.type = "log-log")
    at <- sort(unique(d$exit))
    k <- summary(km, times = at); f <- summary(aj, times = at)
    col <- match("1", aj$states)
    inc <- data.frame(p = f$pstate[, col], se = f$std.err[, col], low = f$lower[, col], high = f$upper[, col])
    if (any(d$entry > 0)) {
      tra <- matrix(FALSE, 4, 4); tra[1, 2:4] <- TRUE
      rows <- data.frame(id = seq_len(nrow(d)), from = 0, to = ifelse(d$kind == 0, "cens", d$kind), entry = d$entry, exit = d$exit)
      e <- summary(etm(rows, c("0", "1", "2", "3"), tra, "cens", 0), ci.fun = "log-log")[["0 1"]]
      place <- findInterval(at, e$time)
      stopifnot(max(abs(e$P[place] - inc$p)) < 1e-12)
      inc$se <- sqrt(e$var[place])
      # etm's limits are of another transformation.
      half <- qnorm(0.975) * inc$se / abs(inc$p * log(inc$p)); open <- inc$p > 0
      inc$low <- ifelse(open, inc$p^exp(half), NaN); inc$high <- ifelse(open, inc$p^exp(-half), NaN)
    }
    curves <- rbind(curves, data.frame(case = name, group = own, day = at, at_risk = k$n.risk, survival = say(k$surv), se = say(k$std.err),
      low = say(k$lower), high = say(k$upper), incidence = say(inc$p), incidence_se = say(inc$se),
      incidence_low = say(inc$low), incidence_high = say(inc$high), other = say(f$pstate[, match("2", aj$states)])))
    for (until in c(max(1, floor(max(d$exit) / 2)), max(d$exit))) {
      m <- summary(km, rmean = until)$table
      means <- rbind(means, data.frame(case = name, group = own, until, mean = say(m[["rmean"]]), se = say(m[["se(rmean)"]])))
    }
  }
  groups <- length(unique(data$group))
  if (groups > 1 && any(data$kind == 1)) {
    if (any(data$entry > 0)) {
      tables <- sapply(sort(unique(data$exit[data$kind == 1])), function(t) {
        there <- data$entry < t & data$exit >= t
        table(factor(data$group[there], sort(unique(data$group))), factor(data$exit[there] == t & data$kind[there] == 1, c(TRUE, FALSE)))
      }, simplify = "array")
      # mantelhaen.test takes strata of one person off, in which nothing can differ.
      tables <- tables[, , apply(tables, 3, sum) > 1, drop = FALSE]
      h <- mantelhaen.test(tables, correct = FALSE)
      tests <- rbind(tests, data.frame(case = name, test = "logrank", statistic = say(h$statistic), df = h$parameter, p = say(h$p.value)))
    } else {
      s <- survdiff(Surv(exit, kind == 1) ~ group, data)
      tests <- rbind(tests, data.frame(case = name, test = "logrank", statistic = say(s$chisq), df = groups - 1,
        p = say(pchisq(s$chisq, groups - 1, lower.tail = FALSE))))
      g <- cuminc(data$exit, data$kind, data$group)$Tests
      tests <- rbind(tests, data.frame(case = name, test = "gray", statistic = say(g["1", "stat"]), df = g["1", "df"], p = say(g["1", "pv"])))
    }
  }
}
put <- function(x, file) write.csv(x, file, row.names = FALSE, quote = FALSE)
put(people, "times.csv"); put(curves, "curves.csv"); put(means, "means.csv"); put(tests, "tests.csv")
writeLines(c(R.version.string, paste("survival", packageVersion("survival")), paste("cmprsk", packageVersion("cmprsk")),
  paste("etm", packageVersion("etm"))))
