#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char remit_omop[] = {
#embed "omop.csv"
};
const unsigned long remit_omop_size = sizeof remit_omop;
const unsigned char *remit_omop_start(void) { return remit_omop; }
