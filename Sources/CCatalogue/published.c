#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

/* One copy of the data: the file that people read is the file that is embedded. */
static const unsigned char remit_published[] = {
#embed "../../Datasets/published/rates.csv"
};
const unsigned long remit_published_size = sizeof remit_published;
const unsigned char *remit_published_start(void) { return remit_published; }
