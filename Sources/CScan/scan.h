#ifndef REMIT_CSCAN_H
#define REMIT_CSCAN_H
#include <stdint.h>
#endif
