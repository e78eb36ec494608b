#ifndef REMIT_CNOTEBOOK_H
#define REMIT_CNOTEBOOK_H
/* The functions that notebooks draw with, as they stand in the files beside this target, as bytes in the binary. */
extern const unsigned long remit_report_python_size;
const unsigned char *remit_report_python_start(void);
extern const unsigned long remit_report_r_size;
const unsigned char *remit_report_r_start(void);
#endif
