suppressPackageStartupMessages({
  library(dplyr)
  library(ggplot2)
})

folder <- "tables/"
colours <- c("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d")
# Treatments are more than colours: the eighth and those after it are lighter.
lighter <- c("#8cbfe0", "#f0b48c", "#8cd0bc", "#e8c4d8", "#f5d58c", "#b0dcf5", "#a8a8a8")
treatment_colours <- function(values) setNames(rep_len(c(colours, lighter), length(values)), values)
colour_of <- function(values) setNames(rep_len(colours, length(values)), values)
# What each figure plots, by the name of its file in figures/.
drawn <- list()

# A table as its file has it: every cell is text, and an empty one is hidden or has no value.
read <- function(name) {
  read.csv(paste0(folder, name, ".csv"), colClasses = "character", check.names = FALSE, na.strings = NULL, encoding = "UTF-8")
}

# The rows that hold a value in a column, or one of several, which set the order, the first one first. Of several tables, what two
# of them have is taken from the first.
rows <- function(tables, where = list()) {
  table <- bind_rows(lapply(tables, read))
  for (column in names(where)) table <- table[table[[column]] %in% where[[column]], , drop = FALSE]
  if (length(where) > 0) {
    places <- lapply(names(where), function(column) match(table[[column]], where[[column]]))
    table <- table[do.call(order, places), , drop = FALSE]
    if (length(tables) > 1) table <- table[!duplicated(table[names(where)]), , drop = FALSE]
  }
  rownames(table) <- NULL
  table
}

numbers <- function(column) suppressWarnings(as.numeric(ifelse(column == "", NA, column)))

# What people read for values.
word <- function(column, values) {
  known <- LABELS[[column]]
  place <- match(values, known$of)
  ifelse(is.na(place), values, known$read[place])
}

# The values of some columns as one label; a bare number says nothing without its column.
label <- function(table, columns) {
  if (length(columns) == 0) return(rep("All steps", nrow(table)))
  said <- lapply(columns, function(column) {
    text <- word(column, table[[column]])
    ifelse(grepl("^[0-9<>=.-]+$", text), paste(column, text), text)
  })
  do.call(paste, c(said, sep = " \u00b7 "))
}

wrap <- function(text, width = 60) vapply(text, function(one) paste(strwrap(one, width), collapse = "\n"), "")

# ---- tables

brief <- function(text) {
  long <- grepl("^(-?[0-9]+\\.[0-9]{5,}|-?[0-9]+(\\.[0-9]+)?e[-+]?[0-9]+)$", text)
  value <- suppressWarnings(as.numeric(ifelse(long, text, NA)))
  small <- !is.na(value) & value != 0 & abs(value) < 0.00005
  rounded <- !is.na(value) & !small & abs(value) < 2^53
  text[rounded] <- sprintf("%.4f", value[rounded])
  text[small] <- ifelse(value[small] > 0, "<0.0001", ">-0.0001")
  text
}

# Text from data inside HTML, where no formula begins either.
markup <- function(text) {
  text <- gsub("&", "&amp;", text, fixed = TRUE)
  text <- gsub("\u003c", "&lt;", text, fixed = TRUE)
  text <- gsub("\u003e", "&gt;", text, fixed = TRUE)
  text <- gsub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)
  text <- gsub("$", "\u003cspan\u003e&#36;\u003c/span\u003e", text, fixed = TRUE)
  gsub("\\", "\u003cspan\u003e&#92;\u003c/span\u003e", text, fixed = TRUE)
}

