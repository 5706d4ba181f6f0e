#include <stdlib.h>

/* What the standard library asks for to read a Double; glibc's strtod rounds correctly, and the locale is C. */
const char *_swift_stdlib_strtod_clocale(const char *text, double *number) {
  char *end;
  *number = strtod(text, &end);
  return end;
}
