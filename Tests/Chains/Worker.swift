import Glibc

/// A thread that carries out chains one after the other: virtual time takes the whole of its thread.
final class Worker: Sendable {
    /// The thread.
    private let thread: pthread_t

    /// Starts a thread with a stack as deep as the main one's.
    init(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        // On the heap: two C modules include the header of `pthread_attr_t`, and Swift cannot tell whose initialiser is meant.
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { unsafe attributes.deallocate() }
        unsafe pthread_attr_init(attributes)
        unsafe pthread_attr_setstacksize(attributes, 8 << 20)
        let box = unsafe Unmanaged.passRetained(Box(body))
        unsafe pthread_create(
            &thread,
            attributes,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                }
                return nil
            },
            box.toOpaque()
        )
        self.thread = thread
    }

    /// Waits for its end.
    func join() { _ = pthread_join(thread, nil) }

    /// What it does.
    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