# Rows of a table, or some columns of them; what is the same in every row stands below it.
show <- function(tables, where = list(), columns = NULL, most = 40) {
  table <- rows(tables, where)
  if (!is.null(columns)) table <- table[names(table) %in% columns]
  same <- names(table)[vapply(table, function(column) nrow(table) > 1 && length(unique(column)) == 1, TRUE)]
  kept <- setdiff(names(table), same)
  if (length(kept) == 0) kept <- names(table)
  left <- setdiff(same, kept)
  one <- vapply(left, function(column) brief(table[[column]][1]), "")
  notes <- c()
  if (any(one != "")) notes <- c(notes, paste0("In every row: ", paste(left[one != ""], one[one != ""], collapse = ", "), "."))
  if (any(one == "")) notes <- c(notes, paste0("Empty in every row: ", paste(left[one == ""], collapse = ", "), "."))
  if (nrow(table) > most) notes <- c(notes, paste0("The first ", most, " of ", nrow(table), " rows."))
  shown <- as.data.frame(lapply(head(table[kept], most), brief), check.names = FALSE)
  right <- vapply(shown, function(column) all(grepl("^([\u003c\u003e]?-?[0-9.]+(e[-+]?[0-9]+)?|)$", column)), TRUE)
  side <- paste0(" style=\"text-align: ", ifelse(right, "right", "left"), "\"")
  open <- function(tag) paste0("\u003c", tag, "\u003e")
  line <- function(texts, tag) {
    paste0(open("tr"), paste0("\u003c", tag, side, "\u003e", markup(texts), open(paste0("/", tag)), collapse = ""), open("/tr"))
  }
  page <- c(open("table"), line(kept, "th"), vapply(seq_len(nrow(shown)), function(i) line(unlist(shown[i, ]), "td"), ""), open("/table"))
  if (length(notes) > 0) page <- c(page, paste0(open("p"), markup(notes), open("/p")))
  knitr::asis_output(paste0("\n\n```{=html}\n", paste(page, collapse = "\n"), "\n```\n\n"))
}

# ---- figures

keep <- function(name, table) drawn[[name]] <<- table

plain <- theme_minimal(base_size = 10) + theme(
  panel.grid.minor = element_blank(), legend.position = "bottom", legend.title = element_blank(),
  plot.title.position = "plot", strip.text = element_text(hjust = 0, face = "bold"))

# A mark with its limits a line. With overlay, further series are hollow marks on the line of the first.
forest <- function(name, tables, where = list(), line = c(), value = "estimate", low = "conf_low", high = "conf_high", thin = c(),
                   series = NULL, panel = NULL, overlay = FALSE, reach = c(), percent = TRUE, log = FALSE, reference = NULL,
                   hollow = c(), truth = NULL, share = c(), empty = "", axis = "") {
  table <- rows(tables, where)
  said <- wrap(label(table, line), 56)
  key <- do.call(paste, c(list(rep("", nrow(table))), table[c(line, panel)], sep = "\r"))
  kinds <- if (is.null(series)) "" else unique(table[[series]])
  kind <- if (is.null(series)) rep("", nrow(table)) else table[[series]]
  unit <- if (percent) 100 else 1
  plotted <- data.frame(
    line = factor(said, rev(unique(said))), panel = if (is.null(panel)) "" else word(panel, table[[panel]]),
    series = factor(kind, kinds),
    value = if (length(share) > 0) numbers(table[[share[1]]]) / numbers(table[[share[2]]]) else numbers(table[[value]]),
    low = if (length(share) > 0) NA_real_ else numbers(table[[low]]), high = if (length(share) > 0) NA_real_ else numbers(table[[high]]))
  plotted$panel <- factor(plotted$panel, unique(plotted$panel))
  plotted$thin_low <- if (length(thin) > 0) numbers(table[[thin[1]]]) else NA_real_
  plotted$thin_high <- if (length(thin) > 0) numbers(table[[thin[2]]]) else NA_real_
  if (length(reach) > 0) {
    plotted$thin_low <- plotted$value
    plotted$thin_high <- Reduce(`+`, lapply(reach, function(column) numbers(table[[column]]))) / numbers(table$n)
  }
  plotted$truth <- if (is.null(truth)) NA_real_ else numbers(table[[truth]])
  # Of `hollow` the first names a column, the others what a row holds in it whose mark is hollow.
  plotted$hollow <- if (length(hollow) > 0) table[[hollow[1]]] %in% hollow[-1] else FALSE
  if (overlay) {
    # Where nobody was scored, the worst case is no result either.
    nobody <- key[kind == kinds[1] & table$n == "0"]
    plotted <- plotted[kind == kinds[1] | !(key %in% nobody), ]
  }
  bare <- filter(plotted, !is.na(value))
  keep(name, bare)
  if (nrow(bare) == 0) return(nothing())
  limits <- if (overlay) filter(bare, series == kinds[1]) else bare
  apart <- if (overlay) position_identity() else position_dodge(width = 0)
  plot <- ggplot(bare, aes(y = line)) +
    geom_linerange(aes(xmin = unit * thin_low, xmax = unit * thin_high, colour = series), linewidth = 0.4, na.rm = TRUE) +
    geom_linerange(aes(xmin = unit * low, xmax = unit * high, colour = series), data = limits, linewidth = 1.1, na.rm = TRUE) +
    geom_point(aes(x = unit * value, colour = series, shape = series), fill = "white", size = 2, position = apart) +
    scale_shape_manual(values = setNames(rep_len(c(19, 22, 23, 24), length(kinds)), kinds), labels = function(v) word(series_name(series), v)) +
    scale_colour_manual(values = colour_of(kinds), labels = function(v) word(series_name(series), v)) +
    scale_y_discrete(drop = FALSE) + labs(x = axis, y = NULL) + plain
  if (log) plot <- plot + scale_x_log10() else if (is.null(reference)) plot <- plot + expand_limits(x = 0)
  if (!is.null(reference)) plot <- plot + geom_vline(xintercept = unit * reference, linetype = "dashed", colour = "#8a9099")
  if (any(bare$hollow)) plot <- plot + geom_point(aes(x = unit * value), data = filter(bare, hollow), shape = 21, colour = colours[1], fill = "white", size = 2)
  if (!is.null(truth)) {
    plot <- plot + geom_point(aes(x = unit * truth), data = filter(bare, !is.na(truth)), shape = 124, colour = colours[2], size = 4)
  }
  if (!is.null(panel)) plot <- plot + facet_wrap(~panel)
  if (is.null(series)) plot <- plot + guides(colour = "none", shape = "none")
  plot
}

