/* Finds the bytes that cut a delimited text into fields: delimiters and line feeds outside quotes.
   One plain version, and two that look at 32 or 64 bytes at a time; all give the same. */
#ifndef REMIT_CSCAN_H
#define REMIT_CSCAN_H
#include <stddef.h>
#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* What was seen on the way, summed over the calls that share it. */
struct remit_scan {
  uint64_t in_quotes; /* 0 or 1, before the first byte of a call and after its last */
  uint64_t quotes;    /* how many quotes, wherever they stand */
  uint64_t lines;     /* how many line feeds outside quotes */
  uint64_t returns;   /* not 0 where there is a carriage return */
  uint64_t zeros;     /* not 0 where there is a NUL byte */
  uint64_t high;      /* not 0 where there is a byte that is no ASCII */
  uint64_t ats;       /* not 0 where there is an @, which may be an e-mail address */
};

static inline size_t remit_scan_plain(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint8_t quote, uint32_t base,
    uint32_t *places, struct remit_scan *seen) {
  size_t found = 0;
  uint64_t in_quotes = seen->in_quotes;
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i];
    in_quotes ^= byte == quote;
    seen->quotes += byte == quote;
    uint64_t line = byte == '\n' && !in_quotes;
    places[found] = base + (uint32_t)i;
    found += line | (byte == delimiter && !in_quotes);
    seen->lines += line;
    seen->returns |= byte == '\r';
    seen->zeros |= byte == 0;
    seen->high |= byte >> 7;
    seen->ats |= byte == '@';
  }
  seen->in_quotes = in_quotes;
  return found;
}

#if defined(__x86_64__)

/* Bit i = whether an odd number of quotes stands at or before byte i of the block. */
static inline uint64_t remit_prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt"))) static inline size_t
remit_scan_avx512(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint8_t quote, uint32_t base,
    uint32_t *places, struct remit_scan *seen) {
  const __m512i delimiters = _mm512_set1_epi8((char)delimiter);
  const __m512i quotes = _mm512_set1_epi8((char)quote);
  const __m512i feeds = _mm512_set1_epi8('\n');
  const __m512i returns = _mm512_set1_epi8('\r');
  const __m512i ats = _mm512_set1_epi8('@');
  const __m512i order = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39,
      38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14,
      13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  uint32_t *next = places;
  uint64_t inside = seen->in_quotes ? ~0ull : 0, quote_count = 0, line_count = 0, return_bits = 0;
  uint64_t zero_bits = 0, at_bits = 0;
  __m512i all = _mm512_setzero_si512();
  for (size_t i = 0; i < count; i += 64) {
    uint64_t live = count - i >= 64 ? ~0ull : (1ull << (count - i)) - 1;
    __m512i block = _mm512_maskz_loadu_epi8(live, bytes + i);
    uint64_t quote_bits = _mm512_cmpeq_epi8_mask(block, quotes);
    uint64_t feed_bits = _mm512_cmpeq_epi8_mask(block, feeds);
    uint64_t cut_bits = _mm512_cmpeq_epi8_mask(block, delimiters) | feed_bits;
    return_bits |= _mm512_cmpeq_epi8_mask(block, returns);
    at_bits |= _mm512_cmpeq_epi8_mask(block, ats);
    zero_bits |= _mm512_testn_epi8_mask(block, block) & live;
    all = _mm512_or_si512(all, block);
    if (quote_bits | inside) {
      uint64_t within = remit_prefix_xor(quote_bits) ^ inside;
      /* Bytes after the last live one repeat its state, so bit 63 is the state at the end. */
      inside = (uint64_t)((int64_t)within >> 63);
      cut_bits &= ~within;
      feed_bits &= ~within;
      quote_count += (uint64_t)__builtin_popcountll(quote_bits);
    }
    line_count += (uint64_t)__builtin_popcountll(feed_bits);
    size_t cuts = (size_t)__builtin_popcountll(cut_bits);
    __m512i packed = _mm512_maskz_compress_epi8(cut_bits, order);
    __m512i origin = _mm512_set1_epi32((int)(base + (uint32_t)i));
    _mm512_storeu_si512(
        next, _mm512_add_epi32(origin, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
    if (__builtin_expect(cuts > 16, 0)) {
      _mm512_storeu_si512(
          next + 16,
          _mm512_add_epi32(origin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 1))));
      _mm512_storeu_si512(
          next + 32,
          _mm512_add_epi32(origin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 2))));
      _mm512_storeu_si512(
          next + 48,
          _mm512_add_epi32(origin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 3))));
    }
    next += cuts;
  }
  seen->in_quotes = inside & 1;
  seen->quotes += quote_count;
  seen->lines += line_count;
  seen->returns |= return_bits;
  seen->zeros |= zero_bits;
  seen->high |= _mm512_movepi8_mask(all);
  seen->ats |= at_bits;
  return (size_t)(next - places);
}

