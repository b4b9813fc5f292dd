#include "build_identity.h"

#ifndef LOOPSWEEP_COMMIT
#define LOOPSWEEP_COMMIT ""
#endif
#ifndef LOOPSWEEP_TOOLCHAIN
#define LOOPSWEEP_TOOLCHAIN ""
#endif

const char *build_identity_commit(void) { return LOOPSWEEP_COMMIT; }

const char *build_identity_toolchain(void) { return LOOPSWEEP_TOOLCHAIN; }
