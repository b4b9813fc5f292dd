// pcre2.h needs sizes and fixed widths alone of these two headers. What else they define would be this module's, and
// targets that use it, such as pthread_attr_t, would have to import this module (SE-0444).
#include <stddef.h>
#include <stdint.h>
#define _STDLIB_H 1
#define _INTTYPES_H 1
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#undef _STDLIB_H
#undef _INTTYPES_H