# A published rate (square) above the cohort's own (circle), each with its limits.
against <- function(name, tables, where = list(), line = c(), hollow = c(), axis = "") {
  table <- rows(tables, where)
  said <- wrap(label(table, line), 56)
  place <- rev(seq_len(nrow(table)))
  published <- data.frame(
    line = place + 0.16, series = "published", value = numbers(table$published_pct) / 100, low = numbers(table$published_low),
    high = numbers(table$published_high), hollow = table[[line[1]]] %in% hollow)
  own <- data.frame(
    line = place - 0.16, series = "cohort", value = numbers(table$estimate), low = numbers(table$conf_low), high = numbers(table$conf_high),
    hollow = FALSE)
  plotted <- bind_rows(published, filter(own, !is.na(low)))
  keep(name, plotted)
  ggplot(plotted, aes(y = line)) + geom_linerange(aes(xmin = 100 * low, xmax = 100 * high, colour = series), linewidth = 1.1) +
    geom_point(aes(x = 100 * value, colour = series, shape = paste(series, hollow)), fill = "white", size = 2.4) +
    scale_shape_manual(values = c("published TRUE" = 22, "published FALSE" = 15, "cohort FALSE" = 19), guide = "none") +
    scale_colour_manual(values = c(published = colours[2], cohort = colours[1])) +
    scale_y_continuous(breaks = place, labels = said) + expand_limits(x = 0) + labs(x = axis, y = NULL) + plain
}

# How far two arms lie apart in each column, before weighting (hollow) and after (filled).
love <- function(name, tables, where = list(), axis = "") {
  table <- rows(tables, where)
  lines <- factor(table$column, rev(unique(table$column)))
  kinds <- c("before", "after")
  plotted <- bind_rows(lapply(kinds, function(kind) data.frame(column = lines, series = kind, value = numbers(table[[kind]]))))
  keep(name, plotted)
  ends <- data.frame(column = lines, before = abs(numbers(table$before)), after = abs(numbers(table$after)))
  ggplot(plotted, aes(y = column)) + geom_vline(xintercept = 0.1, linetype = "dashed", colour = "#8a9099") +
    geom_linerange(aes(xmin = pmin(before, after), xmax = pmax(before, after)), data = ends, colour = "#dfe2e6") +
    geom_point(aes(x = abs(value), shape = series), colour = colours[1], fill = "white", size = 2) +
    scale_shape_manual(values = c(before = 21, after = 19), breaks = kinds, labels = c("before", "after weighting")) +
    expand_limits(x = 0) + labs(x = axis, y = NULL) + plain
}

