# Model matrices as R makes them. Run in this folder: LC_ALL=C Rscript make.R
suppressMessages(library(rms))
options(digits = 17, stringsAsFactors = FALSE)
set.seed(20250607)

table_of <- function(n) data.frame(
  resistant = rbinom(n, 1, 0.4),
  age = sample(18:80, n, TRUE),
  sex = sample(c("F", "M"), n, TRUE),
  site = sample(c(2, 10, 1, 30), n, TRUE),
  drug = sample(c("sertraline", "Lithium", "aripiprazole"), n, TRUE),
  baseline = round(rnorm(n, 22, 5), 1),
  phq = pmin(27, pmax(0, round(rnorm(n, 6, 8)))),
  days = sample(10:400, n, TRUE),
  step = sample(1:4, n, TRUE),
  few = sample(c(1, 2, 4, 7, 9, 12), n, TRUE),
  events = rbinom(n, 3, 0.4),
  anxious = sample(c("no", "yes"), n, TRUE),
  `dose mg` = sample(c(0.5, 1, 20, 100.25), n, TRUE),
  check.names = FALSE)

large <- table_of(240)
large$total <- large$events + sample(1:3, 240, TRUE)
large$age[c(3, 50)] <- NA
large$sex[c(7, 50, 90)] <- NA
large$baseline[11] <- NA
small <- table_of(36)
small$total <- small$events + 2
write.csv(large, "large.csv", row.names = FALSE, quote = FALSE, na = "")
write.csv(small, "small.csv", row.names = FALSE, quote = FALSE, na = "")
data <- list(large = read.csv("large.csv", na.strings = "", check.names = FALSE),
             small = read.csv("small.csv", na.strings = "", check.names = FALSE))

cases <- list(
  c("large", "resistant ~ age + sex"),
  c("large", "resistant ~ age * sex + factor(site)"),
  c("large", "resistant ~ sex:drug"),
  c("large", "resistant ~ drug + sex:drug"),
  c("large", "resistant ~ age:drug - 1"),
  c("large", "resistant ~ 0 + drug + sex"),
  c("large", "resistant ~ age + drug + sex - 1"),
  c("large", "resistant ~ sex * drug * age"),
  c("large", "resistant ~ (sex + drug + age)^2 - drug:age"),
  c("large", "resistant ~ sex / age"),
  c("large", "resistant ~ (sex + drug) / step"),
  c("large", "resistant ~ step + age:step + sex:age:step + drug"),
  c("large", "resistant ~ anxious:step + age"),
  c("large", "resistant ~ anxious:step"),
  c("large", "resistant ~ anxious:step - 1"),
  c("large", "resistant ~ factor(site):sex + factor(site)"),
  c("large", "resistant ~ relevel(factor(drug), ref = 'sertraline') + relevel(factor(site), ref = '10'):sex"),
  c("large", "resistant ~ log(age) + log2(days) + log10(days) + exp(step) + sqrt(age) + abs(baseline - 20)"),
  c("large", "resistant ~ I(age^2) + I(age/10) + I((age - 50) * step) + log(days + 1) + log1p(days) + log(days, 3)"),
  c("large", "resistant ~ I(days/100000) + I(-age) + I(2^step) + I(age^-1) + I(0.00001 * days)"),
  c("large", "resistant ~ I(age > 50) + sex:I(age > 50)"),
  c("large", "resistant ~ (age >= 40 & age < 60) + step"),
  c("large", "resistant ~ poly(age, 2) + sex"),
  c("large", "resistant ~ poly(days, 4)"),
  c("large", "resistant ~ poly(step, 1) + poly(days, 3, raw = TRUE)"),
  c("large", "resistant ~ poly(baseline, 2):sex"),
  c("large", "resistant ~ rcs(baseline, 4) + age"),
  c("large", "resistant ~ rcs(baseline, 3) * sex"),
  c("large", "resistant ~ rcs(baseline, 5)"),
  c("large", "resistant ~ rcs(days, 6)"),
  c("large", "resistant ~ rcs(days, 7)"),
  c("large", "resistant ~ rcs(phq, 4)"),
  c("large", "resistant ~ rcs(phq, 5) + sex"),
  c("large", "resistant ~ rcs(few, 4)"),
  c("large", "resistant ~ rcs(log(days), 4)"),
  c("large", "resistant ~ rcs(age, c(30, 45, 60, 70))"),
  c("small", "resistant ~ rcs(baseline, 4)"),
  c("small", "resistant ~ rcs(days, 5) + sex"),
  c("small", "resistant ~ rcs(phq, 3)"),
  c("small", "resistant ~ poly(age, 3) * anxious"),
  c("large", "resistant ~ factor(`dose mg`) + `dose mg`:sex"),
  c("large", "resistant ~ age + offset(log(days)) + sex + offset(step)"),
  c("large", "cbind(events, total - events) ~ drug + age"),
  c("large", "resistant ~ drug + age + drug:age + age + drug:sex:age"),
  c("large", "resistant ~ b + a:b + a + a:b" ),
  c("large", "resistant ~ -1 + sex:anxious + age"),
  c("large", "resistant ~ 1"),
  c("large", "resistant ~ sex * (age + drug) - sex:drug - sex")
)

rows <- NULL
for (place in seq_along(cases)) {
  text <- cases[[place]][2]
  frame <- data[[cases[[place]][1]]]
  if (grepl("b + a:b", text, fixed = TRUE)) { frame$a <- frame$age; frame$b <- frame$sex }
  formula <- as.formula(text)
  # poly() takes no missing values, so its columns are made of the complete rows, as a user would.
  if (grepl("poly", text)) frame <- frame[complete.cases(frame[all.vars(formula)]), ]
  model <- suppressWarnings(model.frame(formula, frame, drop.unused.levels = TRUE))
  x <- model.matrix(formula, model)
  offset <- model.offset(model)
  if (!is.null(offset)) { x <- cbind(x, `(offset)` = offset) }
  assign <- c(attr(model.matrix(formula, model), "assign"), if (!is.null(offset)) -9)
  labels <- c("(Intercept)", attr(terms(formula), "term.labels"))
  picked <- seq(1, nrow(x), length.out = 12)
  for (column in seq_len(ncol(x))) rows <- rbind(rows, data.frame(
    case = place, data = cases[[place]][1], formula = text, n = nrow(x), column = column,
    name = gsub('"', "'", colnames(x)[column]),
    term = if (assign[column] < 0) "" else gsub('"', "'", labels[assign[column] + 1]),
    sum = sprintf("%.17g", sum(abs(x[, column]))),
    values = paste(sprintf("%.17g", x[as.integer(picked), column]), collapse = " ")))
}
write.csv(rows, "expected.csv", row.names = FALSE)

# The same polynomial and factors for rows that the model was not fitted to.
fit <- glm(resistant ~ poly(age, 2) + drug * sex, binomial, small)
new <- data.frame(age = c(15, 33.5, 90), drug = c("Lithium", "sertraline", "Lithium"), sex = c("M", "M", "F"))
x <- model.matrix(delete.response(terms(fit)), model.frame(delete.response(terms(fit)), new, xlev = fit$xlevels))
write.csv(data.frame(name = colnames(x), values = apply(x, 2, function(v) paste(sprintf("%.17g", v), collapse = " "))),
          "prediction.csv", row.names = FALSE)

cat("R", as.character(getRversion()), " rms", as.character(packageVersion("rms")), " Hmisc", as.character(packageVersion("Hmisc")), "\n")
