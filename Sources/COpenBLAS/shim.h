#ifndef REMIT_COPENBLAS_H
#define REMIT_COPENBLAS_H
/* Only what LinearAlgebra calls. Declared here, not taken from cblas.h, so that the header's
   location (which differs between distributions) does not matter. */
void openblas_set_num_threads(int threads);
int openblas_get_num_threads(void);
const char *openblas_get_corename(void);
const char *openblas_get_config(void);

/* CBLAS: the enumerations are ints. blasint is a 32-bit int in Debian's build. */
void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda,
                 double beta, double *c, int ldc);
#endif