# Propensities of two arms: the first upwards, the second downwards, as shares of what is shown of their arm.
overlap <- function(name, tables, where = list(), arms = c(), axis = "") {
  table <- rows(tables, where)
  count <- numbers(table$rows)
  plotted <- data.frame(arm = table$arm, from = numbers(table$propensity_from), to = numbers(table$propensity_to), count = count) %>%
    group_by(arm) %>% mutate(value = count / max(1, sum(count, na.rm = TRUE))) %>% ungroup()
  keep(name, as.data.frame(filter(plotted, !is.na(value), value > 0)))
  plotted$side <- ifelse(plotted$arm == arms[1], 1, -1)
  ggplot(plotted) + geom_rect(aes(xmin = from, xmax = to, ymin = 0, ymax = side * value, fill = arm), colour = "white", alpha = 0.7, na.rm = TRUE) +
    geom_text(aes((from + to) / 2, side * 0.01, label = "\u00d7"), data = filter(plotted, is.na(value)), colour = "#5a6069") +
    geom_hline(yintercept = 0, colour = "#8a9099") +
    scale_fill_manual(values = setNames(colours[1:2], arms), breaks = arms, labels = paste(c("Upwards:", "Downwards:"), word("arm", arms))) +
    scale_y_continuous(breaks = NULL) + labs(x = axis, y = NULL) + plain
}

# In place of a figure all of whose values are hidden.
nothing <- function() ggplot() + annotate("text", 0, 0, label = "No value may be shown.") + theme_void()

series_name <- function(series) if (is.null(series)) "series" else series

# A line a group and a column a step, darker for a higher rate, with N below it; unshaded where N is below `firm`.
matrix <- function(name, tables, where = list(), line = "strategy", column = "step", value = "estimate", count = "n", firm = 0) {
  table <- rows(tables, where)
  plotted <- data.frame(
    line = factor(table[[line]], rev(unique(table[[line]]))), column = table[[column]], value = numbers(table[[value]]),
    n = numbers(table[[count]]), hidden = table$suppressed != "")
  steps <- unique(plotted$column)
  plotted$column <- factor(plotted$column, steps[order(suppressWarnings(as.numeric(steps)), steps)])
  keep(name, filter(plotted, !is.na(value)))
  plotted$text <- ifelse(
    is.na(plotted$value), ifelse(plotted$hidden, "hidden", "\u2013"), paste0(sprintf("%.0f", 100 * plotted$value), " %\n", plotted$n))
  ggplot(plotted, aes(column, line)) +
    geom_tile(aes(alpha = ifelse(is.na(value) | n < firm, 0, value)), fill = colours[1], colour = "#dfe2e6") +
    geom_text(aes(label = text), size = 2.8, lineheight = 0.9) +
    scale_alpha_continuous(range = c(0, 0.5), limits = c(0, max(plotted$value[plotted$n >= firm], 0.01, na.rm = TRUE)), guide = "none") +
    scale_y_discrete(labels = function(v) wrap(word(line, v), 40)) + scale_x_discrete(position = "top") +
    labs(x = paste0(toupper(substr(column, 1, 1)), substring(column, 2)), y = NULL) + plain + theme(panel.grid = element_blank())
}

