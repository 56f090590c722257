import CCurl
import CCurlShims
import Synchronization

/// A multi handle with its pool of connections.
///
/// Unchecked: one thread drives it. Only ``wakeUp()`` comes from others, which libcurl allows, and the lock keeps that
/// apart from ``destroy()``.
final class CurlMulti: @unchecked Sendable {
    private let raw: UnsafeMutableRawPointer
    private let isAlive = Mutex(true)

    init?() {
        guard CurlLibrary.isReady, let raw = curl_multi_init() else { return nil }
        self.raw = raw
    }

    deinit { destroy() }

    /// All transfers must have been removed.
    func destroy() {
        isAlive.withLock { isAlive in
            if isAlive { curl_multi_cleanup(raw) }
            isAlive = false
        }
    }

    /// Makes ``wait(_:)`` return, now or the next time.
    func wakeUp() {
        isAlive.withLock { isAlive in
            if isAlive { curl_multi_wakeup(raw) }
        }
    }

    func set(_ option: CURLMoption, _ value: Int) { _ = mb_curl_multi_set_long(raw, option, value) }

    func add(_ handle: CurlHandle) -> Bool { curl_multi_add_handle(raw, handle.raw) == CURLM_OK }
    func remove(_ handle: CurlHandle) { curl_multi_remove_handle(raw, handle.raw) }

    /// Moves all transfers on as far as they go without waiting.
    func perform() {
        var running: Int32 = 0
        curl_multi_perform(raw, &running)
    }

    /// The next transfer that has come to its end since ``perform()``.
    func nextFinished() -> (raw: UnsafeMutableRawPointer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(raw, &left) {
            if message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle {
                return (handle, mb_curl_message_result(message))
            }
        }
        return nil
    }

    /// Waits for a socket, a timer of libcurl's, ``wakeUp()`` or the end of `limit`.
    func wait(_ limit: Duration) {
        let (seconds, attoseconds) = limit.components
        let milliseconds = min(max(seconds, 0), 3600) * 1000 + attoseconds / 1_000_000_000_000_000
        curl_multi_poll(raw, nil, 0, Int32(max(1, milliseconds)), nil)
    }
}
