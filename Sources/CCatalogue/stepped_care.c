#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char remit_stepped_care[] = {
#embed "stepped-care.yaml"
};
const unsigned long remit_stepped_care_size = sizeof remit_stepped_care;
const unsigned char *remit_stepped_care_start(void) { return remit_stepped_care; }
