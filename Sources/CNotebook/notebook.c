#include "CNotebook.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char remit_report_python[] = {
#embed "report.py"
};
const unsigned long remit_report_python_size = sizeof remit_report_python;
const unsigned char *remit_report_python_start(void) { return remit_report_python; }

static const unsigned char remit_report_r[] = {
#embed "report.R"
};
const unsigned long remit_report_r_size = sizeof remit_report_r;
const unsigned char *remit_report_r_start(void) { return remit_report_r; }
