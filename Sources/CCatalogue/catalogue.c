#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char remit_scales[] = {
#embed "scales.csv"
};
const unsigned long remit_scales_size = sizeof remit_scales;
const unsigned char *remit_scales_start(void) { return remit_scales; }

static const unsigned char remit_agents[] = {
#embed "agents.csv"
};
const unsigned long remit_agents_size = sizeof remit_agents;
const unsigned char *remit_agents_start(void) { return remit_agents; }

static const unsigned char remit_procedures[] = {
#embed "procedures.csv"
};
const unsigned long remit_procedures_size = sizeof remit_procedures;
const unsigned char *remit_procedures_start(void) { return remit_procedures; }

static const unsigned char remit_marks[] = {
#embed "marks.csv"
};
const unsigned long remit_marks_size = sizeof remit_marks;
const unsigned char *remit_marks_start(void) { return remit_marks; }
