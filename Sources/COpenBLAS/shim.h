#ifndef REMIT_COPENBLAS_H
#define REMIT_COPENBLAS_H
/* Only what LinearAlgebra calls. Declared here, not taken from cblas.h, so that the header's
   location (which differs between distributions) does not matter. */
void openblas_set_num_threads(int threads);
int openblas_get_num_threads(void);
const char *openblas_get_corename(void);
const char *openblas_get_config(void);
#endif
