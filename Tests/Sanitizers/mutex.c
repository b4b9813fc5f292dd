// Tells ThreadSanitizer of what the slow paths of `Synchronization.Mutex` order on Linux; see Tests/sanitize.
//
// The fast paths are compiled into the caller and instrumented. The slow ones are in libswiftSynchronization.so, which is not:
// a lock that was contended is taken or handed on by the kernel, and every use of what it guards is reported as a race.
// Preloaded, this stands before the three functions. It may go when the toolchain's runtime tells ThreadSanitizer itself.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SLOW_PATH __attribute__((swiftcall))
#define MUTEX __attribute__((swift_context)) void *

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SLOW_PATH void lockSlow(uint32_t thread, MUTEX mutex) __asm__(LOCK);
SLOW_PATH bool tryLockSlow(MUTEX mutex) __asm__(TRY_LOCK);
SLOW_PATH void unlockSlow(MUTEX mutex) __asm__(UNLOCK);

// Absent in a process that is not sanitized, such as a shell a test starts.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

static __typeof__(lockSlow) *lock;
static __typeof__(tryLockSlow) *tryLock;
static __typeof__(unlockSlow) *unlock;

__attribute__((constructor)) static void findOriginals(void) {
    lock = (__typeof__(lock))dlsym(RTLD_NEXT, LOCK);
    tryLock = (__typeof__(tryLock))dlsym(RTLD_NEXT, TRY_LOCK);
    unlock = (__typeof__(unlock))dlsym(RTLD_NEXT, UNLOCK);
}

SLOW_PATH void lockSlow(uint32_t thread, MUTEX mutex) {
    lock(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SLOW_PATH bool tryLockSlow(MUTEX mutex) {
    bool isTaken = tryLock(mutex);
    if (isTaken && __tsan_acquire) __tsan_acquire(mutex);
    return isTaken;
}

SLOW_PATH void unlockSlow(MUTEX mutex) {
    if (__tsan_release) __tsan_release(mutex);
    unlock(mutex);
}
