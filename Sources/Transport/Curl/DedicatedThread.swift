import CCurl
import CCurlShims
import Glibc

/// Runs `body` on a new thread outside Swift's pool, for calls that block. The thread belongs to nobody and ends with
/// `body`. `name` is cut to 15 bytes; false if the system has no thread left.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // Enough for libcurl with OpenSSL; the default of 8 MB would only be address space, but a thousand logins at a time
    // may meet a limit on that.
    pthread_attr_setstacksize(&attributes, 1 << 20)
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var thread = pthread_t()
    let fault = pthread_create(
        &thread, &attributes,
        { argument in
            guard let argument else { return nil }
            let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
            start.run()
            return nil
        }, start.toOpaque())
    if fault != 0 { start.release() }
    return fault == 0
}

private final class ThreadStart: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    func run() {
        // Signals are for the main thread: whoever waits for them there must not miss one.
        var forMain = sigset_t()
        sigemptyset(&forMain)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD] {
            sigaddset(&forMain, signal)
        }
        pthread_sigmask(SIG_BLOCK, &forMain, nil)
        mb_name_thread(name)
        body()
    }
}