# Values over another: a line a series, or a line a column; a hidden value breaks the line.
curves <- function(name, tables, where = list(), x = "day", y = "mean", low = NULL, high = NULL, series = NULL, least = 0,
                   until = NULL, log = FALSE, percent = FALSE, joined = TRUE, marks = TRUE, band = FALSE, square = FALSE,
                   upper = 1, rug = NULL, steps = FALSE, across = "", up = "") {
  table <- rows(tables, where)
  if (length(series) > 0) {
    # Groups by several columns are told by all of them.
    told <- lapply(series, function(column) ifelse(table[[column]] == "", "not known", word(column, table[[column]])))
    if (length(series) > 1 || steps) {
      table$series <- do.call(paste, c(told, sep = ", "))
      series <- "series"
    }
  }
  ticks <- table[0, ]
  if (!is.null(rug)) {
    ticks <- table[table[[rug]] != "curve", ]
    table <- table[table[[rug]] == "curve", ]
  }
  if (!is.null(series) && least > 0) {
    # Days with few of an arm say little, and are left out as in the report.
    n <- numbers(table$n)
    largest <- ave(ifelse(is.na(n), 0, n), table[[series]], FUN = max)
    table <- table[is.na(n) | (n >= least * largest & n > 1), ]
  }
  if (!is.null(until)) table <- table[numbers(table[[x]]) <= until, ]
  plotted <- bind_rows(lapply(y, function(column) {
    data.frame(
      series = if (is.null(series)) rep(column, nrow(table)) else table[[series]], x = numbers(table[[x]]), y = numbers(table[[column]]),
      low = if (is.null(low)) NA_real_ else numbers(table[[low]]), high = if (is.null(high)) NA_real_ else numbers(table[[high]]))
  }))
  kinds <- unique(plotted$series)
  plotted$series <- factor(plotted$series, kinds)
  keep(name, filter(plotted, !is.na(y)))
  if (all(is.na(plotted$y))) return(nothing())
  unit <- if (percent) 100 else 1
  across_unit <- if (square) 100 else 1
  plot <- ggplot(plotted, aes(across_unit * x, unit * y, colour = series, shape = series))
  if (square) plot <- plot + geom_abline(linetype = "dashed", colour = "#8a9099")
  if (log) plot <- plot + geom_hline(yintercept = 1, linetype = "dashed", colour = "#8a9099") + scale_y_log10()
  if (band) {
    plot <- plot + geom_ribbon(aes(ymin = unit * low, ymax = unit * high, fill = series), alpha = 0.18, colour = NA) + scale_fill_manual(values = colour_of(kinds), guide = "none")
  } else if (!is.null(low)) {
    plot <- plot + geom_linerange(aes(ymin = unit * low, ymax = unit * high), na.rm = TRUE)
  }
  if (joined) plot <- plot + if (steps) geom_step(na.rm = TRUE) else geom_path(na.rm = TRUE)
  if (marks) plot <- plot + geom_point(size = 2, na.rm = TRUE)
  if (square) {
    plot <- plot + coord_equal(xlim = c(0, 100 * upper), ylim = c(0, 100 * upper))
  } else if (!log) {
    plot <- plot + expand_limits(y = if (percent && !steps) c(0, 100) else 0)
  }
  if (nrow(ticks) > 0) {
    places <- data.frame(x = numbers(ticks[[x]]), kind = ticks[[rug]])
    plot <- plot + geom_rug(aes(x = x), data = filter(places, kind == "quantile"), sides = "b", inherit.aes = FALSE) +
      geom_point(aes(x = x), y = 0, data = filter(places, kind == "reference"), shape = 21, fill = "white", size = 2.4, inherit.aes = FALSE)
  }
  plot <- plot + scale_colour_manual(values = colour_of(kinds), labels = function(v) word(series_name(series), v)) +
    scale_shape_manual(values = setNames(rep_len(c(19, 15, 18, 17), length(kinds)), kinds), labels = function(v) word(series_name(series), v)) +
    labs(x = across, y = up) + plain
  if (length(kinds) == 1) plot <- plot + guides(colour = "none", shape = "none")
  if (length(unique(plotted$x)) < 8 && !square) plot <- plot + scale_x_continuous(breaks = sort(unique(plotted$x)))
  plot
}

# Boxes down the rules, and to the right what each set aside.
flow <- function(name, tables, where = list()) {
  table <- rows(tables, where)
  keep(name, table)
  said <- function(count, what) ifelse(count == "", paste0(what, ": hidden"), paste(count, what))
  table$text <- paste0(wrap(table$rule, 50), "\n", said(table$patients, "patients"), ifelse(table$steps == "", "", paste0(", ", table$steps, " steps")))
  table$x <- ifelse(table$box == "kept", 0, 1.1)
  table$y <- -seq_along(table$rule)
  kept <- table$y[table$box == "kept"]
  aside <- filter(table, box != "kept")
  ggplot(table, aes(x, y)) + annotate("segment", x = 0.15, xend = 0.15, y = max(kept), yend = min(kept), colour = "#8a9099") +
    geom_segment(aes(x = 0.15, xend = 1.1, y = y, yend = y), data = aside, colour = "#8a9099") + geom_label(aes(label = text), hjust = 0, size = 3) + coord_cartesian(xlim = c(0, 2.2)) +
    scale_y_continuous(expand = expansion(add = 0.6)) + theme_void()
}

