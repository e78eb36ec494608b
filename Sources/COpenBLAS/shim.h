#ifndef REMIT_COPENBLAS_H
#define REMIT_COPENBLAS_H
#include <stddef.h>
/* Only what LinearAlgebra calls. Declared here, not taken from cblas.h, so that the header's
   location (which differs between distributions) does not matter. */
void openblas_set_num_threads(int threads);
int openblas_get_num_threads(void);
const char *openblas_get_corename(void);
const char *openblas_get_config(void);

/* CBLAS: the enumerations are ints. blasint is a 32-bit int in Debian's build. */
void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda,
                 double beta, double *c, int ldc);
void cblas_dgemv(int order, int trans, int m, int n, double alpha, const double *a, int lda,
                 const double *x, int incx, double beta, double *y, int incy);
void cblas_dtrsm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha,
                 const double *a, int lda, double *b, int ldb);
void cblas_dtrsv(int order, int uplo, int trans, int diag, int n, const double *a, int lda, double *x,
                 int incx);

/* LAPACK, Fortran: the last argument is the hidden length of the text. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);
#endif
