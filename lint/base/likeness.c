/* The likeness half of base/text.h: which word was meant. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { WORD_MAX = 64 };

/* Costs are counted in halves, so that a wrong letter case is cheaper than a wrong letter. */
static unsigned letter_cost(char a, char b) {
    if (a == b) return 0;
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : 2;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Damerau-Levenshtein with three rows (optimal string alignment). Rows that are all above the limit end it. */
static unsigned distance_halves(const char *a, size_t n, const char *b, size_t m, unsigned limit) {
    unsigned rows[3][WORD_MAX + 1], lowest_above = 0;
    for (size_t j = 0; j <= m; j++) rows[0][j] = 2 * (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        unsigned lowest = row[0] = 2 * (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 2, above[j - 1] + letter_cost(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 2);
            lowest = least(lowest, row[j]);
        }
        if (lowest > limit && lowest_above > limit) return lowest;
        lowest_above = lowest;
    }
    return rows[n % 3][m];
}

/* A bit for each letter, whatever its case; some share one. */
static uint64_t letters_of(const char *word) {
    uint64_t letters = 0;
    for (; *word; word++) letters |= (uint64_t)1 << (tolower((unsigned char)*word) & 63);
    return letters;
}

/* Each letter that only one of the words has takes an edit, but one edit can mend one of each. */
static unsigned least_distance(const char *a, const char *b) {
    uint64_t of_a = letters_of(a), of_b = letters_of(b);
    int only_a = __builtin_popcountll(of_a & ~of_b), only_b = __builtin_popcountll(of_b & ~of_a);
    return (unsigned)(only_a > only_b ? only_a : only_b);
}

unsigned text_distance(const char *a, const char *b, unsigned limit) {
    size_t n = strlen(a), m = strlen(b);
    size_t apart = n > m ? n - m : m - n;
    if (n > WORD_MAX || m > WORD_MAX || apart > limit || least_distance(a, b) > limit) return limit + 1;
    unsigned distance = (distance_halves(a, n, b, m, 2 * limit) + 1) / 2;
    return distance > limit ? limit + 1 : distance;
}

static bool same_ignoring_marks(const char *a, const char *b) {
    for (;; a++, b++) {
        while (*a == '-' || *a == '_') a++;
        while (*b == '-' || *b == '_') b++;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
        if (!*a) return true;
    }
}

int text_nearest(const char *word, const char *const *candidates, size_t n) {
    unsigned limit = (unsigned)(strlen(word) + 2) / 3, best_distance = limit + 1;
    int best = -1;
    for (size_t i = 0; i < n; i++) {
        unsigned distance = text_distance(word, candidates[i], limit);
        if (same_ignoring_marks(word, candidates[i])) distance = least(distance, 1);
        if (distance < best_distance) {
            best_distance = distance;
            best = (int)i;
        }
    }
    return best;
}
