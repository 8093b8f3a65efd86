/* A fuzz target without libFuzzer: link this with it, and the files named are the inputs. */
#include <stdio.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void run_file(const char *path) {
    Text bytes = {0};
    FILE *file = fopen(path, "rb");
    for (int c; file && (c = fgetc(file)) != EOF;) text_putc(&bytes, (char)c);
    if (file) fclose(file);
    LLVMFuzzerTestOneInput((const unsigned char *)text_str(&bytes), bytes.n);
    text_done(&bytes);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) run_file(argv[i]);
    return 0;
}