__attribute__((target("avx2,popcnt,bmi"))) static inline uint64_t
remit_mask_avx2(__m256i low, __m256i high, __m256i wanted) {
  uint64_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint64_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return a | b << 32;
}

/* Whole blocks of 64 bytes; the rest is left to the plain version. */
__attribute__((target("avx2,popcnt,bmi"))) static inline size_t
remit_scan_avx2(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint8_t quote, uint32_t base,
    uint32_t *places, struct remit_scan *seen) {
  const __m256i delimiters = _mm256_set1_epi8((char)delimiter);
  const __m256i quotes = _mm256_set1_epi8((char)quote);
  const __m256i feeds = _mm256_set1_epi8('\n');
  const __m256i returns = _mm256_set1_epi8('\r');
  const __m256i ats = _mm256_set1_epi8('@');
  const __m256i zero = _mm256_setzero_si256();
  uint32_t *next = places;
  uint64_t inside = seen->in_quotes ? ~0ull : 0, quote_count = 0, line_count = 0;
  __m256i all = zero, some_returns = zero, some_zeros = zero, some_ats = zero;
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + i + 32));
    uint64_t quote_bits = remit_mask_avx2(low, high, quotes);
    uint64_t feed_bits = remit_mask_avx2(low, high, feeds);
    uint64_t cut_bits = remit_mask_avx2(low, high, delimiters) | feed_bits;
    all = _mm256_or_si256(all, _mm256_or_si256(low, high));
    some_returns = _mm256_or_si256(
        some_returns, _mm256_or_si256(_mm256_cmpeq_epi8(low, returns), _mm256_cmpeq_epi8(high, returns)));
    some_ats = _mm256_or_si256(
        some_ats, _mm256_or_si256(_mm256_cmpeq_epi8(low, ats), _mm256_cmpeq_epi8(high, ats)));
    some_zeros = _mm256_or_si256(
        some_zeros, _mm256_or_si256(_mm256_cmpeq_epi8(low, zero), _mm256_cmpeq_epi8(high, zero)));
    if (quote_bits | inside) {
      uint64_t within = remit_prefix_xor(quote_bits) ^ inside;
      inside = (uint64_t)((int64_t)within >> 63);
      cut_bits &= ~within;
      feed_bits &= ~within;
      quote_count += (uint64_t)__builtin_popcountll(quote_bits);
    }
    line_count += (uint64_t)__builtin_popcountll(feed_bits);
    size_t cuts = (size_t)__builtin_popcountll(cut_bits);
    uint32_t origin = base + (uint32_t)i;
    for (size_t done = 0; done < cuts; done += 8) {
      for (size_t j = 0; j < 8; j++) {
        next[done + j] = origin + (uint32_t)(cut_bits ? __builtin_ctzll(cut_bits) : 0);
        cut_bits &= cut_bits - 1;
      }
    }
    next += cuts;
  }
  seen->in_quotes = inside & 1;
  seen->quotes += quote_count;
  seen->lines += line_count;
  seen->returns |= (uint64_t)!_mm256_testz_si256(some_returns, some_returns);
  seen->zeros |= (uint64_t)!_mm256_testz_si256(some_zeros, some_zeros);
  seen->high |= (uint64_t)(_mm256_movemask_epi8(all) != 0);
  seen->ats |= (uint64_t)!_mm256_testz_si256(some_ats, some_ats);
  size_t found = (size_t)(next - places);
  return found
         + remit_scan_plain(
             bytes + i, count - i, delimiter, quote, base + (uint32_t)i, places + found, seen);
}

#endif

/* 2 = 64 bytes at a time, 1 = 32, 0 = one; the best this processor has. */
static inline int remit_scan_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
      && __builtin_cpu_supports("avx512vbmi2"))
    return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) return 1;
#endif
  return 0;
}

/* The places of delimiters and line feeds outside quotes among `count` bytes, each with `base` added.
   `places` must have room for `count + 64`. */
static inline size_t remit_scan_bytes(
    int level, const uint8_t *bytes, size_t count, uint8_t delimiter, uint8_t quote, uint32_t base,
    uint32_t *places, struct remit_scan *seen) {
#if defined(__x86_64__)
  if (level == 2) return remit_scan_avx512(bytes, count, delimiter, quote, base, places, seen);
  if (level == 1) return remit_scan_avx2(bytes, count, delimiter, quote, base, places, seen);
#endif
  (void)level;
  return remit_scan_plain(bytes, count, delimiter, quote, base, places, seen);
}
#endif
