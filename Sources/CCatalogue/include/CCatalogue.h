#ifndef REMIT_CCATALOGUE_H
#define REMIT_CCATALOGUE_H
/* The catalogue's rows as they stand in the CSV files beside this target, as bytes in the binary:
   no bundle to find at run time, so the command can be copied anywhere. */
extern const unsigned char remit_scales[];
extern const unsigned long remit_scales_size;
extern const unsigned char remit_agents[];
extern const unsigned long remit_agents_size;
extern const unsigned char remit_procedures[];
extern const unsigned long remit_procedures_size;
#endif
