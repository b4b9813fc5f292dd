#ifndef BUILD_IDENTITY_H
#define BUILD_IDENTITY_H

/// The commit that was built, as the build was told by LOOPSWEEP_COMMIT; empty when it was not.
const char *build_identity_commit(void);

/// The version of the Swift toolchain, as the build was told by LOOPSWEEP_TOOLCHAIN; empty when it was not.
const char *build_identity_toolchain(void);

#endif
