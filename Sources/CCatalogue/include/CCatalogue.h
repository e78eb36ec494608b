#ifndef REMIT_CCATALOGUE_H
#define REMIT_CCATALOGUE_H
/* The catalogue's rows as they stand in the CSV files beside this target, as bytes in the binary:
   no bundle to find at run time, so the command can be copied anywhere. Functions give the addresses,
   since Swift would import an array of unknown length as nothing. */
extern const unsigned long remit_scales_size;
extern const unsigned long remit_agents_size;
extern const unsigned long remit_procedures_size;
extern const unsigned long remit_marks_size;
const unsigned char *remit_scales_start(void);
const unsigned char *remit_agents_start(void);
const unsigned char *remit_procedures_start(void);
const unsigned char *remit_marks_start(void);
/* Codes of the OMOP vocabularies and what they stand for in the catalogue. */
extern const unsigned long remit_omop_size;
const unsigned char *remit_omop_start(void);
/* The parameters of simulated stepped care. */
extern const unsigned long remit_stepped_care_size;
const unsigned char *remit_stepped_care_start(void);
/* Published rates, as Datasets/published/rates.csv has them. */
extern const unsigned long remit_published_size;
const unsigned char *remit_published_start(void);
#endif