# Every setting of the parameters in ascending order of the share; the run's own stands out.
specification <- function(name, tables, where = list(), settings = c()) {
  table <- rows(tables, where)
  table <- table[table$estimate != "", ]
  table <- table[order(numbers(table$estimate)), ]
  shares <- data.frame(place = seq_len(nrow(table)), value = numbers(table$estimate), low = numbers(table$conf_low), high = numbers(table$conf_high), chosen = table$chosen)
  keep(name, shares)
  said <- word("column", settings)
  lines <- bind_rows(lapply(seq_along(settings), function(i) {
    data.frame(place = shares$place, chosen = shares$chosen, part = "settings", line = paste(said[i], table[[settings[i]]]))
  }))
  top <- data.frame(shares, part = "Resistant by EMA, %")
  ggplot() +
    geom_linerange(aes(place, ymin = 100 * low, ymax = 100 * high), data = top, colour = "#8a9099") +
    geom_point(aes(place, 100 * value, colour = chosen), data = top, size = 1.4) +
    geom_point(aes(place, -3 * as.integer(factor(line, rev(sort(unique(line))))), colour = chosen), data = lines, shape = 15, size = 0.8) +
    geom_text(aes(0, -3 * as.integer(factor(line, rev(sort(unique(lines$line))))), label = line), data = data.frame(line = unique(lines$line)), hjust = 1, size = 2.6) +
    scale_colour_manual(values = setNames(colours[1:2], c("", "yes")), guide = "none") +
    scale_x_continuous(limits = c(-0.45 * nrow(shares), NA)) +
    scale_y_continuous(breaks = function(limits) Filter(function(v) v >= 0, pretty(c(0, limits[2])))) + labs(x = NULL, y = "Resistant by EMA, %") + plain +
    theme(axis.text.x = element_blank(), panel.grid.major.x = element_blank())
}

# ---- pathways

# The parts of a pathway, or the members of a treatment; a mark behind a backslash belongs to a name.
split_at <- function(text, mark) {
  signs <- strsplit(text, "")[[1]]
  parts <- ""
  escaped <- FALSE
  for (sign in signs) {
    if (sign == mark && !escaped) parts <- c(parts, "") else parts[length(parts)] <- paste0(parts[length(parts)], sign)
    escaped <- sign == "\\" && !escaped
  }
  parts
}

treatment <- function(texts) {
  vapply(texts, function(text) paste(word("treatment", gsub("\\\\(.)", "\\1", split_at(text, "+"))), collapse = " + "), "")
}

# Columns of treatments by place, as high as those who took them are many, with bands between them; rare ones are gathered.
sankey <- function(name, transitions, treatments, most_columns = 4, most_nodes = 9) {
  steps <- mutate(read(transitions), line = as.integer(line), count = numbers(events))
  events <- mutate(filter(read(treatments), line != "overall"), line = as.integer(line), count = numbers(event_count))
  total <- sum(events$count[events$line == 1], na.rm = TRUE)
  last <- min(max(events$line), most_columns)
  named <- lapply(seq_len(last), function(at) {
    own <- filter(events, line == at, !is.na(count), count >= max(1, total %/% 50))
    head(own$event_name[order(-own$count, own$event_name)], most_nodes)
  })
  others <- "(others)"
  bands <- steps %>% filter(line <= last, !is.na(count), count > 0) %>% rowwise() %>%
    mutate(
      source = if (from %in% named[[line]]) from else others,
      target = if (kind == "end") paste0("end:", to) else if (line == most_columns) "(further)" else if (line < last && to %in% named[[line + 1]]) to else others) %>%
    ungroup() %>% group_by(line, source, target) %>% summarise(value = sum(count), .groups = "drop")
  keep(name, as.data.frame(rename(bands, from = source, to = target)))
  rank <- function(node) ifelse(node == others, 1, ifelse(node == "(further)", 2, ifelse(startsWith(node, "end:"), 3, 0)))
  inner <- events %>% filter(line <= last) %>% rowwise() %>% mutate(node = if (event_name %in% named[[line]]) event_name else others) %>% ungroup() %>%
    group_by(column = line, node) %>% summarise(size = sum(count, na.rm = TRUE), .groups = "drop")
  outer <- bands %>% filter(rank(target) >= 2) %>% group_by(column = line + 1L, node = target) %>% summarise(size = sum(value), .groups = "drop")
  gap <- total / 45
  nodes <- bind_rows(inner, outer) %>% filter(size > 0) %>% arrange(column, rank(node), desc(size), node) %>% group_by(column) %>%
    mutate(top = cumsum(lag(size, default = 0)) + gap * (row_number() - 1)) %>% ungroup()
  place <- function(column, node) match(paste(column, node), paste(nodes$column, nodes$node))
  bands <- bands %>% mutate(from = place(line, source), to = place(line + 1L, target)) %>% arrange(line, from, to) %>%
    group_by(from) %>% mutate(y1 = nodes$top[from] + cumsum(lag(value, default = 0))) %>%
    group_by(to) %>% mutate(y2 = nodes$top[to] + cumsum(lag(value, default = 0))) %>% ungroup()
  bend <- (1 - cos(pi * (0:20) / 20)) / 2
  shapes <- bind_rows(lapply(seq_len(nrow(bands)), function(i) {
    band <- bands[i, ]
    x <- band$line + 0.07 + 0.93 * (0:20) / 20
    y <- band$y1 + (band$y2 - band$y1) * bend
    data.frame(band = i, x = c(x, rev(x)), y = c(y, rev(y) + band$value), source = band$source)
  }))
  nodes$said <- ifelse(startsWith(nodes$node, "end:"), word("end", sub("^end:", "", nodes$node)), ifelse(rank(nodes$node) == 0, treatment(nodes$node), nodes$node))
  fills <- treatment_colours(unique(nodes$node[rank(nodes$node) == 0]))
  ggplot() + geom_polygon(aes(x, -y, group = band, fill = source), data = shapes, alpha = 0.35) +
    geom_rect(aes(xmin = column, xmax = column + 0.07, ymin = -top - size, ymax = -top, fill = node), data = nodes) +
    geom_text(aes(column + 0.09, -top - size / 2, label = paste(said, size)), data = filter(nodes, size + gap > total / 40), hjust = 0, size = 2.4) +
    scale_fill_manual(values = fills, na.value = "#8a9099", guide = "none") + expand_limits(x = last + 1.8) + theme_void()
}

