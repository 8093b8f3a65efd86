/* Hashes for tables in memory. What the grammar's tables were built with and what looks them up must agree: both use
 * these.
 *
 * May include: base/. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>
#include <string.h>

/* Fibonacci hashing: a multiplication by 2^64 divided by the golden ratio; the upper bits are the good ones. */
static inline uint32_t hash_number(uint64_t number) { return (uint32_t)(number * 0x9E3779B97F4A7C15u >> 32); }

static inline uint32_t hash_address(const void *address) { return hash_number((uintptr_t)address); }

/* Eight bytes at a time. Different seeds, different hashes of equal bytes. */
static inline uint32_t hash_bytes(uint32_t seed, const char *bytes, size_t n) {
    uint64_t hash = seed ^ 0x9E3779B97F4A7C15u;
    for (; n >= 8; n -= 8, bytes += 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    uint64_t rest = n;
    for (size_t i = 0; i < n; i++) rest = rest << 8 | (unsigned char)bytes[i];
    hash = (hash ^ rest) * 0xC4CEB9FE1A85EC53u;
    return (uint32_t)(hash >> 32);
}

#endif
