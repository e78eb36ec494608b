# A multinomial logistic regression of three levels by nnet::multinom. Run: Rscript make.R
library(nnet)
state <- 4711
draw <- function(n) vapply(seq_len(n), function(i) { state <<- (16807 * state) %% 2147483647; state / 2147483647 }, 0)
n <- 250
x1 <- round(qnorm(draw(n)), 6); x2 <- as.numeric(draw(n) < 0.4)
e <- cbind(1, exp(0.4 + 0.7 * x1 - 0.5 * x2), exp(-0.3 - 0.4 * x1 + 0.8 * x2)); p <- e / rowSums(e)
u <- draw(n)
y <- (u > p[, 1]) + (u > p[, 1] + p[, 2])
write.csv(data.frame(y, x1, x2), "input.csv", row.names = FALSE)
fit <- multinom(factor(y) ~ x1 + x2, Hess = TRUE, trace = FALSE, reltol = 1e-16, abstol = 1e-14, maxit = 2000)
b <- coef(fit); s <- summary(fit)$standard.errors
result <- data.frame(level = rep(1:2, each = 3), term = rep(c("(Intercept)", "x1", "x2"), 2),
  estimate = sprintf("%.15g", c(t(b))), se = sprintf("%.15g", c(t(s))))
result <- rbind(result, data.frame(level = "", term = "deviance", estimate = sprintf("%.15g", deviance(fit)), se = ""))
write.csv(result, "expected.csv", row.names = FALSE)