# The first treatment inside, each later one around those who had the ones before.
sunburst <- function(name, pathways, transitions, treatments, most_rings = 4, least = 0.004) {
  events <- filter(read(treatments), line == "1", event_count != "")
  steps <- filter(read(transitions), line == "1", events != "")
  paths <- read(pathways)
  total <- if (all(paths$freq != "")) sum(numbers(paths$freq)) else sum(numbers(events$event_count))
  listed <- filter(paths, freq != "", pathway != "(other pathways)")
  parts <- lapply(listed$pathway, split_at, mark = "-")
  freq <- numbers(listed$freq)
  arcs <- list()
  draw <- function(counts, before, own, start, known, ended) {
    ring <- length(before)
    if (ring >= most_rings) return(invisible())
    at <- start
    seen <- 0
    common <- if (length(counts) == 0) character() else names(counts)[order(-counts, names(counts))]
    for (treated in common) {
      count <- counts[[treated]]
      if (count / total < least) next
      path <- c(before, treated)
      inner <- own[vapply(parts[own], function(p) length(p) > ring && p[ring + 1] == treated, TRUE)]
      arcs[[length(arcs) + 1]] <<- data.frame(pathway = paste(path, collapse = " - "), ring = ring, treated = treated, start = at, end = at + count / total, value = count)
      if (ring == 0) {
        next_steps <- filter(steps, from == treated)
        follow <- with(filter(next_steps, kind == "treatment"), setNames(numbers(events), to))
        over <- sum(numbers(filter(next_steps, kind == "end")$events))
      } else {
        longer <- inner[lengths(parts[inner]) > ring + 1]
        follow <- tapply(freq[longer], vapply(parts[longer], function(p) p[ring + 2], ""), sum)
        over <- sum(freq[inner[lengths(parts[inner]) == ring + 1]])
      }
      draw(follow, path, inner, at, count, over)
      at <- at + count / total
      seen <- seen + count
    }
    rest <- known - seen - ended
    if (rest / total >= least) {
      arcs[[length(arcs) + 1]] <<- data.frame(pathway = "", ring = ring, treated = NA, start = at, end = at + rest / total, value = rest)
    }
  }
  draw(setNames(numbers(events$event_count), events$event_name), c(), seq_along(parts), 0, total, 0)
  plotted <- bind_rows(arcs)
  keep(name, transmute(plotted, pathway, line = ring + 1, value))
  order <- unique(na.omit(plotted$treated))
  ggplot(plotted) + geom_rect(aes(xmin = start, xmax = end, ymin = ring + 0.6, ymax = ring + 1.55, fill = factor(treated, order)), colour = "white", linewidth = 0.2) +
    geom_text(aes((start + end) / 2, ring + 1.07, label = ifelse(end - start > 0.03, sprintf("%.0f %%", 100 * value / total), "")), size = 2.4) +
    scale_fill_manual(values = treatment_colours(order), labels = treatment, na.value = "#dfe2e6", name = NULL) +
    coord_polar() + ylim(0, most_rings + 0.6) + theme_void()
}
